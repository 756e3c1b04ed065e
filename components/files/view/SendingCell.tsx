'use client'

import { memo } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import { progressOf } from '#components/uploads/transfer-progress.ts'
import { transferWords } from '#components/uploads/transfer-words.ts'
import { useIsHeld } from '#components/uploads/transfers-context.ts'
import { useTransfer } from '#components/uploads/use-transfer.ts'
import { WarmingPicture } from '#components/uploads/WarmingPicture.tsx'
import { cellStyle, sameCellProps } from './cell-frame.ts'
import type { Columns } from './columns.ts'
import { GridCell } from './GridCell.tsx'
import type { Rect } from './layout.ts'
import { MiddleName } from './MiddleName.tsx'
import type { SendingEntry } from './merge-cells.ts'

export interface SendingCellProps {
  index: number
  rect: Rect
  firstRow: number
  isFocusStop: boolean
  sending: SendingEntry
  shape: 'tile' | 'line' | 'row'
  columns: Columns | null
}

const TONES = { plain: 'text-ink2', green: 'text-green', amber: 'text-amber', red: 'text-red' }

/** A file on its way, where it will be. Its buttons are in the tray. */
export const SendingCell = memo(function SendingCell(props: SendingCellProps) {
  const { index, rect, firstRow, isFocusStop, sending, shape, columns } = props
  const strings = useStrings()
  const { transfer, motion } = useTransfer(sending.id)
  const isHeld = useIsHeld()
  if (!transfer) return null
  const progress = progressOf(transfer, motion)
  const { text, tone } = transferWords(transfer, progress, { placeName: null, isHeld }, strings)
  const isMoving = transfer.state.kind === 'running' || transfer.state.kind === 'verifying'
  const barTone = tone === 'green' ? 'green' : tone === 'amber' ? 'amber' : isMoving ? 'ember' : 'quiet'
  const words = isMoving && shape === 'tile' ? strings.transfers.short(progress.percent, progress.secondsLeft) : text
  const bar = (
    <ProgressBar size="thin" label={strings.transfers.progress(sending.name)} value={progress.share} tone={barTone} />
  )
  const frame = {
    role: 'row',
    'aria-rowindex': index + firstRow,
    tabIndex: isFocusStop ? 0 : -1,
    'data-cell': index,
  }
  const picture = (className: string, iconSize: number) => (
    <WarmingPicture
      transferId={sending.id}
      type={sending.type}
      share={progress.share}
      iconSize={iconSize}
      className={className}
    />
  )
  const caption = <span className={classNames('truncate text-caption tabular', TONES[tone])}>{words}</span>
  if (shape === 'tile') {
    return (
      <div {...frame} style={cellStyle(rect)} className="select-none rounded-tile">
        <GridCell className="flex h-full flex-col">
          <span className="relative min-h-0 flex-1 overflow-hidden rounded-tile">
            {picture('size-full', 30)}
            <span className="absolute inset-x-0 bottom-0">{bar}</span>
          </span>
          <div className="flex h-[46px] shrink-0 flex-col justify-center pl-1">
            <div className="text-label text-ink">
              <MiddleName name={sending.name} />
            </div>
            {caption}
          </div>
        </GridCell>
      </div>
    )
  }
  if (shape === 'line' || columns === null) {
    return (
      <div {...frame} style={cellStyle(rect)} className="select-none rounded-row">
        <GridCell className="flex h-full items-center gap-3.5">
          {picture('h-12 w-16 shrink-0 rounded-[8px]', 20)}
          <div className="flex min-w-0 flex-1 flex-col gap-0.5 pr-3">
            <div className="font-medium text-body text-ink">
              <MiddleName name={sending.name} />
            </div>
            {caption}
            {bar}
          </div>
        </GridCell>
      </div>
    )
  }
  return (
    <div
      {...frame}
      style={{ ...cellStyle(rect), gridTemplateColumns: '36px 56px minmax(0, 1fr) minmax(0, 320px) 40px' }}
      className="grid select-none items-center rounded-row text-body"
    >
      <GridCell />
      <GridCell>{picture('h-8 w-10 rounded-photo', 18)}</GridCell>
      <GridCell className="min-w-0 pr-4 font-medium text-ink">
        <MiddleName name={sending.name} />
      </GridCell>
      <GridCell className="flex min-w-0 items-center gap-3">
        <span className="w-16 shrink-0">{bar}</span>
        {caption}
      </GridCell>
      <GridCell />
    </div>
  )
}, sameCellProps)
