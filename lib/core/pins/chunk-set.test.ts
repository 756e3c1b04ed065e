import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyChunkSet,
  hasChunk,
  hasRange,
  isWhole,
  nextMissing,
  sizeOfChunk,
  storedBytes,
  withChunk,
  withoutChunks,
} from './chunk-set.ts'

const MIB = 1024 * 1024
const layout = { sizeBytes: 20 * MIB + 5, chunkSizeBytes: MIB }
const of = (...indexes: number[]) => indexes.reduce(withChunk, emptyChunkSet(layout))

describe('a chunk set', () => {
  it('is as small as a bit for each chunk, and none for an empty file', () => {
    expect(emptyChunkSet(layout)).toHaveLength(3)
    expect(emptyChunkSet({ sizeBytes: 0, chunkSizeBytes: MIB })).toHaveLength(0)
    expect(isWhole(emptyChunkSet({ sizeBytes: 0, chunkSizeBytes: MIB }), { sizeBytes: 0, chunkSizeBytes: MIB })).toBe(
      true,
    )
  })

  it('counts bytes, the last chunk by what it has', () => {
    expect(sizeOfChunk(layout, 20)).toBe(5)
    expect(sizeOfChunk(layout, 21)).toBe(0)
    expect(storedBytes(of(0, 7, 8, 20), layout)).toBe(3 * MIB + 5)
  })

  it.each<[string, number[], number, number, { first: number; count: number } | null]>([
    ['from the beginning', [], 0, 8, { first: 0, count: 8 }],
    ['behind what is there', [0, 1, 2], 0, 8, { first: 3, count: 8 }],
    ['up to what is there', [5, 9], 0, 8, { first: 0, count: 5 }],
    ['from the middle', [5, 9], 5, 8, { first: 6, count: 3 }],
    ['at the end', [5], 19, 8, { first: 19, count: 2 }],
    ['nothing behind the end', [], 21, 8, null],
  ])('names the next missing run: %s', (_, there, from, most, run) => {
    expect(nextMissing(of(...there), layout, from, most)).toEqual(run)
  })

  it('holds a range only when it holds every chunk of it', () => {
    const set = of(1, 2)
    expect(hasRange(set, layout, { start: MIB, end: 3 * MIB - 1 })).toBe(true)
    expect(hasRange(set, layout, { start: MIB, end: 3 * MIB })).toBe(false)
    expect(hasRange(set, layout, { start: MIB - 1, end: MIB })).toBe(false)
  })

  it('asks for every missing chunk once and for none that is there', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 9 }), (there, most) => {
        let set = of(...there)
        const asked: number[] = []
        for (let run = nextMissing(set, layout, 0, most); run !== null; run = nextMissing(set, layout, 0, most)) {
          for (let index = run.first; index < run.first + run.count; index++) {
            asked.push(index)
            set = withChunk(set, index)
          }
        }
        expect(asked).toEqual(Array.from({ length: 21 }, (_, i) => i).filter((i) => !there.includes(i)))
        expect(isWhole(set, layout)).toBe(true)
        expect(isWhole(withoutChunks(set, [3]), layout)).toBe(false)
        expect(hasChunk(withoutChunks(set, [3]), 3)).toBe(false)
      }),
    )
  })
})
