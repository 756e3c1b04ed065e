'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { startDownload } from '#components/files/actions/download.ts'
import type { StoredPin } from '#lib/browser/db/stored-pins.ts'
import { findContentFile } from '#lib/browser/pins/content-folder.ts'
import type { Pins } from '#lib/browser/pins/pins.ts'
import { COPYING_MS, waitsForHandOver } from '#lib/core/pins/pin-record.ts'
import { usePins, usePinsSnapshot } from './pins-context.ts'

/**
 * Hands verified downloads that lie in the browser's own room to its downloads, once they are whole: in a page that
 * somebody sees, also when it was hidden or killed while they became whole.
 */
export function useHandOver(): void {
  const { pins } = usePins()
  const { pins: records } = usePinsSnapshot()
  const isSeen = useSyncExternalStore(
    followVisibility,
    () => document.visibilityState === 'visible',
    () => false,
  )
  useEffect(() => {
    if (pins === null || !isSeen) return
    for (const record of records) if (waitsForHandOver(record)) void handOver(pins, record)
  }, [pins, records, isSeen])
}

/** Once, however many pages are seen, and however often this one draws itself meanwhile. */
async function handOver(pins: Pins, { id, target, entry }: StoredPin): Promise<void> {
  await navigator.locks.request(`hearth-hand-over-${id}`, { ifAvailable: true }, async (lock) => {
    if (lock === null || !isWaiting(pins, id)) return
    const file = await findContentFile(pins.storeName, target.contentId)
    if (file === null) return
    const url = URL.createObjectURL(file)
    startDownload(url, entry.name)
    setTimeout(() => URL.revokeObjectURL(url), COPYING_MS)
    await new Promise<void>((resolve) => {
      const unsubscribe = pins.subscribe(() => {
        if (isWaiting(pins, id)) return
        unsubscribe()
        resolve()
      })
      // After the browser has it: saved twice is better than never.
      pins.send({ kind: 'handedOver', ids: [id] })
    })
  })
}

function isWaiting(pins: Pins, id: string): boolean {
  return pins.getSnapshot().pins.some((pin) => pin.id === id && waitsForHandOver(pin))
}

function followVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}
