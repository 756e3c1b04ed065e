import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { newTransfer, type TransferState } from '#lib/core/transfers/transfer-record.ts'
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
  return { network, sent, stop: watchNetworkReturn(transfers, () => network.isOnline) }
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
