import { describe, expect, it } from 'vitest'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { type CellOrder, mergeCells, type SendingEntry } from './merge-cells.ts'

const entry = (name: string, kind: 'file' | 'folder' = 'file', sizeBytes = 10) =>
  ({ id: name, name, kind, type: kind === 'folder' ? 'folder' : 'photo', sizeBytes, modifiedAt: 5 }) as EntryView
const sending = (name: string, sizeBytes = 10): SendingEntry => ({
  id: `t-${name}`,
  name,
  type: 'photo',
  sizeBytes,
  modifiedAt: 9,
})
const byName = { by: 'name', order: 'asc' } as const
const merge = (entries: EntryView[], waiting: SendingEntry[], order: CellOrder, complete: boolean) =>
  mergeCells(entries, { sending: waiting, comparing: new Set() }, order, complete)
const ids = (cells: { id: string }[]) => cells.map(({ id }) => id)

describe('files on their way', () => {
  it('stand where they will be, after the folders', () => {
    const entries = [entry('Z', 'folder'), entry('IMG_2.jpg'), entry('IMG_10.jpg')]
    expect(ids(merge(entries, [sending('IMG_9.jpg'), sending('a.jpg')], byName, true))).toEqual([
      'Z',
      't-a.jpg',
      'IMG_2.jpg',
      't-IMG_9.jpg',
      'IMG_10.jpg',
    ])
  })

  it('follow the order of the list', () => {
    const entries = [entry('big', 'file', 100), entry('small', 'file', 1)]
    const cells = merge(entries, [sending('middle', 50)], { by: 'size', order: 'desc' }, true)
    expect(ids(cells)).toEqual(['big', 't-middle', 'small'])
  })

  it('are the newest of a list by the time of adding', () => {
    const entries = [
      { ...entry('new'), addedAt: 9 },
      { ...entry('old'), addedAt: 2 },
    ]
    const waiting = [sending('b'), sending('c')]
    expect(ids(merge(entries, waiting, { by: 'added', order: 'desc' }, false))).toEqual([
      ...['t-c', 't-b', 'new', 'old'],
    ])
    const up = [...entries].reverse()
    expect(ids(merge(up, waiting, { by: 'added', order: 'asc' }, false))).toEqual(['old', 'new'])
    expect(ids(merge(up, waiting, { by: 'added', order: 'asc' }, true))).toEqual(['old', 'new', 't-b', 't-c'])
  })

  it('wait when their place is in the part that is not known yet', () => {
    expect(ids(merge([entry('b')], [sending('a'), sending('c')], byName, false))).toEqual(['t-a', 'b'])
    expect(ids(merge([entry('b')], [sending('c')], byName, true))).toEqual(['b', 't-c'])
  })

  it('stand once when they are listed and still compared', () => {
    const here = { sending: [sending('a')], comparing: new Set(['b']) }
    const cells = mergeCells([entry('b'), entry('c')], here, byName, true)
    expect(cells.map((cell) => [cell.id, cell.kind === 'entry' && cell.isComparing])).toEqual([
      ['t-a', false],
      ['b', true],
      ['c', false],
    ])
  })

  it('are everything in an empty folder', () => {
    expect(ids(merge([], [sending('c'), sending('a')], byName, true))).toEqual(['t-a', 't-c'])
  })
})
