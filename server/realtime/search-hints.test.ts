import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { createBus } from '#server/bus.ts'
import { startSearchHints } from './search-hints.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('tells a burst of changes once, with the places they were in, and nothing after its end', () => {
  const told: string[][] = []
  const bus = createBus(() => {})
  const stop = startSearchHints({ bus, channels: { tellSearchers: (places) => void told.push([...places]) } })
  for (const place of ['a', 'a', 'b']) bus.emit('entries.changed', { placeId: place as PlaceId, seq: 1 })
  vi.advanceTimersByTime(1_000)
  bus.emit('entries.changed', { placeId: 'c' as PlaceId, seq: 2 })
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([['a', 'b'], ['c']])
  bus.emit('entries.changed', { placeId: 'd' as PlaceId, seq: 3 })
  stop()
  vi.advanceTimersByTime(5_000)
  expect(told).toHaveLength(2)
})
