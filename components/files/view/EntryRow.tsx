'use client'

import { Ellipsis } from 'lucide-react'
import { memo } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { CellMenuButton } from './CellMenuButton.tsx'
import { type CellProps, cellAttributes, cellStyle, sameCellProps } from './cell-frame.ts'
import type { Columns } from './columns.ts'
import { EntryFact } from './EntryFact.tsx'
import { EntryPicture } from './EntryPicture.tsx'
import { GridCell } from './GridCell.tsx'
import { RowCheck } from './RowCheck.tsx'

export interface EntryRowProps extends CellProps {
  entry: EntryView
  isComparing: boolean
  columns: Columns
  /** With something selected, every row shows its box. */
  showChecks: boolean
  nowMs: number
}

/** A row in columns: picture, name, then facts. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, columns, isSelected, isCut, isDropTarget, showChecks, nowMs } = props
  const { files } = useStrings()
  const fact = { entry, isComparing: props.isComparing, stateBesideName: !columns.shown.includes('state'), nowMs }
  return (
    <div
      {...cellAttributes(props, 2)}
      style={{ ...cellStyle(props.rect), gridTemplateColumns: columns.template }}
      className={classNames(
        'group/cell grid select-none items-center rounded-row text-body -outline-offset-2 [-webkit-touch-callout:none]',
        isSelected ? 'bg-select' : 'hover:bg-hover',
        isDropTarget && 'bg-ember-soft outline-2 outline-ember outline-solid',
        isCut && 'opacity-50',
      )}
    >
      <GridCell className="flex h-full justify-center">
        <RowCheck
          label={files.selectEntry(entry.name)}
          isSelected={isSelected}
          className={classNames(
            'h-full w-full',
            !isSelected && !showChecks && 'opacity-0 group-hover/cell:opacity-100 group-focus-visible/cell:opacity-100',
          )}
        />
      </GridCell>
      <GridCell>
        <EntryPicture entry={entry} iconSize={18} className="h-8 w-10 rounded-photo" />
      </GridCell>
      {columns.shown.map((column) => (
        <EntryFact key={column} column={column} {...fact} />
      ))}
      <GridCell className="flex h-full items-center justify-end pr-1">
        <CellMenuButton
          name={entry.name}
          icon={Ellipsis}
          iconSize={18}
          className="size-8 opacity-0 press-motion touch-target hover:bg-hair hover:text-ink group-hover/cell:opacity-100 group-focus-visible/cell:opacity-100 coarse:opacity-100"
        />
      </GridCell>
    </div>
  )
}, sameCellProps)
