import { FolderOpen } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { KindTile } from '#components/ui/KindTile.tsx'
import { type SharedEntry, type SharedView, shareLinkRoutes } from '#lib/contracts/http/share-links.ts'
import { LinkButton } from './LinkButton.tsx'
import { api, type Failure, failureOf, words } from './outsider.ts'
import { Sentence } from './Sentence.tsx'

export interface ListingProps {
  view: SharedView
  /** null: the entries of a selection. */
  folder: SharedEntry | null
  onOpen: (entry: SharedEntry) => void
  /** Stays the same from drawing to drawing. */
  onUsed: () => void
}

interface Page {
  readonly entries: readonly SharedEntry[]
  readonly nextCursor: string | null
  readonly count: number
}

/** What lies in a folder, folders first. */
export function Listing({ view, folder, onOpen, onUsed }: ListingProps) {
  const folderId = folder?.id ?? null
  const own: Page = { entries: view.entries, nextCursor: null, count: view.entries.length }
  const [read, setRead] = useState<Page | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const load = useCallback(
    async (cursor: string | null) => {
      if (folderId === null) return
      try {
        const query = { folder: folderId, ...(cursor === null ? {} : { cursor }) }
        const page = await api.call(shareLinkRoutes.entries, { params: { link: view.id }, query })
        setFailure(null)
        setRead((known) => ({
          entries: [...(cursor === null ? [] : (known?.entries ?? [])), ...page.entries],
          ...{ nextCursor: page.nextCursor, count: page.total.count },
        }))
      } catch (error) {
        setFailure(failureOf(error))
        // The whole link may have ended: the page finds out.
        onUsed()
      }
    },
    [folderId, view.id, onUsed],
  )
  useEffect(() => void load(null), [load])

  const page = folderId === null ? own : read
  if (failure !== null && page === null) {
    return <Sentence icon={FolderOpen} words={words.failure(failure.code)} onRetry={() => void load(null)} />
  }
  if (page === null)
    return (
      <p role="status" className="text-body text-ink2">
        {words.loading}
      </p>
    )
  if (page.entries.length === 0) return <p className="text-body text-ink2">{words.empty}</p>
  return (
    <>
      <ul className="divide-y divide-hair overflow-hidden rounded-card border border-hair bg-surface">
        {page.entries.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              onClick={() => onOpen(entry)}
              className="flex min-h-16 w-full items-center gap-3.5 px-4 py-2 text-left hover:bg-hover active:bg-select"
            >
              <KindTile type={entry.type} size={40} />
              <span className="min-w-0 flex-1 truncate text-body font-medium">{entry.name}</span>
              <span className="text-label text-ink2 tabular">
                {entry.kind === 'folder' ? words.folder : words.size(entry.sizeBytes)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {failure === null ? null : (
        <p role="alert" className="text-body text-ink">
          {words.failure(failure.code)}
        </p>
      )}
      <div className="flex items-center gap-4">
        {page.nextCursor === null ? null : (
          <LinkButton size="bar" onPress={() => void load(page.nextCursor)}>
            {words.more}
          </LinkButton>
        )}
        <p className="text-caption text-ink3 tabular">{words.entries(page.count)}</p>
      </div>
    </>
  )
}
