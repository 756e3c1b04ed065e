'use client'

import { useEffect, useRef } from 'react'
import { startDownload } from '#components/files/actions/download.ts'
import { findContentFile } from '#lib/browser/pins/content-folder.ts'
import { usePins, usePinsSnapshot } from './pins-context.ts'

/** How long the browser may take to copy what it was handed. */
const RELEASE_MS = 10 * 60_000

/** Hands verified downloads that lie in the browser's own room to its downloads, once they are whole. */
export function useHandOver(): void {
  const { pins } = usePins()
  const { pins: records } = usePinsSnapshot()
  const running = useRef(new Set<string>())
  useEffect(() => {
    for (const { id, kind, state, isElsewhere, target, entry } of records) {
      if (kind !== 'download' || isElsewhere || pins === null) continue
      if (state.kind !== 'done') running.current.add(id)
      // Only in the page that saw it run: the others would save it as well.
      else if (running.current.delete(id) && document.visibilityState === 'visible') {
        void findContentFile(pins.storeName, target.contentId).then((file) => {
          if (file === null) return
          const url = URL.createObjectURL(file)
          startDownload(url, entry.name)
          setTimeout(() => URL.revokeObjectURL(url), RELEASE_MS)
        })
      }
    }
  }, [pins, records])
}
