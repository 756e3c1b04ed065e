import { ChevronLeft, Download } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { SharedEntry, SharedView } from '#lib/contracts/http/share-links.ts'
import { LinkButton } from './LinkButton.tsx'
import { Listing } from './Listing.tsx'
import { contentHref, words, zipHref } from './outsider.ts'
import { Preview } from './Preview.tsx'

export interface SharedEntriesProps {
  view: SharedView
  /** Bytes were asked for: what the link still gives may be different. */
  onUsed: () => void
}

/** Where somebody is below what was shared; the Back of the browser goes one step up. */
type Trail = readonly SharedEntry[]

/** A file, or what lies in folders and selections, with the way to keep it. */
export function SharedEntries({ view, onUsed }: SharedEntriesProps) {
  const [only] = view.entries
  const isOneFile = view.entries.length === 1 && only?.kind === 'file'
  const [trail, setTrail] = useState<Trail>([])
  useEffect(() => {
    const back = (event: PopStateEvent) => setTrail(trailOf(event.state))
    window.addEventListener('popstate', back)
    return () => window.removeEventListener('popstate', back)
  }, [])
  const go = useCallback(
    (entry: SharedEntry) => {
      const next = [...trail, entry]
      window.history.pushState({ trail: next }, '')
      setTrail(next)
    },
    [trail],
  )
  if (isOneFile) return <File view={view} entry={only} onUsed={onUsed} />
  const at = trail.at(-1)
  const isWholeFolder = view.entries.length === 1 && only?.kind === 'folder'
  const folder = at?.kind === 'folder' ? at : isWholeFolder && at === undefined ? only : null
  return (
    <>
      {at === undefined ? null : (
        <nav className="flex items-center gap-2">
          <LinkButton size="bar" icon={ChevronLeft} onPress={() => window.history.back()}>
            {words.back}
          </LinkButton>
          <h2 className="min-w-0 truncate text-head">{at.name}</h2>
        </nav>
      )}
      {at?.kind === 'file' ? (
        <File key={at.id} view={view} entry={at} onUsed={onUsed} isNamed />
      ) : (
        <>
          <div>
            <LinkButton
              tone="primary"
              icon={Download}
              href={zipHref(view.id, folder === null ? null : folder.id)}
              onPress={later(onUsed)}
            >
              {words.downloadAll}
            </LinkButton>
          </div>
          <Listing key={folder?.id ?? ''} view={view} folder={folder ?? null} onOpen={go} onUsed={onUsed} />
        </>
      )}
    </>
  )
}

function File({
  view,
  entry,
  onUsed,
  isNamed = false,
}: {
  view: SharedView
  entry: SharedEntry
  onUsed: () => void
  isNamed?: boolean
}) {
  return (
    <section aria-label={entry.name} className="flex flex-col gap-4">
      <Preview view={view} entry={entry} onUsed={onUsed} />
      <div className="flex flex-wrap items-center gap-4">
        <LinkButton
          tone="primary"
          icon={Download}
          href={contentHref(view.id, entry.id, true)}
          label={isNamed ? words.downloadName(entry.name) : words.download}
          onPress={later(onUsed)}
        >
          {words.download}
        </LinkButton>
        <span className="text-body text-ink2 tabular">{words.size(entry.sizeBytes)}</span>
      </div>
    </section>
  )
}

/** The browser begins a download after the click, and tells nobody when. */
function later(run: () => void): () => void {
  return () => void setTimeout(run, 1_000)
}

function trailOf(state: unknown): Trail {
  const known = typeof state === 'object' && state !== null && 'trail' in state ? state.trail : null
  // This page alone wrote it.
  return Array.isArray(known) ? (known as SharedEntry[]) : []
}
