import { Eye } from 'lucide-react'
import { useCallback, useState } from 'react'
import { KindTile } from '#components/ui/KindTile.tsx'
import type { SharedEntry, SharedView } from '#lib/contracts/http/share-links.ts'
import { LinkButton } from './LinkButton.tsx'
import { contentHref, words } from './outsider.ts'
import { TextPreview } from './TextPreview.tsx'

export interface PreviewProps {
  view: SharedView
  entry: SharedEntry
  onUsed: () => void
}

/** The file itself, with the browser's own player. Where looking uses the link up, it waits until it is asked for. */
export function Preview({ view, entry, onUsed }: PreviewProps) {
  const isFree = view.usesLeft === null || view.isCounted
  const [isWanted, setWanted] = useState(isFree)
  const [hasFailed, setFailed] = useState(false)
  const src = contentHref(view.id, entry.id, false)
  const fail = useCallback(() => {
    setFailed(true)
    // Perhaps it is the link that has ended: then the page says so.
    onUsed()
  }, [onUsed])
  const isShown = ['photo', 'film', 'sound', 'text'].includes(entry.type)
  if (hasFailed || !isShown) {
    const isMedia = entry.type === 'film' || entry.type === 'sound'
    return <Stand entry={entry}>{hasFailed && isMedia ? words.cannotPlay : words.noPreview}</Stand>
  }
  if (!isWanted) {
    return (
      <Stand entry={entry}>
        <LinkButton
          icon={Eye}
          onPress={() => {
            setWanted(true)
            setTimeout(onUsed, 1_000)
          }}
        >
          {words.show}
        </LinkButton>
      </Stand>
    )
  }
  if (entry.type === 'text') return <TextPreview src={src} entry={entry} onFail={fail} />
  if (entry.type === 'sound') {
    return (
      <Stand entry={entry}>
        {/* biome-ignore lint/a11y/useMediaCaption: somebody's own recording; there is nothing to caption it with */}
        <audio
          controls
          preload="metadata"
          src={src}
          onError={fail}
          aria-label={entry.name}
          className="w-full max-w-110"
        />
      </Stand>
    )
  }
  return (
    <div className="flex max-h-[70dvh] min-h-40 items-center justify-center overflow-hidden rounded-card bg-sunken">
      {entry.type === 'film' ? (
        // biome-ignore lint/a11y/useMediaCaption: somebody's own film; its own tracks still show
        <video
          controls
          playsInline
          preload="metadata"
          src={src}
          onError={fail}
          aria-label={entry.name}
          className="max-h-[70dvh] w-full"
        />
      ) : (
        // biome-ignore lint/performance/noImgElement: these are the very bytes
        <img src={src} alt={entry.name} onError={fail} className="max-h-[70dvh] max-w-full object-contain" />
      )}
    </div>
  )
}

function Stand({ entry, children }: { entry: SharedEntry; children: React.ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-4 rounded-card border border-hair bg-surface px-5 py-10 text-center text-body text-ink2">
      <KindTile type={entry.type} size={92} />
      {children}
    </div>
  )
}
