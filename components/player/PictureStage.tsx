'use client'

import { useState } from 'react'
import { hasPicture, pictureHref } from '#components/files/view/picture-href.ts'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { contentHref } from './content-href.ts'
import { NoPreview } from './NoPreview.tsx'

/** A picture as large as the stage allows; one that this browser cannot draw says so. */
export function PictureStage({ entry }: { entry: EntryView }) {
  const strings = useStrings().player
  const api = useApi()
  // What a browser cannot draw, as HEIC in most of them, the vault has drawn.
  const [shown, setShown] = useState<'itself' | 'drawn' | 'nothing'>('itself')
  if (shown === 'nothing') return <NoPreview entry={entry} reason={strings.picture} />
  return (
    // biome-ignore lint/performance/noImgElement: the vault has no image optimizer; these are the very bytes
    <img
      src={shown === 'itself' ? contentHref(api, entry) : pictureHref(api, entry, 'large')}
      alt={entry.name}
      onError={() => setShown(shown === 'itself' && hasPicture(entry) ? 'drawn' : 'nothing')}
      className="max-h-full max-w-full object-contain"
      decoding="async"
    />
  )
}
