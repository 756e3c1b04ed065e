import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlaceId } from '../ids/ids.ts'
import { planNext } from './plan-next.ts'
import { newTransfer, type TransferRecord, type TransferState } from './transfer-record.ts'

const GB = 1_000_000_000

function transfer(
  id: string,
  sizeBytes: number,
  createdAtMs: number,
  kind: 'queued' | 'running' | 'paused' = 'queued',
): TransferRecord {
  const facts = { filename: id, lastModifiedMs: 0, mimeType: '', path: '', batchId: null, hasSource: true } as const
  const record = newTransfer({ ...facts, id, sizeBytes, placeId: 'p' as PlaceId, conflict: 'keep' }, createdAtMs)
  const state: TransferState = { kind }
  return { ...record, state }
}

const photos = Array.from({ length: 1000 }, (_, i) => transfer(`photo ${i}`, 20_000, i))

describe('planNext', () => {
  it('starts the oldest first and fills the slots', () => {
    expect(planNext(photos.toReversed(), { slots: 3 })).toEqual(['photo 0', 'photo 1', 'photo 2'])
  })

  it('counts what is running, and leaves out what is not queued', () => {
    const running = [transfer('a', 10, 0, 'running'), transfer('b', 10, 0, 'running')]
    expect(
      planNext([...running, transfer('c', 10, 1, 'paused'), transfer('d', 10, 2), transfer('e', 10, 3)], { slots: 3 }),
    ).toEqual(['d'])
    expect(planNext([...running, transfer('f', 10, 0, 'running'), transfer('d', 10, 2)], { slots: 3 })).toEqual([])
  })

  it('leaves a slot to a film that waits behind a thousand photos', () => {
    expect(planNext([...photos, transfer('film', GB, 5000)], { slots: 3 })).toEqual(['photo 0', 'photo 1', 'film'])
  })

  it('leaves a slot to photos, also while there are only films', () => {
    const films = [0, 1, 2, 3].map((i) => transfer(`film ${i}`, GB, i))
    expect(planNext(films, { slots: 3 })).toEqual(['film 0', 'film 1'])
    const running = films.slice(0, 2).map((film): TransferRecord => ({ ...film, state: { kind: 'running' } }))
    expect(planNext([...running, ...films.slice(2), transfer('photo', 10, 9)], { slots: 3 })).toEqual(['photo'])
  })

  it('takes a large file whose rest is small for a small one', () => {
    const almost = { ...transfer('almost', GB, 2), ackedBytes: GB - 1000 }
    expect(planNext([transfer('film 0', GB, 0), transfer('film 1', GB, 1), almost], { slots: 3 })).toEqual([
      'film 0',
      'film 1',
      'almost',
    ])
  })

  it('works with one slot', () => {
    expect(planNext([transfer('film', GB, 0), transfer('photo', 10, 1)], { slots: 1 })).toEqual(['film'])
  })

  it('never exceeds the slots, starts nothing twice and starves nobody', () => {
    const items = fc.array(fc.tuple(fc.boolean(), fc.nat(50)), { maxLength: 40 })
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 5 }), (queue, slots) => {
        let waiting = queue.map(([large, at], i) => transfer(`t${i}`, large ? GB : 10, at))
        let running: TransferRecord[] = []
        const started: string[] = []
        for (let round = 0; round < 200 && waiting.length > 0; round++) {
          const ids = planNext([...running, ...waiting], { slots })
          started.push(...ids)
          running.push(
            ...waiting
              .filter(({ id }) => ids.includes(id))
              .map((t): TransferRecord => ({ ...t, state: { kind: 'running' } })),
          )
          expect(running.length).toBeLessThanOrEqual(slots)
          waiting = waiting.filter(({ id }) => !ids.includes(id))
          running = running.slice(1)
        }
        expect(waiting).toEqual([])
        expect(new Set(started).size).toBe(queue.length)
      }),
    )
  })
})
