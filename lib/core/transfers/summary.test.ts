import { describe, expect, it } from 'vitest'
import type { EntryId, PlaceId } from '../ids/ids.ts'
import { percentOf, summarize, traySection } from './summary.ts'
import { newTransfer, type TransferRecord, type TransferState } from './transfer-record.ts'

function transfer(state: TransferState, sizeBytes: number, ackedBytes: number, createdAtMs = 0): TransferRecord {
  const facts = { filename: 'a', lastModifiedMs: 0, mimeType: '', path: '', batchId: null, hasSource: true } as const
  const record = newTransfer({ ...facts, id: 'a', sizeBytes, placeId: 'p' as PlaceId, conflict: 'keep' }, createdAtMs)
  return { ...record, state, ackedBytes }
}

const doneAt = (atMs: number): TransferState => ({
  kind: 'done',
  atMs,
  result: { entryId: 'e' as EntryId, finalName: 'a', skipped: false, compared: true },
})
const queued: TransferState = { kind: 'queued' }
const running: TransferState = { kind: 'running' }
const paused: TransferState = { kind: 'paused' }
const failed: TransferState = { kind: 'failed', code: 'disk_full', keptBytes: 0 }
const waitingFor = (reason: 'network' | 'password' | 'signIn' | 'source'): TransferState => ({
  kind: 'waiting',
  for: reason,
})

describe('summarize', () => {
  it('counts what is under way: "Sending 2 of 3"', () => {
    const transfers = [transfer(doneAt(5), 100, 100), transfer(running, 100, 50), transfer(queued, 200, 0)]
    expect(summarize(transfers, 25)).toEqual({
      phase: 'sending',
      current: 2,
      total: 3,
      doneCount: 1,
      needsYouCount: 0,
      sizeBytes: 400,
      ackedBytes: 150,
      percent: 37,
      secondsLeft: 10,
    })
  })

  it('leaves an earlier go out of the count while something new is under way', () => {
    const summary = summarize([transfer(doneAt(5), 100, 100), transfer(running, 100, 50, 1000)], null)
    expect(summary).toMatchObject({ current: 1, total: 1, percent: 50, secondsLeft: null })
    expect(summarize([transfer(doneAt(5), 100, 100)], null)).toMatchObject({ phase: 'done', total: 1, percent: 100 })
  })

  it('promises no time for what waits for a person', () => {
    const transfers = [transfer(running, 100, 0), transfer(paused, 1000, 0), transfer(waitingFor('password'), 1000, 0)]
    expect(summarize(transfers, 10)).toMatchObject({ secondsLeft: 10, needsYouCount: 1, total: 3 })
    expect(summarize([transfer(paused, 1000, 0)], 10)).toMatchObject({ phase: 'paused', secondsLeft: null })
  })

  it('keeps failed and cancelled ones out of the totals, and counts who is needed', () => {
    const transfers = [
      transfer(failed, 100, 10),
      transfer({ kind: 'cancelled' }, 100, 10),
      transfer(doneAt(1), 100, 100),
    ]
    expect(summarize(transfers, null)).toMatchObject({ phase: 'needsYou', needsYouCount: 1, total: 1, percent: 100 })
  })

  it.each([
    ['nothing', [], 'idle'],
    ['comparing', [transfer({ kind: 'verifying' }, 1, 1)], 'verifying'],
    ['no network', [transfer(waitingFor('network'), 1, 0)], 'waiting'],
    [
      'a file to choose again',
      [transfer(waitingFor('source'), 1, 0), transfer(waitingFor('network'), 1, 0)],
      'needsYou',
    ],
  ] as [string, TransferRecord[], string][])('says %s', (_what, transfers, phase) => {
    expect(summarize(transfers, null).phase).toBe(phase)
  })

  it('is 0 percent of nothing', () => {
    expect(summarize([], null)).toMatchObject({ current: 0, total: 0, percent: 0, secondsLeft: null })
  })
})

describe('percentOf', () => {
  it.each([
    [false, 0, 0, 0],
    [true, 0, 0, 100],
    [false, 999, 1000, 99],
    [false, 1000, 1000, 99],
    [true, 1000, 1000, 100],
  ])('done %s, %i of %i: %i', (isDone, acked, size, percent) => {
    expect(percentOf(isDone, acked, size)).toBe(percent)
  })
})

describe('traySection', () => {
  it.each([
    [running, 'now'],
    [{ kind: 'verifying' }, 'now'],
    [queued, 'waiting'],
    [paused, 'waiting'],
    [waitingFor('network'), 'waiting'],
    [waitingFor('password'), 'needsYou'],
    [waitingFor('signIn'), 'needsYou'],
    [waitingFor('source'), 'needsYou'],
    [failed, 'needsYou'],
    [doneAt(1), 'done'],
    [{ kind: 'cancelled' }, null],
  ] as [TransferState, string | null][])('puts %j under %s', (state, section) => {
    expect(traySection(transfer(state, 1, 0))).toBe(section)
  })
})
