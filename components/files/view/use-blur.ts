'use client'

import { useEffect, useState } from 'react'

/** Pictures of some bytes, as addresses of images; the newest last. */
const drawn = new Map<string, string>()
const MOST_DRAWN = 600

/** What is shown until a picture is there: its colours, from the few bytes that the list brought along. */
export function useBlur(hash: string | undefined): string | null {
  const [, redraw] = useState<string>()
  useEffect(() => {
    if (hash === undefined || drawn.has(hash)) return
    let isGone = false
    // Loaded by the first that needs it: pages without pictures do without.
    import('thumbhash').then(
      ({ thumbHashToDataURL }) => {
        if (!drawn.has(hash)) drawn.set(hash, thumbHashToDataURL(bytesOf(hash)))
        for (const oldest of drawn.keys()) {
          if (drawn.size <= MOST_DRAWN) break
          drawn.delete(oldest)
        }
        if (!isGone) redraw(hash)
      },
      () => {}, // the vault is away: the icon stays until the picture comes
    )
    return () => {
      isGone = true
    }
  }, [hash])
  return hash === undefined ? null : (drawn.get(hash) ?? null)
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
