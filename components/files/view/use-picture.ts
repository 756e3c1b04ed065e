'use client'

import { useEffect, useState } from 'react'
import { contentHref } from '#components/player/content-href.ts'
import { useApi } from '#components/shell/api-context.ts'
import type { ThumbnailSize } from '#lib/contracts/http/pictures.ts'
import { useFileEngines } from '../files-context.ts'
import { hasPicture, type PicturedEntry, pictureHref, showsItself } from './picture-href.ts'

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
export function usePicture(entry: PicturedEntry, size: ThumbnailSize): Picture {
  const api = useApi()
  const { pictures } = useFileEngines()
  const [state, setState] = useState<'waiting' | 'loading' | 'loaded'>('waiting')
  const [release, setRelease] = useState<(() => void) | null>(null)
  // What failed is asked for again when there is other news of it: drawn at last, or other bytes.
  const news = `${entry.contentId} ${entry.picture?.state ?? ''}`
  const [failed, setFailed] = useState({ news: '', times: 0 })
  const failures = failed.news === news ? failed.times : 0
  const isShown = hasPicture(entry) && failures < (showsItself(entry) ? 2 : 1)
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

  const wants = isShown && state !== 'waiting'
  return {
    src: !wants ? null : failures === 0 ? pictureHref(api, entry, size) : contentHref(api, entry),
    onLoad: () => {
      setState('loaded')
      release?.()
    },
    onError: () => {
      setFailed({ news, times: failures + 1 })
      if (failures > 0 || !showsItself(entry)) release?.()
    },
    isLoaded: wants && state === 'loaded',
  }
}
