'use client'

import { Ellipsis } from 'lucide-react'
import { memo } from 'react'
import { PinMark } from '#components/pins/PinMark.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { FolderIcon } from '#components/ui/FolderIcon.tsx'
import { FavouriteMark } from '#components/watching/FavouriteMark.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { CellMenuButton } from './CellMenuButton.tsx'
import { type CellProps, cellAttributes, cellStyle, sameCellProps } from './cell-frame.ts'
import { EntryState } from './EntryState.tsx'
import { GridCell } from './GridCell.tsx'
import { RowCheck } from './RowCheck.tsx'

export interface FolderCardProps extends CellProps {
  entry: EntryView
  showChecks: boolean
}

/** A folder in the grid: a flat card with the tan folder. */
export const FolderCard = memo(function FolderCard(props: FolderCardProps) {
  const { entry, isSelected, isCut, isDropTarget, showChecks } = props
  const { files } = useStrings()
  return (
    <div
      {...cellAttributes(props, 1)}
      style={cellStyle(props.rect)}
      className={classNames(
        'group/cell select-none rounded-[14px] border bg-surface [-webkit-touch-callout:none]',
        isSelected || isDropTarget
          ? 'border-ember outline-1 outline-ember outline-solid'
          : 'border-hair hover:bg-hover',
        isDropTarget && 'bg-ember-soft',
        isCut && 'opacity-50',
      )}
    >
      <GridCell className="flex h-full items-center gap-3 pr-1 pl-3 coarse:pr-3 tablet:pl-4">
        <span className="relative flex size-9 shrink-0 items-center justify-center">
          <FolderIcon
            size={36}
            className={classNames((isSelected || showChecks) && 'invisible', 'group-hover/cell:fine:invisible')}
          />
          <RowCheck
            label={files.selectEntry(entry.name)}
            isSelected={isSelected}
            className={classNames(
              'absolute inset-0',
              !isSelected && !showChecks && 'opacity-0 group-hover/cell:opacity-100 coarse:hidden',
            )}
          />
        </span>
        <div className="min-w-0 flex-1">
          <div className="truncate font-medium text-body text-ink" title={entry.name}>
            {entry.name}
          </div>
          <div className="truncate text-caption text-ink3 tabular">
            {entry.state === 'missing' ? (
              <EntryState entry={entry} />
            ) : entry.childCount === null ? (
              files.types.folder
            ) : (
              files.entries(entry.childCount)
            )}
          </div>
        </div>
        <FavouriteMark entryId={entry.id} />
        <PinMark entryId={entry.id} />
        <CellMenuButton
          name={entry.name}
          icon={Ellipsis}
          iconSize={18}
          className="size-8 shrink-0 press-motion hover:bg-hair hover:text-ink coarse:hidden"
        />
      </GridCell>
    </div>
  )
}, sameCellProps)
