import type { EntrySort, EntryType, EntryView } from '#lib/contracts/http/entries.ts'
import { nameSortKey } from '#lib/core/names/sort-key.ts'

/** A file on its way from this device, shown where it will be. */
export interface SendingEntry {
  /** Of its transfer. */
  readonly id: string
  readonly name: string
  readonly type: EntryType
  readonly sizeBytes: number
  readonly modifiedAt: number
}

export type Cell =
  | { readonly kind: 'entry'; readonly id: string; readonly entry: EntryView; readonly isComparing: boolean }
  | { readonly kind: 'sending'; readonly id: string; readonly sending: SendingEntry }

/** What this device sends into a folder. */
export interface SendingHere {
  readonly sending: readonly SendingEntry[]
  /** Entries that are listed, and are still compared with the file on this device. */
  readonly comparing: ReadonlySet<string>
}

export interface CellOrder {
  by: EntrySort
  order: 'asc' | 'desc'
}

/**
 * Puts files that are on their way between the entries that are known, in the order of the list. What would come
 * after the known part waits until that is read; the tray shows it meanwhile.
 */
export function mergeCells(
  entries: readonly EntryView[],
  { sending, comparing }: SendingHere,
  order: CellOrder,
  complete: boolean,
): Cell[] {
  const cells: Cell[] = entries.map((entry) => {
    return { kind: 'entry', id: entry.id, entry, isComparing: comparing.has(entry.id) }
  })
  if (sending.length === 0) return cells
  const compare = comparisonOf(order)
  const waiting = [...sending].sort(compare)
  const merged: Cell[] = []
  for (const cell of cells) {
    // Folders come first in every order.
    if (cell.kind === 'entry' && cell.entry.kind === 'file') {
      while (waiting[0] && compare(waiting[0], cell.entry) < 0) push(merged, waiting.shift())
    }
    merged.push(cell)
  }
  if (complete) for (const file of waiting) push(merged, file)
  return merged
}

function push(cells: Cell[], sending: SendingEntry | undefined): void {
  if (sending) cells.push({ kind: 'sending', id: sending.id, sending })
}

type Comparable = Pick<SendingEntry, 'name' | 'type' | 'sizeBytes' | 'modifiedAt'> & { readonly addedAt?: number }

function comparisonOf({ by, order }: CellOrder): (left: Comparable, right: Comparable) => number {
  const sign = order === 'asc' ? 1 : -1
  const keys = new Map<string, string>()
  const keyOf = (name: string) => {
    const key = keys.get(name) ?? nameSortKey(name)
    keys.set(name, key)
    return key
  }
  const byName = (left: Comparable, right: Comparable) => compareText(keyOf(left.name), keyOf(right.name))
  const bySort = {
    name: byName,
    size: (left: Comparable, right: Comparable) => left.sizeBytes - right.sizeBytes,
    changed: (left: Comparable, right: Comparable) => left.modifiedAt - right.modifiedAt,
    added: (left: Comparable, right: Comparable) => addedAt(left) - addedAt(right),
    type: (left: Comparable, right: Comparable) => compareText(left.type, right.type),
  }[by]
  return (left, right) => sign * (bySort(left, right) || byName(left, right))
}

/** What is on its way will be the newest. */
const addedAt = (cell: Comparable) => cell.addedAt ?? Number.MAX_SAFE_INTEGER

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
