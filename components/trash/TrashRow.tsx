'use client'

import { RotateCcw, Trash2 } from 'lucide-react'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { KindTile } from '#components/ui/KindTile.tsx'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { TrashedView } from '#lib/contracts/http/trash.ts'

export interface TrashRowProps {
  entry: TrashedView
  placeName: string
  isSelected: boolean
  onSelect: () => void
  onRestore: () => void
  onPurge: () => void
}

/** One deleted entry: where it lay, who deleted it when, and until when it can come back. */
export function TrashRow({ entry, placeName, isSelected, onSelect, onRestore, onPurge }: TrashRowProps) {
  const { trash, files } = useStrings()
  const format = useFormat()
  const now = useNow()
  const { deletedBy } = entry
  const who =
    deletedBy === null ? null : deletedBy.self ? trash.you : deletedBy.kind === 'guest' ? trash.guest : deletedBy.name
  const size = format.bytes(entry.sizeBytes)
  return (
    <li
      data-selected={isSelected || undefined}
      className="flex min-h-15 items-center gap-3 rounded-row px-2 py-2 data-selected:bg-select"
    >
      <Checkbox aria-label={trash.select(entry.name)} isSelected={isSelected} onChange={onSelect} />
      <KindTile type={entry.type} size={40} className="max-tablet:hidden" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium text-ink">{entry.name}</p>
        <p className="truncate text-caption text-ink3">{trash.from(placeName, entry.folder)}</p>
        <p className="truncate text-caption text-ink3" title={format.dateTime(entry.deletedAt)}>
          {trash.deleted(who, format.when(entry.deletedAt, now))}
        </p>
      </div>
      <div className="shrink-0 text-right text-caption text-ink3 tabular">
        <p>{entry.entryCount ? `${files.entries(entry.entryCount)}, ${size}` : size}</p>
        {entry.goneAt === null ? null : <p>{trash.goneIn(entry.goneAt - now)}</p>}
      </div>
      {entry.may.restore ? (
        <Button
          size="bar"
          icon={RotateCcw}
          aria-label={trash.restoreOne(entry.name)}
          onPress={onRestore}
          className="max-tablet:hidden"
        >
          {trash.restore}
        </Button>
      ) : null}
      <MenuButton
        size="row"
        label={trash.menu(entry.name)}
        title={entry.name}
        entries={[
          entry.may.restore && { id: 'restore', label: trash.restore, icon: RotateCcw, onAction: onRestore },
          entry.may.purge && 'divider',
          entry.may.purge && { id: 'purge', label: trash.purge, icon: Trash2, tone: 'danger', onAction: onPurge },
        ]}
      />
    </li>
  )
}
