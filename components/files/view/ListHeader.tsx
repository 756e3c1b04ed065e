'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { EntrySort } from '#lib/contracts/http/entries.ts'
import type { Columns } from './columns.ts'
import { GridPart } from './GridPart.tsx'
import type { CellOrder } from './merge-cells.ts'

export interface ListHeaderProps {
  columns: Columns
  order: CellOrder
  onOrder: (order: CellOrder) => void
  selected: 'none' | 'some' | 'all'
  onSelectAll: (all: boolean) => void
}

/** The heads of the columns: press one to sort by it, again for the other way round. */
export function ListHeader({ columns, order, onOrder, selected, onSelectAll }: ListHeaderProps) {
  const { columns: words, selectAll } = useStrings().files
  const head = { order, onOrder }
  return (
    <GridPart kind="rowgroup" className="sticky top-0 z-10 bg-paper">
      <GridPart
        kind="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: columns.template }}
        className="grid h-9 items-center border-hair border-b text-label font-normal text-ink2"
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
        <SortHead {...head} by="name" label={words.name} />
        <SortHead {...head} by="size" label={words.size} className="justify-end pr-4" />
        {columns.changed ? <SortHead {...head} by="changed" label={words.changed} /> : null}
        {columns.addedBy ? (
          <GridPart kind="columnheader" className="truncate px-1">
            {words.addedBy}
          </GridPart>
        ) : null}
        {columns.state ? (
          <GridPart kind="columnheader" className="truncate px-1">
            {words.state}
          </GridPart>
        ) : null}
        <GridPart kind="columnheader">
          <span className="sr-only">{words.menu}</span>
        </GridPart>
      </GridPart>
    </GridPart>
  )
}

interface SortHeadProps extends Pick<ListHeaderProps, 'order' | 'onOrder'> {
  by: EntrySort
  label: string
  className?: string
}

function SortHead({ by, label, order, onOrder, className }: SortHeadProps) {
  const isBy = order.by === by
  const isUp = order.order === 'asc'
  const next = isBy ? (isUp ? 'desc' : 'asc') : firstOrderOf(by)
  return (
    <GridPart
      kind="columnheader"
      {...(isBy ? { 'aria-sort': isUp ? 'ascending' : 'descending' } : {})}
      className={classNames('flex min-w-0 items-center', className)}
    >
      <button
        type="button"
        onClick={() => onOrder({ by, order: next })}
        className={classNames(
          'flex h-7 min-w-0 items-center gap-1 rounded-[8px] px-1 press-motion hover:bg-hover hover:text-ink',
          isBy && 'font-medium text-ink',
        )}
      >
        <span className="truncate">{label}</span>
        {isBy ? <Icon of={isUp ? ArrowUp : ArrowDown} size={14} /> : null}
      </button>
    </GridPart>
  )
}

/** What people want to see first: new before old, large before small, but A before Z. */
function firstOrderOf(by: EntrySort): CellOrder['order'] {
  return by === 'changed' || by === 'size' ? 'desc' : 'asc'
}
