import { describe, expect, it } from 'vitest'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { newTransfer, type TransferState } from '#lib/core/transfers/transfer-record.ts'
import { NO_TRANSFERS } from './transfers.ts'
import { waitForRest } from './wait-for-rest.ts'

function openTransfers() {
  const listeners = new Set<() => void>()
  let snapshot = NO_TRANSFERS
  const facts = { id: 't', placeId: 'p' as PlaceId, path: '', mimeType: '', conflict: 'keep', batchId: null } as const
  const record = newTransfer({ ...facts, filename: 'a', sizeBytes: 1, lastModifiedMs: 0, hasSource: true }, 0)
  return {
    listeners,
    subscribe: (changed: () => void) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    getSnapshot: () => snapshot,
    stand(...states: TransferState[]) {
      snapshot = { ...NO_TRANSFERS, ready: true, transfers: states.map((state) => ({ ...record, state })) }
      for (const listener of [...listeners]) listener()
    },
  }
}

describe('waitForRest', () => {
  it('stays until everything is safe, or needs somebody', async () => {
    const transfers = openTransfers()
    const rest = waitForRest(transfers, new AbortController().signal)
    transfers.stand({ kind: 'queued' })
    transfers.stand({ kind: 'running' })
    transfers.stand({ kind: 'waiting', for: 'source' })
    expect(await rest).toBe('needsYou')
    expect(transfers.listeners.size).toBe(0)
  })

  it('does not take a list that nobody has read yet for an empty one', async () => {
    const transfers = openTransfers()
    const rest = waitForRest(transfers, new AbortController().signal)
    expect(transfers.listeners.size).toBe(1)
    transfers.stand()
    expect(await rest).toBe('safe')
  })

  it('leaves when it is enough', async () => {
    const transfers = openTransfers()
    const enough = new AbortController()
    transfers.stand({ kind: 'running' })
    const rest = waitForRest(transfers, enough.signal)
    enough.abort()
    expect(await rest).toBe('moving')
    expect(transfers.listeners.size).toBe(0)
  })
})
