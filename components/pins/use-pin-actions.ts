'use client'

import { useMemo } from 'react'
import { CLAIM_PAGES } from '#lib/browser/pins/claim-message.ts'
import { createId } from '#lib/browser/transfers/create-ids.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { usePins } from './pins-context.ts'

/** What a person does about keeping files on this device. */
export function usePinActions() {
  const { pins, can } = usePins()
  return useMemo(
    () => ({
      can,
      isReady: pins !== null,
      pin: (entries: readonly EntryView[]) => {
        pins?.send({ kind: 'pin', entries })
        prepare()
      },
      pinPlace: (placeId: string, name: string) => {
        pins?.send({ kind: 'pinPlace', placeId, name, follows: false })
        prepare()
      },
      unpin: (ids: readonly string[]) => pins?.send({ kind: 'unpin', ids }),
      /** Asks where to, where the browser can; false when the person thought better of it. */
      download: async (entry: EntryView): Promise<boolean> => {
        if (pins === null) return false
        const target = await askWhere(entry.name)
        if (target === 'left') return false
        pins.send({ kind: 'download', id: createId(), entry, target })
        return true
      },
    }),
    [pins, can],
  )
}

/** The browser is asked not to clear what is kept, and the page lets itself be served by the worker. */
function prepare(): void {
  void navigator.storage.persist?.().catch(() => undefined)
  void navigator.serviceWorker.ready.then(({ active }) => {
    if (navigator.serviceWorker.controller === null) active?.postMessage(CLAIM_PAGES)
  })
}

async function askWhere(name: string): Promise<FileSystemFileHandle | 'left' | null> {
  if (typeof window.showSaveFilePicker !== 'function') return null
  try {
    return await window.showSaveFilePicker({ suggestedName: name })
  } catch (error) {
    // Closed without an answer; anything else means that this browser will not, here.
    return error instanceof DOMException && error.name === 'AbortError' ? 'left' : null
  }
}
