'use client'

import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { COARSE_POINTER, useMedia } from '#components/ui/use-media.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { ViewMode } from '../page/place-address.ts'
import { isSelected, type Selection } from '../selection/selection.ts'
import { CollectionCell } from './CollectionCell.tsx'
import type { CollectionHandlers } from './collection-types.ts'
import { type Columns, columnsFor } from './columns.ts'
import { type DetailChoice, detailColumns } from './detail-columns.ts'
import { GridPart } from './GridPart.tsx'
import { layoutSections, rectOf } from './layout.ts'
import type { Cell, CellOrder } from './merge-cells.ts'
import { planRows, planTiles } from './plan-sections.ts'
import { SectionHeadings } from './SectionHeadings.tsx'
import { useCellDrag } from './use-cell-drag.ts'
import { useCellKeys } from './use-cell-keys.ts'
import { useCellPointer } from './use-cell-pointer.ts'
import { useFocusStop } from './use-focus-stop.ts'
import { useWidth } from './use-width.ts'
import { useWindow } from './use-window.ts'

export interface EntryCollectionProps {
  label: string
  view: ViewMode
  /** What the detail view shows. */
  detail: DetailChoice
  cells: readonly Cell[]
  /** Entries that follow and are not read yet. */
  unknown: number
  order: CellOrder
  dayOf: ((timeMs: number) => string) | null
  selection: Selection
  selectedCount: number
  cutIds: ReadonlySet<string>
  mayChange: boolean
  handlers: CollectionHandlers
  onClearSelection: () => void
  /** Told which cells are seen, so that they are read. */
  onSeen: (first: number, last: number) => void
  scroller: RefObject<HTMLElement | null>
  /** The heads of the columns, drawn in a list that has any. */
  header: (columns: Columns) => ReactNode
}

const LINE_PX = 64
const HEADER_PX = 36

/** The entries of a folder, as rows or tiles: only what is seen is drawn, and one Tab stop leads into it. */
export function EntryCollection(props: EntryCollectionProps) {
  const { view, detail, cells, unknown, dayOf, selection, handlers, scroller } = props
  const { files } = useStrings()
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const sticky = useRef(0)
  const parts = useMemo(() => ({ scroller, canvas }), [scroller])
  const seenPx = useWidth(frame)
  const isTouch = useMedia(COARSE_POINTER)
  const nowMs = useNow()
  const count = cells.length + unknown
  const columns = useMemo(() => {
    if (view === 'grid') return null
    return view === 'list' ? columnsFor(seenPx) : detailColumns(seenPx, detail)
  }, [view, seenPx, detail])
  const widthPx = Math.max(seenPx, columns?.minPx ?? 0)
  const shape = view === 'grid' ? 'tile' : columns ? 'row' : 'line'
  sticky.current = columns ? HEADER_PX : 0

  const layout = useMemo(() => {
    if (seenPx === 0) return layoutSections([])
    const input = { cells, unknown, widthPx, dayOf }
    return layoutSections(view === 'grid' ? planTiles(input) : planRows(input, columns?.rowPx ?? LINE_PX))
  }, [cells, unknown, seenPx, widthPx, dayOf, view, columns])

  const drawn = useWindow(parts, layout)
  const stop = useFocusStop(parts, layout, count, sticky)
  const { onSeen } = props
  useEffect(() => onSeen(drawn.first, drawn.end), [onSeen, drawn])

  const entryOf = (target: EventTarget) => {
    const cell = (target as Element).closest<HTMLElement>('[data-cell]')
    if (!cell) return null
    const index = Number(cell.dataset.cell)
    const found = cells[index]
    return { index, entry: found?.kind === 'entry' ? found.entry : null }
  }
  const hasSelection = props.selectedCount > 0
  const pointer = useCellPointer({
    entryOf,
    hasSelection,
    isSelected: ({ id }) => isSelected(selection, id),
    stop,
    handlers,
    onClear: props.onClearSelection,
  })
  const { drag, dropTargetId } = useCellDrag(entryOf, handlers)
  const viewHeight = () => (scroller.current?.clientHeight ?? 600) - sticky.current
  const onKeyDown = useCellKeys({ cells, layout, count, viewHeight, stop, handlers })

  const indexes = Array.from({ length: Math.max(0, drawn.end - drawn.first) }, (_, offset) => drawn.first + offset)
  if (count > 0 && !indexes.includes(stop.index)) indexes.push(stop.index)
  const firstRow = columns ? 2 : 1
  const { onFocusChange } = handlers
  const isTooNarrow = view === 'details' && columns === null && seenPx > 0
  return (
    <>
      {isTooNarrow ? <p className="pb-2 text-caption text-ink3">{files.tooNarrow}</p> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by transform, which a table does not allow */}
      <div
        role="grid"
        aria-label={props.label}
        aria-multiselectable
        aria-rowcount={count + firstRow - 1}
        aria-colcount={columns ? undefined : 1}
        onKeyDown={onKeyDown}
        onFocus={(event) => onFocusChange(entryOf(event.target)?.entry ?? null)}
        className="flex flex-col"
        style={{ minWidth: columns?.minPx }}
      >
        <div ref={frame} aria-hidden className="sticky left-0 w-[100cqw]" />
        {columns ? props.header(columns) : null}
        <GridPart
          ref={canvas}
          kind="rowgroup"
          {...pointer}
          {...drag}
          className="relative"
          style={{ height: Math.max(layout.height, 1), contain: 'layout style' }}
        >
          <SectionHeadings sections={layout.sections} />
          {indexes.map((index) => (
            <CollectionCell
              key={cells[index]?.id ?? `unknown-${index}`}
              index={index}
              cell={cells[index]}
              rect={rectOf(layout, index)}
              shape={shape}
              columns={columns}
              firstRow={firstRow}
              isSelected={isSelectedCell(selection, cells[index])}
              isFocusStop={index === stop.index}
              isCut={props.cutIds.has(cells[index]?.id ?? '')}
              isDropTarget={dropTargetId !== null && dropTargetId === cells[index]?.id}
              mayDrag={!isTouch}
              showChecks={hasSelection}
              nowMs={nowMs}
            />
          ))}
        </GridPart>
      </div>
    </>
  )
}

function isSelectedCell(selection: Selection, cell: Cell | undefined): boolean {
  return cell?.kind === 'entry' && isSelected(selection, cell.id)
}
