import type { CellProps } from './cell-frame.ts'
import type { Columns } from './columns.ts'
import { EntryLine } from './EntryLine.tsx'
import { EntryRow } from './EntryRow.tsx'
import { EntryTile } from './EntryTile.tsx'
import { FolderCard } from './FolderCard.tsx'
import type { Cell } from './merge-cells.ts'
import { SendingCell } from './SendingCell.tsx'
import { SkeletonCell } from './SkeletonCell.tsx'

export interface CollectionCellProps extends CellProps {
  /** Undefined while it is not read. */
  cell: Cell | undefined
  shape: 'tile' | 'row' | 'line'
  columns: Columns | null
  firstRow: number
  showChecks: boolean
  nowMs: number
}

/** Chooses what a cell is drawn as. */
export function CollectionCell({ cell, shape, columns, firstRow, nowMs, ...frame }: CollectionCellProps) {
  const { index, rect, isFocusStop } = frame
  if (!cell) {
    return <SkeletonCell index={index} rect={rect} firstRow={firstRow} isTile={shape === 'tile'} />
  }
  if (cell.kind === 'sending') {
    return <SendingCell {...{ index, rect, firstRow, isFocusStop, shape, columns }} sending={cell.sending} />
  }
  const { entry, isComparing } = cell
  const shown = { ...frame, entry, isComparing }
  if (shape === 'row' && columns) return <EntryRow {...shown} columns={columns} nowMs={nowMs} />
  if (shape === 'line') return <EntryLine {...shown} nowMs={nowMs} />
  if (entry.kind === 'folder') return <FolderCard {...frame} entry={entry} />
  return <EntryTile {...shown} />
}
