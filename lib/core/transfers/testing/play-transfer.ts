import type { EntryId, PlaceId } from '../../ids/ids.ts'
import type { TransferAction, TransferEvent } from '../transfer-events.ts'
import { newTransfer, type TransferRecord } from '../transfer-record.ts'
import { transition } from '../transition.ts'

export const HALF = () => 0.5
export const SOURCE = { filename: 'film.mp4', sizeBytes: 1000, lastModifiedMs: 7 }
export const RESULT = { entryId: 'e' as EntryId, finalName: 'film_v2.mp4', skipped: false, compared: true }
export const URL_PATH = '/api/uploads/u1'

export function added(hasSource = true): TransferRecord {
  const record = newTransfer(
    {
      ...SOURCE,
      id: 't1',
      placeId: 'p' as PlaceId,
      path: 'a/b',
      mimeType: 'video/mp4',
      conflict: 'keep',
      batchId: null,
      hasSource,
    },
    0,
  )
  return play(record, { kind: 'added' }).transfer
}

/** Plays events in order; `actions` are those of the last one. */
export function play(
  transfer: TransferRecord,
  ...events: TransferEvent[]
): { transfer: TransferRecord; actions: TransferAction[] } {
  let actions: TransferAction[] = []
  let current = transfer
  for (const event of events) {
    const result = transition(current, event, 1000, HALF)
    current = result.transfer
    actions = result.actions
  }
  return { transfer: current, actions }
}

export const kinds = (actions: readonly TransferAction[]) => actions.map((action) => action.kind)
export const created: TransferEvent = { kind: 'created', uploadUrl: URL_PATH, ackedBytes: 0 }
export const half: TransferEvent = { kind: 'progress', ackedBytes: 500 }
export const serverError = (
  code: 'internal' | 'disk_full' | 'unavailable' | 'upload_not_found' | 'upload_gone' | 'hash_mismatch',
  retryable: boolean,
): TransferEvent => ({
  kind: 'serverError',
  code,
  retryable,
})

/** A transfer in the middle: created, half acknowledged. */
export const running = () => play(added(), { kind: 'started' }, created, half).transfer
