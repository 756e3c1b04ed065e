'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { EntrySort } from '#lib/contracts/http/entries.ts'
import type { Columns } from './columns.ts'
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
  const head = (by: EntrySort | null, label: string, className = '') => {
    const isBy = by !== null && order.by === by
    return (
      <div
        role="columnheader"
        {...(isBy ? { 'aria-sort': order.order === 'asc' ? 'ascending' : 'descending' } : {})}
        className={classNames('flex min-w-0 items-center', className)}
      >
        {by === null ? (
          <span className="truncate px-1">{label}</span>
        ) : (
          <button
            type="button"
            onClick={() => onOrder({ by, order: isBy ? flip(order.order) : firstOrderOf(by) })}
            className={classNames(
              'flex h-7 min-w-0 items-center gap-1 rounded-[8px] px-1 press-motion hover:bg-hover hover:text-ink',
              isBy && 'font-medium text-ink',
            )}
          >
            <span className="truncate">{label}</span>
            {isBy ? <Icon of={order.order === 'asc' ? ArrowUp : ArrowDown} size={14} /> : null}
          </button>
        )}
      </div>
    )
  }
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-paper">
      <div
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: columns.template }}
        className="grid h-9 items-center border-hair border-b text-label font-normal text-ink2"
      >
        <div role="columnheader" className="flex justify-center">
          <Checkbox
            aria-label={selectAll}
            isSelected={selected === 'all'}
            isIndeterminate={selected === 'some'}
            onChange={(all) => onSelectAll(selected === 'some' ? true : all)}
          />
        </div>
        <div role="columnheader">
          <span className="sr-only">{words.select}</span>
        </div>
        {head('name', words.name)}
        {head('size', words.size, 'justify-end pr-4')}
        {columns.changed ? head('changed', words.changed) : null}
        {columns.addedBy ? head(null, words.addedBy) : null}
        {columns.state ? head(null, words.state) : null}
        <div role="columnheader">
          <span className="sr-only">{words.menu}</span>
        </div>
      </div>
    </div>
  )
}

function flip(order: CellOrder['order']): CellOrder['order'] {
  return order === 'asc' ? 'desc' : 'asc'
}

/** What people want to see first: new before old, large before small, but A before Z. */
export function firstOrderOf(by: EntrySort): CellOrder['order'] {
  return by === 'changed' || by === 'size' ? 'desc' : 'asc'
}
