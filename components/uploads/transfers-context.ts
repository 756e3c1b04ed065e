'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { BrowserStore } from '#lib/browser/db/browser-store.ts'
import { NO_TRANSFERS, type Transfers, type TransfersSnapshot } from '#lib/browser/transfers/transfers.ts'

export interface TransfersOfPerson {
  /** Of the person's store in this browser. */
  name: string
  transfers: Transfers
  store: BrowserStore
  /** False once they have signed out in any tab: from then on nothing may be kept for them. */
  isHere: () => boolean
}

/** Null until it is known who is here. */
export const TransfersContext = createContext<TransfersOfPerson | null>(null)

/** Resolves with them once they are open, or with null when they did not open in time. */
export const TransfersSoonContext = createContext<() => Promise<TransfersOfPerson | null>>(() => Promise.resolve(null))

/** For what a person does before everything is loaded, such as dropping files on a page that has only just come. */
export function useTransfersSoon(): () => Promise<TransfersOfPerson | null> {
  return useContext(TransfersSoonContext)
}

export function useTransfersOfPerson(): TransfersOfPerson | null {
  return useContext(TransfersContext)
}

/** The transfers as they stand now; changes come a few times a second. */
export function useTransfersSnapshot(): TransfersSnapshot {
  const transfers = useContext(TransfersContext)?.transfers
  return useSyncExternalStore(transfers?.subscribe ?? subscribeToNothing, transfers?.getSnapshot ?? nothing, nothing)
}

/** Whether they wait for Wi-Fi. */
export function useIsHeld(): boolean {
  const transfers = useContext(TransfersContext)?.transfers
  const isHeld = () => transfers?.getSnapshot().isHeld ?? false
  return useSyncExternalStore(transfers?.subscribe ?? subscribeToNothing, isHeld, () => false)
}

const subscribeToNothing = () => () => {}
const nothing = () => NO_TRANSFERS
