import type { EntryType, Selector } from '#lib/contracts/http/entries.ts'

/**
 * What is selected in a list that is only partly known: some entries by id, or everything but some.
 * `anchor` is where a range with Shift begins.
 */
export type Selection = {
  readonly kind: 'some' | 'all'
  /** The entries that are selected; with `all`, those that are not. */
  readonly ids: ReadonlySet<string>
  readonly anchor: string | null
}

export const NOTHING: Selection = { kind: 'some', ids: new Set(), anchor: null }

export function isSelected(selection: Selection, id: string): boolean {
  return selection.ids.has(id) === (selection.kind === 'some')
}

/** How many entries are selected in a list of `total`. */
export function countSelected(selection: Selection, total: number): number {
  return selection.kind === 'some' ? selection.ids.size : Math.max(0, total - selection.ids.size)
}

export function selectOnly(id: string): Selection {
  return { kind: 'some', ids: new Set([id]), anchor: id }
}

export function selectAll(): Selection {
  return { kind: 'all', ids: new Set(), anchor: null }
}

export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { kind: selection.kind, ids, anchor: id }
}

/** Selects from the anchor to `to` in the known order; without a known anchor only `to`. */
export function selectRange(selection: Selection, to: string, order: readonly { id: string }[]): Selection {
  const from = order.findIndex((entry) => entry.id === selection.anchor)
  const end = order.findIndex((entry) => entry.id === to)
  if (from === -1 || end === -1) return selectOnly(to)
  const range = order.slice(Math.min(from, end), Math.max(from, end) + 1)
  return { kind: 'some', ids: new Set(range.map((entry) => entry.id)), anchor: selection.anchor }
}

/** Forgets what is no longer listed; only a list that is known to its end can tell. */
export function withoutGone(selection: Selection, listed: ReadonlySet<string>): Selection {
  const gone = [...selection.ids].filter((id) => !listed.has(id))
  if (gone.length === 0) return selection
  const ids = new Set(selection.ids)
  for (const id of gone) ids.delete(id)
  return { ...selection, ids }
}

/** As many ids as one selector may name. */
const MAX_IDS = 10_000

/** What bulk actions are told: one selector as a rule, several for a very long range, none when nothing is selected. */
export function toSelectors(
  selection: Selection,
  list: { path: string; type: EntryType | null; q: string },
): Selector[] {
  if (selection.kind === 'some') {
    const ids = [...selection.ids]
    return Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, part) => ({
      kind: 'ids',
      ids: ids.slice(part * MAX_IDS, (part + 1) * MAX_IDS),
    }))
  }
  return [
    {
      kind: 'folder',
      path: list.path,
      except: [...selection.ids],
      ...(list.type === null ? {} : { type: list.type }),
      ...(list.q === '' ? {} : { q: list.q }),
    },
  ]
}
