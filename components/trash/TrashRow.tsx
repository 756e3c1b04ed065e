'use client'

import { Ellipsis, RotateCcw } from 'lucide-react'
import type { CSSProperties } from 'react'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { MiddleName } from '#components/files/view/MiddleName.tsx'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { TrashedView } from '#lib/contracts/http/trash.ts'

export interface TrashRowProps {
  entry: TrashedView
  placeName: string
  isSelected: boolean
  onSelect: () => void
  onRestore: () => void
  onMenu: (at: { x: number; y: number }) => void
  /** Its position in the whole trash, from 0, and how many there are. */
  index: number
  count: number
  style: CSSProperties
}

/** One deleted entry: where it lay, who deleted it when, and until when it can come back. */
export function TrashRow(props: TrashRowProps) {
  const { entry, placeName, isSelected, onSelect, onRestore, onMenu, index, count, style } = props
  const { trash, files } = useStrings()
  const format = useFormat()
  const now = useNow()
  const { deletedBy } = entry
  const who =
    deletedBy === null ? null : deletedBy.self ? trash.you : deletedBy.kind === 'guest' ? trash.guest : deletedBy.name
  const size = format.bytes(entry.sizeBytes)
  const amount = entry.entryCount ? `${files.entries(entry.entryCount)}, ${size}` : size
  const goneIn = entry.goneInMs === null ? null : trash.goneIn(entry.goneInMs)
  return (
    <li
      data-selected={isSelected || undefined}
      data-row={index}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={style}
      className="flex select-none items-center gap-3 rounded-row px-2 [-webkit-touch-callout:none] data-selected:bg-select"
    >
      <Checkbox aria-label={trash.select(entry.name)} isSelected={isSelected} onChange={onSelect} />
      <EntryPicture entry={entry} iconSize={20} className="h-10 w-13 shrink-0 rounded-[8px] max-tablet:hidden" />
      <div className="min-w-0 flex-1">
        <p className="text-body font-medium text-ink">
          <MiddleName name={entry.name} />
        </p>
        <p className="truncate text-caption text-ink3">{trash.from(placeName, entry.folder)}</p>
        <p className="truncate text-caption text-ink3" title={format.dateTime(entry.deletedAt)}>
          {trash.deleted(who, format.when(entry.deletedAt, now))}
        </p>
        <p className="truncate text-caption text-ink3 tabular tablet:hidden">
          {[amount, goneIn].filter((words) => words !== null).join(', ')}
        </p>
      </div>
      <div className="shrink-0 text-right text-caption text-ink3 tabular max-tablet:hidden">
        <p>{amount}</p>
        {goneIn === null ? null : <p>{goneIn}</p>}
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
      <IconButton
        size="row"
        icon={Ellipsis}
        label={trash.menu(entry.name)}
        tooltip={false}
        aria-haspopup="menu"
        onPress={({ target }) => {
          const { left, bottom } = target.getBoundingClientRect()
          onMenu({ x: left, y: bottom })
        }}
      />
    </li>
  )
}
