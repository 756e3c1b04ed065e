'use client'

import { EllipsisVertical } from 'lucide-react'
import { memo } from 'react'
import { PinMark } from '#components/pins/PinMark.tsx'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { FavouriteMark } from '#components/watching/FavouriteMark.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { CellMenuButton } from './CellMenuButton.tsx'
import { type CellProps, cellAttributes, cellStyle, sameCellProps } from './cell-frame.ts'
import { EntryPicture } from './EntryPicture.tsx'
import { EntryState } from './EntryState.tsx'
import { GridCell } from './GridCell.tsx'
import { MiddleName } from './MiddleName.tsx'
import { RowCheck } from './RowCheck.tsx'

export interface EntryLineProps extends CellProps {
  entry: EntryView
  isComparing: boolean
  showChecks: boolean
  nowMs: number
}

/** A row of a phone: 64 high, name and one line of facts, the menu always there. */
export const EntryLine = memo(function EntryLine(props: EntryLineProps) {
  const { entry, isComparing, isSelected, isCut, showChecks, nowMs } = props
  const { files } = useStrings()
  const format = useFormat()
  const amount =
    entry.kind === 'folder'
      ? entry.childCount === null
        ? files.types.folder
        : files.entries(entry.childCount)
      : format.bytes(entry.sizeBytes)
  return (
    <div
      {...cellAttributes(props, 1)}
      style={cellStyle(props.rect)}
      className={classNames(
        'flex select-none items-center gap-3 rounded-row -outline-offset-2 [-webkit-touch-callout:none]',
        isSelected && 'bg-select',
        isCut && 'opacity-50',
      )}
    >
      <GridCell className="flex min-w-0 flex-1 items-center gap-3.5">
        {showChecks ? (
          <RowCheck
            label={files.selectEntry(entry.name)}
            isSelected={isSelected}
            className="-mr-1 h-16 w-11 shrink-0"
          />
        ) : null}
        <EntryPicture entry={entry} iconSize={20} className="h-12 w-16 shrink-0 rounded-[8px]" />
        <div className="min-w-0 flex-1">
          <div className="font-medium text-body text-ink">
            <MiddleName name={entry.name} />
          </div>
          <div className="flex items-center gap-2 overflow-hidden text-caption text-ink3 tabular">
            <EntryState entry={entry} isComparing={isComparing} />
            <FavouriteMark entryId={entry.id} />
            <PinMark entryId={entry.id} />
            <span className="truncate">
              {amount}, {format.when(entry.modifiedAt, nowMs)}
            </span>
          </div>
        </div>
      </GridCell>
      <GridCell>
        <CellMenuButton name={entry.name} icon={EllipsisVertical} iconSize={20} className="size-11" />
      </GridCell>
    </div>
  )
}, sameCellProps)
