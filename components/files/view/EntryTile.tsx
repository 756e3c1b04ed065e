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
import { FilmLength } from './FilmLength.tsx'
import { GridCell } from './GridCell.tsx'
import { MiddleName } from './MiddleName.tsx'
import { RowCheck } from './RowCheck.tsx'

export interface EntryTileProps extends CellProps {
  entry: EntryView
  isComparing: boolean
  showChecks: boolean
}

/** A file in the grid: a crop of 4:3, the name on one line, the size below. */
export const EntryTile = memo(function EntryTile(props: EntryTileProps) {
  const { entry, isComparing, isSelected, isCut, showChecks } = props
  const { files } = useStrings()
  const format = useFormat()
  return (
    <div
      {...cellAttributes(props, 1)}
      style={cellStyle(props.rect)}
      className={classNames(
        'group/cell flex select-none flex-col rounded-tile [-webkit-touch-callout:none]',
        isCut && 'opacity-50',
      )}
    >
      <GridCell className="relative flex min-h-0 flex-1 flex-col">
        <EntryPicture
          entry={entry}
          iconSize={30}
          size="medium"
          className={classNames(
            'min-h-0 w-full flex-1 rounded-tile border border-hair/60',
            isSelected && 'outline-2 outline-ember outline-solid outline-offset-2',
          )}
        />
        <RowCheck
          onPicture
          label={files.selectEntry(entry.name)}
          isSelected={isSelected}
          className={classNames(
            'absolute top-0 left-0 size-10',
            !isSelected && !showChecks && 'opacity-0 group-hover/cell:opacity-100 coarse:hidden',
          )}
        />
        <FilmLength entry={entry} />
        <FavouriteMark entryId={entry.id} className="absolute top-2 right-2 rounded-pill bg-surface p-1 text-ink" />
        <PinMark
          entryId={entry.id}
          className="absolute right-2 bottom-[54px] rounded-pill bg-surface p-1 [&_svg]:stroke-[2.25]"
        />
        <div className="flex h-[46px] shrink-0 items-center gap-1 pl-1">
          <div className="min-w-0 flex-1">
            <div className="text-label text-ink">
              <MiddleName name={entry.name} />
            </div>
            <div className="flex items-center gap-2 overflow-hidden text-caption text-ink3 tabular">
              {entry.state === 'live' && !isComparing ? (
                format.bytes(entry.sizeBytes)
              ) : (
                <EntryState entry={entry} isComparing={isComparing} />
              )}
            </div>
          </div>
          <CellMenuButton
            name={entry.name}
            icon={EllipsisVertical}
            iconSize={18}
            className="size-8 shrink-0 opacity-0 press-motion touch-target hover:bg-hover hover:text-ink group-hover/cell:opacity-100 group-focus-visible/cell:opacity-100 coarse:opacity-100"
          />
        </div>
      </GridCell>
    </div>
  )
}, sameCellProps)
