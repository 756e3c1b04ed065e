'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { StoredPin } from '#lib/browser/db/stored-pins.ts'
import { NO_PINS, type Pins, type PinsSnapshot } from '#lib/browser/pins/pins.ts'
import { isVerified } from '#lib/core/pins/pin-record.ts'

/** Whether this browser can keep files: not on plain http, not without a file system of its own. */
export type PinCapability = 'yes' | 'insecure' | 'unsupported'

export interface PinsOfPerson {
  /** Null until they are open, or where there are none. */
  pins: Pins | null
  /** Null while that is not known. */
  can: PinCapability | null
}

export const PinsContext = createContext<PinsOfPerson>({ pins: null, can: null })

export function usePins(): PinsOfPerson {
  return useContext(PinsContext)
}

/** The pins as they stand now; changes come a few times a second. */
export function usePinsSnapshot(): PinsSnapshot {
  const { pins } = useContext(PinsContext)
  return useSyncExternalStore(pins?.subscribe ?? subscribeToNothing, pins?.getSnapshot ?? nothing, nothing)
}

/** The pin of an entry; only its own changes draw again. */
export function usePinOf(entryId: string): StoredPin | null {
  const { pins } = useContext(PinsContext)
  const read = () => (pins === null ? null : (indexOf(pins.getSnapshot()).get(entryId) ?? null))
  return useSyncExternalStore(pins?.subscribe ?? subscribeToNothing, read, () => null)
}

/** Whether a folder is pinned, and all of it is here; null when it is not pinned. */
export function usePinnedFolder(folderId: string): 'coming' | 'verified' | null {
  const { pins } = useContext(PinsContext)
  const read = () => (pins === null ? null : standingOfFolder(pins.getSnapshot(), folderId))
  return useSyncExternalStore(pins?.subscribe ?? subscribeToNothing, read, () => null)
}

function standingOfFolder({ folders, pins }: PinsSnapshot, id: string): 'coming' | 'verified' | null {
  const folder = folders.find((one) => one.id === id)
  if (folder === undefined) return null
  const isHere = folder.isListed && pins.every((pin) => !pin.wantedBy.includes(id) || isVerified(pin))
  return isHere ? 'verified' : 'coming'
}

const indexes = new WeakMap<PinsSnapshot, ReadonlyMap<string, StoredPin>>()

/** Of many tiles each asks after every change: the list is walked once. */
function indexOf(snapshot: PinsSnapshot): ReadonlyMap<string, StoredPin> {
  const known = indexes.get(snapshot)
  if (known !== undefined) return known
  const index = new Map(snapshot.pins.map((pin) => [pin.id, pin]))
  indexes.set(snapshot, index)
  return index
}

const subscribeToNothing = () => () => {}
const nothing = () => NO_PINS
