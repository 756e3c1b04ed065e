'use client'

import { pictureHref } from '#components/files/view/picture-href.ts'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { KindTile } from '#components/ui/KindTile.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { downloadHref } from './content-href.ts'

export interface NoPreviewProps {
  entry: EntryView
  /** What could not be shown; else that there is no preview of this kind. */
  reason?: string
  help?: string
}

/** What cannot be shown can still be had. */
export function NoPreview({ entry, reason, help }: NoPreviewProps) {
  const strings = useStrings().player
  const api = useApi()
  return (
    <div className="flex max-w-90 flex-col items-center gap-4 p-6 text-center" role={reason ? 'alert' : undefined}>
      {entry.picture?.state === 'made' ? (
        // biome-ignore lint/performance/noImgElement: the vault has no image optimizer; it drew this one itself
        <img src={pictureHref(api, entry, 'medium')} alt="" className="max-h-[58dvh] max-w-full rounded-tile" />
      ) : (
        <KindTile type={entry.type} size={92} />
      )}
      <p className="text-body">{reason ?? strings.noPreview}</p>
      {help ? <p className="text-label text-(--stage-ink2)">{help}</p> : null}
      <a
        href={downloadHref(api, entry)}
        download={entry.name}
        className="inline-flex h-11 items-center rounded-tile bg-(--stage-ink) px-5 font-semibold text-(--stage)"
      >
        {strings.download}
      </a>
    </div>
  )
}
