'use client'

import { FileX2 } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'

export interface EntryCardsProps {
  entries: ChatMessage['entries']
  onOpen: (entry: EntryView) => void
}

/** Entries that a message speaks of. A card opens its file, not the chat; one that is gone says so. */
export function EntryCards({ entries, onOpen }: EntryCardsProps) {
  const { chat } = useStrings()
  return entries.map(({ id, name, entry }) =>
    entry ? (
      <EntryCard key={id} entry={entry} onOpen={onOpen} />
    ) : (
      <p key={id} className="flex items-center gap-2 py-1 text-caption text-ink3">
        <Icon of={FileX2} size={16} />
        <span className="min-w-0 [overflow-wrap:anywhere]">{chat.gone(name)}</span>
      </p>
    ),
  )
}

function EntryCard({ entry, onOpen }: { entry: EntryView; onOpen: (entry: EntryView) => void }) {
  const { files } = useStrings()
  const format = useFormat()
  return (
    <Button
      onPress={() => onOpen(entry)}
      className="flex w-full max-w-80 items-center gap-3 rounded-[18px] border border-hair bg-surface p-2.5 text-left press-motion data-hovered:bg-hover"
    >
      <EntryPicture entry={entry} iconSize={22} className="h-14 w-18 shrink-0 rounded-row" />
      <span className="flex min-w-0 flex-col">
        <span className="truncate text-body font-medium text-ink">{entry.name}</span>
        <span className="text-caption text-ink3 tabular">
          {entry.kind === 'folder' ? files.entries(entry.childCount ?? 0) : format.bytes(entry.sizeBytes)}
        </span>
      </span>
    </Button>
  )
}
