import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import { createBus } from '#server/bus.ts'
import { startUsageHints } from './usage-hints.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('tells the devices of whoever uses more or less, once for a burst, and nobody else', async () => {
  const bus = createBus(() => {})
  const [mila, theo] = ['mila' as AccountId, 'theo' as AccountId]
  const used = new Map([[mila, 10]])
  const told: [AccountId, string][] = []
  let asked = 0
  const stop = startUsageHints({
    bus,
    channels: {
      accounts: () => [mila, theo],
      tellAccount: (account, event) => void told.push([account, event]),
    },
    usedBy: async () => {
      asked++
      return new Map(used)
    },
    onError: () => {},
  })
  const change = async () => {
    for (let seq = 1; seq <= 50; seq++) bus.emit('entries.changed', { placeId: 'room' as PlaceId, seq })
    await vi.runAllTimersAsync()
  }
  await change()
  told.length = 0
  used.set(mila, 30)
  await change()
  expect(told).toEqual([[mila, 'usage:changed']])
  expect(asked).toBe(2)
  await change()
  expect(told).toHaveLength(1)
  used.set(theo, 5)
  used.delete(mila)
  await change()
  expect(told.slice(1)).toEqual([
    [mila, 'usage:changed'],
    [theo, 'usage:changed'],
  ])
  stop()
  used.set(theo, 6)
  await change()
  expect(told).toHaveLength(3)
})
