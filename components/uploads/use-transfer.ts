'use client'

import { useContext, useSyncExternalStore } from 'react'
import type { TransferMotion } from '#lib/browser/engine/motions.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import { TransfersContext } from './transfers-context.ts'

/** One transfer; only its own changes draw again. */
export function useTransfer(id: string): { transfer: TransferRecord | null; motion: TransferMotion | null } {
  const transfers = useContext(TransfersContext)?.transfers
  const subscribe = transfers?.subscribe ?? subscribeToNothing
  const transfer = useSyncExternalStore(
    subscribe,
    () => transfers?.getSnapshot().transfers.find((record) => record.id === id) ?? null,
    () => null,
  )
  const motion = useSyncExternalStore(
    subscribe,
    () => transfers?.getSnapshot().motions.get(id) ?? null,
    () => null,
  )
  return { transfer, motion }
}

const subscribeToNothing = () => () => {}
