'use client'

import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { IconButton } from '#components/ui/IconButton.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { FolderPageState } from '../page/use-folder-page.ts'
import { EntryDetails } from './EntryDetails.tsx'

export interface DetailsPanelProps {
  page: FolderPageState
  focused: EntryView | null
  onClose: () => void
}

/** The details of what is selected, beside the list of a wide window. */
export function DetailsPanel({ page, focused, onClose }: DetailsPanelProps) {
  const { files, common } = useStrings()
  const { entries, count } = page.selection
  const [shownId, setShownId] = useState<string | null>(null)
  const several = entries.length > 1
  const index = Math.max(
    0,
    entries.findIndex(({ id }) => id === (shownId ?? focused?.id)),
  )
  const entry = several ? entries[index] : (entries[0] ?? focused ?? page.folder.folder)
  const step = (by: number) => setShownId(entries[(index + by + entries.length) % entries.length]?.id ?? null)
  return (
    <aside aria-label={files.details} className="flex w-72 shrink-0 flex-col border-hair border-l bg-paper">
      <div className="flex h-15 shrink-0 items-center gap-0.5 pr-2.5 pl-5">
        <h2 className="min-w-0 flex-1 truncate text-body text-ink2 tabular">
          {several ? files.nthSelected(index + 1, count) : files.details}
        </h2>
        {several ? (
          <>
            <IconButton size="row" icon={ChevronLeft} label={files.previous} onPress={() => step(-1)} />
            <IconButton size="row" icon={ChevronRight} label={files.next} onPress={() => step(1)} />
          </>
        ) : null}
        <IconButton size="row" icon={X} label={common.close} onPress={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-5 pb-28 -outline-offset-2">
        {entry ? (
          <EntryDetails entry={entry} placeName={page.placeName} />
        ) : (
          <p className="pt-6 text-body text-ink3">{files.nothingSelected}</p>
        )}
      </div>
    </aside>
  )
}
