'use client'

import { useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { contentHref } from './content-href.ts'
import { NoPreview } from './NoPreview.tsx'

/** A picture as large as the stage allows; one that this browser cannot draw says so. */
export function PictureStage({ entry }: { entry: EntryView }) {
  const strings = useStrings().player
  const api = useApi()
  const [hasFailed, setFailed] = useState(false)
  if (hasFailed) return <NoPreview entry={entry} reason={strings.picture} />
  return (
    // biome-ignore lint/performance/noImgElement: the vault has no image optimizer; these are the very bytes
    <img
      src={contentHref(api, entry)}
      alt={entry.name}
      onError={() => setFailed(true)}
      className="max-h-full max-w-full object-contain"
      decoding="async"
    />
  )
}
