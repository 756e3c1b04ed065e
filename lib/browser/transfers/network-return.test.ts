import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { newTransfer, type TransferState } from '#lib/core/transfers/transfer-record.ts'
import { Reach } from '../reach/reach.ts'
import { watchNetworkReturn } from './network-return.ts'
import { NO_TRANSFERS, type TransferCommand } from './transfers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch(state: TransferState) {
  const network = { isOnline: false }
  const sent: TransferCommand[] = []
  const facts = { id: 't', placeId: 'p' as PlaceId, path: '', mimeType: '', conflict: 'keep', batchId: null } as const
  const record = newTransfer({ ...facts, filename: 'a', sizeBytes: 1, lastModifiedMs: 0, hasSource: true }, 0)
  const transfers = {
    getSnapshot: () => ({ ...NO_TRANSFERS, transfers: [{ ...record, state }] }),
    send: (command: TransferCommand) => void sent.push(command),
  }
  const vault = { isThere: false, asked: 0 }
  const reach = new Reach({
    probe: async () => {
      vault.asked++
      return vault.isThere
    },
    setTimer: (call, ms) => {
      const timer = setTimeout(call, ms)
      return () => clearTimeout(timer)
    },
  })
  return { network, vault, sent, stop: watchNetworkReturn(transfers, () => network.isOnline, reach) }
}

it('says so when something waits for the network and it is there', () => {
  const { network, sent, stop } = watch({ kind: 'waiting', for: 'network' })
  vi.advanceTimersByTime(10_000)
  expect(sent).toEqual([])
  network.isOnline = true
  vi.advanceTimersByTime(2_000)
  expect(sent).toEqual([{ kind: 'network', online: true }])
  stop()
  vi.advanceTimersByTime(10_000)
  expect(sent).toHaveLength(1)
})

it('leaves alone what waits for a moment that the vault named', () => {
  const { network, sent } = watch({ kind: 'waiting', for: 'retry', code: 'rate_limited', retryAtMs: 60_000 })
  network.isOnline = true
  vi.advanceTimersByTime(10_000)
  expect(sent).toEqual([])
})

it('says so when the vault answers again, and asks for it no more afterwards', async () => {
  const { network, vault, sent, stop } = watch({
    kind: 'waiting',
    for: 'retry',
    code: 'unavailable',
    retryAtMs: 60_000,
  })
  network.isOnline = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect(sent).toEqual([])
  expect(vault.asked).toBeLessThan(6)
  vault.isThere = true
  await vi.advanceTimersByTimeAsync(15_000)
  expect(sent).toEqual([{ kind: 'network', online: true }])
  vault.isThere = false
  await vi.advanceTimersByTimeAsync(5_000)
  stop()
  const { asked } = vault
  await vi.advanceTimersByTimeAsync(60_000)
  expect(vault.asked).toBe(asked)
})
