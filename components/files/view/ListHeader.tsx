'use client'

import { ArrowDown, ArrowUp, Columns3Cog } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import type { EntrySort } from '#lib/contracts/http/entries.ts'
import { ColumnResizer } from './ColumnResizer.tsx'
import type { ColumnId, Columns } from './columns.ts'
import { type ColumnWidths, widthOf } from './detail-columns.ts'
import { GridPart } from './GridPart.tsx'
import type { CellOrder } from './merge-cells.ts'

export interface ListHeaderProps {
  columns: Columns
  order: CellOrder
  onOrder: (order: CellOrder) => void
  selected: 'none' | 'some' | 'all'
  onSelectAll: (all: boolean) => void
  /** Of the detail view: columns are chosen and made wider. */
  own: {
    widths: ColumnWidths
    onResize: (id: ColumnId, px: number | null, isFinal: boolean) => void
    onChoose: () => void
  } | null
}

const SORTS: Partial<Record<ColumnId, EntrySort>> = {
  ...{ name: 'name', kind: 'type', size: 'size', changed: 'changed', added: 'added' },
}

/** The heads of the columns: press one to sort by it, again for the other way round. */
export function ListHeader({ columns, order, onOrder, selected, onSelectAll, own }: ListHeaderProps) {
  const { columns: words, selectAll, columnsOf } = useStrings().files
  return (
    <GridPart kind="rowgroup" className="sticky top-0 z-10 bg-paper">
      <GridPart
        kind="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: columns.template }}
        className="grid h-9 items-center border-hair border-b text-label font-normal text-ink2"
        {...(own === null
          ? {}
          : {
              onContextMenu: (event) => {
                event.preventDefault()
                own.onChoose()
              },
            })}
      >
        <GridPart kind="columnheader" className="flex justify-center">
          <Checkbox
            aria-label={selectAll}
            isSelected={selected === 'all'}
            isIndeterminate={selected === 'some'}
            onChange={(all) => onSelectAll(selected === 'some' || all)}
          />
        </GridPart>
        <GridPart kind="columnheader">
          <span className="sr-only">{words.select}</span>
        </GridPart>
        {columns.shown.map((id) => (
          <Head key={id} id={id} order={order} onOrder={onOrder}>
            {own === null ? null : (
              <ColumnResizer
                label={columnsOf.widthOf(words[id])}
                widthPx={widthOf(id, own.widths)}
                onResize={(px, isFinal) => own.onResize(id, px, isFinal)}
              />
            )}
          </Head>
        ))}
        <GridPart kind="columnheader" className="flex justify-end">
          {own === null ? (
            <span className="sr-only">{words.menu}</span>
          ) : (
            <IconButton size="row" icon={Columns3Cog} label={columnsOf.choose} onPress={own.onChoose} />
          )}
        </GridPart>
      </GridPart>
    </GridPart>
  )
}

interface HeadProps extends Pick<ListHeaderProps, 'order' | 'onOrder'> {
  id: ColumnId
  children: ReactNode
}

function Head({ id, order, onOrder, children }: HeadProps) {
  const label = useStrings().files.columns[id]
  const by = SORTS[id]
  const isBy = order.by === by
  const isUp = order.order === 'asc'
  return (
    <GridPart
      kind="columnheader"
      // Else the name of the edge would be part of it.
      {...(children === null ? {} : { 'aria-label': label })}
      {...(isBy ? { 'aria-sort': isUp ? 'ascending' : 'descending' } : {})}
      className={classNames(
        'relative flex h-full min-w-0 items-center',
        id === 'name' ? '-ml-1' : id === 'size' ? 'justify-end pr-4' : 'pl-1',
      )}
    >
      {by === undefined ? (
        <span className="truncate px-1">{label}</span>
      ) : (
        <button
          type="button"
          onClick={() => onOrder({ by, order: isBy ? (isUp ? 'desc' : 'asc') : firstOrderOf(by) })}
          className={classNames(
            'flex h-7 min-w-0 items-center gap-1 rounded-[8px] px-1 press-motion hover:bg-hover hover:text-ink',
            isBy && 'font-medium text-ink',
          )}
        >
          <span className="truncate">{label}</span>
          {isBy ? <Icon of={isUp ? ArrowUp : ArrowDown} size={14} /> : null}
        </button>
      )}
      {children}
    </GridPart>
  )
}

/** What people want to see first: new before old, large before small, but A before Z. */
function firstOrderOf(by: EntrySort): CellOrder['order'] {
  return by === 'changed' || by === 'added' || by === 'size' ? 'desc' : 'asc'
}
