'use client'

import { useMemo, useRef } from 'react'
import { useTransfersSnapshot } from '#components/uploads/transfers-context.ts'
import type { FolderSnapshot } from '#lib/browser/listing/folder-list.ts'
import type { EntryType } from '#lib/contracts/http/entries.ts'
import { kindOf } from '#lib/core/kinds/kind.ts'
import { findArrivals, newestContent } from '#lib/core/transfers/find-arrivals.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { SendingEntry, SendingHere } from '../view/merge-cells.ts'

/** A file that is safe stands for itself until the list has been read again, at most so long. */
const LINGERS_MS = 8_000

const NOTHING: SendingHere = { sending: [], comparing: new Set() }

/**
 * The files that this device sends into a folder: as entries to come, until they are listed. Changes only when one comes
 * or goes.
 */
export function useSendingHere(
  placeId: string,
  path: string,
  type: EntryType | null,
  folder: FolderSnapshot,
): SendingHere {
  const { transfers } = useTransfersSnapshot()
  const last = useRef(NOTHING)
  /** The newest content of the folder when a transfer was first seen. */
  const newest = useRef<ReadonlyMap<string, string>>(new Map())
  return useMemo(() => {
    const here = transfers.filter(
      (transfer) => transfer.placeId === placeId && transfer.path === path && isOnItsWay(transfer, folder),
    )
    if (folder.status === 'ready') newest.current = withNewest(newest.current, here, folder)
    const arrived = findArrivals(here, folder.entries, (id) => newest.current.get(id) ?? null)
    const sending = here
      .filter(({ id }) => !arrived.has(id))
      .map(toSending)
      .filter((one) => type === null || one.type === type)
    const isSame = sameIds(sending.map(idOf), last.current.sending.map(idOf))
    const comparing = new Set(arrived.values())
    if (!isSame || !sameIds([...comparing], [...last.current.comparing])) last.current = { sending, comparing }
    return last.current
  }, [transfers, placeId, path, type, folder])
}

function withNewest(
  known: ReadonlyMap<string, string>,
  here: readonly TransferRecord[],
  { entries }: FolderSnapshot,
): ReadonlyMap<string, string> {
  if (here.length === known.size && here.every(({ id }) => known.has(id))) return known
  const now = newestContent(entries)
  return new Map(here.map(({ id }) => [id, known.get(id) ?? now]))
}

const idOf = ({ id }: SendingEntry) => id

function sameIds(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((id, index) => id === right[index])
}

function isOnItsWay({ state }: TransferRecord, folder: FolderSnapshot): boolean {
  if (state.kind === 'cancelled') return false
  if (state.kind !== 'done') return true
  const { entryId } = state.result
  const isFresh = entryId !== null && Math.abs(Date.now() - state.atMs) < LINGERS_MS
  return isFresh && !folder.entries.some(({ id }) => id === entryId)
}

function toSending({ id, filename, mimeType, sizeBytes, lastModifiedMs }: TransferRecord): SendingEntry {
  return { id, name: filename, type: kindOf(filename, mimeType), sizeBytes, modifiedAt: lastModifiedMs }
}
