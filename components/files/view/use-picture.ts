'use client'

import { useEffect, useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { useFileEngines } from '../files-context.ts'

/** Until the vault makes small pictures, photos up to this size are shown as they are. */
const LARGEST_BYTES = 4_000_000
const SHOWN_BY_BROWSERS = /^image\/(?:jpeg|png|gif|webp|avif|bmp)$/
/** Scrolled by faster than this, a picture is not asked for. */
const SETTLED_MS = 120

export interface Picture {
  src: string | null
  /** For the image element: it loaded, or it failed and the icon stays. */
  onLoad: () => void
  onError: () => void
  isLoaded: boolean
}

/** The picture of an entry, asked for when it stays in sight and a connection is free. */
export function usePicture(entry: EntryView): Picture {
  const api = useApi()
  const { pictures } = useFileEngines()
  const [state, setState] = useState<'waiting' | 'loading' | 'loaded' | 'failed'>('waiting')
  const [release, setRelease] = useState<(() => void) | null>(null)
  const isShown = hasPicture(entry)
  const { id, contentId } = entry

  // biome-ignore lint/correctness/useExhaustiveDependencies: other bytes of the same entry are another picture
  useEffect(() => {
    if (!isShown) return
    let give = () => {}
    const timer = setTimeout(() => {
      give = pictures.take(() => setState('loading'))
      setRelease(() => give)
    }, SETTLED_MS)
    return () => {
      clearTimeout(timer)
      give()
      setState('waiting')
    }
  }, [isShown, pictures, id, contentId])

  const end = (next: 'loaded' | 'failed') => {
    setState(next)
    release?.()
  }
  const wants = isShown && (state === 'loading' || state === 'loaded')
  return {
    src: wants ? api.href(entryRoutes.content, { params: { entry: id }, query: {} }) : null,
    onLoad: () => end('loaded'),
    onError: () => end('failed'),
    isLoaded: state === 'loaded',
  }
}

export function hasPicture({ type, mime, sizeBytes, state }: EntryView): boolean {
  return type === 'photo' && state === 'live' && sizeBytes <= LARGEST_BYTES && SHOWN_BY_BROWSERS.test(mime ?? '')
}
