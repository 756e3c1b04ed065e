'use client'

import { useMemo, useRef } from 'react'
import { useTransfersSnapshot } from '#components/uploads/transfers-context.ts'
import type { FolderSnapshot } from '#lib/browser/listing/folder-list.ts'
import type { EntryType } from '#lib/contracts/http/entries.ts'
import { kindOf } from '#lib/core/kinds/kind.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { SendingEntry } from '../view/merge-cells.ts'

/** A file that is safe stands for itself until the list has been read again, at most so long. */
const LINGERS_MS = 8_000

/** The files that this device sends into a folder, as entries to come. Changes only when one comes or goes. */
export function useSendingHere(
  placeId: string,
  path: string,
  type: EntryType | null,
  folder: FolderSnapshot,
): readonly SendingEntry[] {
  const { transfers } = useTransfersSnapshot()
  const last = useRef<readonly SendingEntry[]>([])
  return useMemo(() => {
    const here = transfers.filter(
      (transfer) => transfer.placeId === placeId && transfer.path === path && isOnItsWay(transfer, folder),
    )
    const next = here.map(toSending).filter((sending) => type === null || sending.type === type)
    const isSame = next.length === last.current.length && next.every(({ id }, index) => id === last.current[index]?.id)
    if (!isSame) last.current = next
    return last.current
  }, [transfers, placeId, path, type, folder])
}

function isOnItsWay({ state }: TransferRecord, folder: FolderSnapshot): boolean {
  if (state.kind === 'cancelled') return false
  if (state.kind !== 'done') return true
  const { entryId } = state.result
  const isFresh = entryId !== null && Date.now() - state.atMs < LINGERS_MS
  return isFresh && !folder.entries.some(({ id }) => id === entryId)
}

function toSending({ id, filename, mimeType, sizeBytes, lastModifiedMs }: TransferRecord): SendingEntry {
  return { id, name: filename, type: kindOf(filename, mimeType), sizeBytes, modifiedAt: lastModifiedMs }
}
