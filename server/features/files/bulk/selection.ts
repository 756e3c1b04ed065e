import type { Selector } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, JobId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import { parentKey } from '../entries/entry-columns.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import { idsQuery } from '../listing/folder-query.ts'
import { requireFolder } from '../listing/list-folder.ts'
import type { TrashedRow } from '../trash/restore-entries.ts'

/** Entries of one folder: what can be locked and moved together. */
export interface Group {
  parentId: EntryId | null
  ids: EntryId[]
}

export interface SelectionDeps {
  db: Database
  lookups: EntryLookups
}

const IDS_PER_QUERY = 500
export const BATCH_SIZE = 100

/** What a selector means now, by folder; `gone` are ids that lead to nothing in this place. */
export async function selectListed(
  placeId: PlaceId,
  selector: Selector,
  deps: SelectionDeps,
): Promise<{ groups: Group[]; gone: number }> {
  if (selector.kind === 'ids') return selectIds(placeId, selector.ids, deps)
  if (selector.kind === 'job')
    throw new VaultError('invalid_input', { details: { field: 'selector', allowed: 'restore' } })
  const folder = await requireFolder(deps.lookups, placeId, selector.path)
  const filter = { type: selector.type, q: selector.q || undefined }
  const rows = await deps.db.read(idsQuery(deps.db.build, parentKey(placeId, folder.id), filter))
  const except = new Set<string>(selector.except)
  return { groups: [{ parentId: folder.id, ids: rows.map(({ id }) => id).filter((id) => !except.has(id)) }], gone: 0 }
}

async function selectIds(placeId: PlaceId, ids: readonly string[], { db }: SelectionDeps) {
  const wanted = [...new Set(ids)]
  const groups = new Map<EntryId | null, EntryId[]>()
  let found = 0
  for (const part of inParts(wanted, IDS_PER_QUERY)) {
    const rows = await db.read(
      db.build
        .selectFrom('entries')
        .select(['id', 'parent_id'])
        // Whatever a client sends is only compared.
        .where('id', 'in', part as EntryId[])
        .where('place_id', '=', placeId)
        .where('state', '<>', 'trashed'),
    )
    found += rows.length
    for (const row of rows) groups.set(row.parent_id, [...(groups.get(row.parent_id) ?? []), row.id])
  }
  return {
    groups: [...groups].map(([parentId, members]) => ({ parentId, ids: members })),
    gone: wanted.length - found,
  }
}

/** What of the trash a selector means, by the folder it lay in. */
export async function selectTrashed(
  placeId: PlaceId,
  selector: Selector,
  deps: SelectionDeps,
): Promise<TrashedRow[][]> {
  const rows = await readTrashed(placeId, selector, deps)
  const groups = new Map<string, TrashedRow[]>()
  for (const row of rows) {
    const key = `${row.original_parent_id ?? ''}/${row.original_path}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()]
}

async function readTrashed(placeId: PlaceId, selector: Selector, deps: SelectionDeps): Promise<TrashedRow[]> {
  const { db } = deps
  const trashed = db.build
    .selectFrom('trash as t')
    .innerJoin('entries as e', 'e.id', 't.entry_id')
    .selectAll('t')
    .select(['e.kind', 'e.mime', 'e.uploader_kind', 'e.uploader_id'])
    .where('t.place_id', '=', placeId)
    .orderBy('t.trashed_at')
  // Whatever a client sends is only compared.
  if (selector.kind === 'job') return db.read(trashed.where('t.job_id', '=', selector.job as JobId))
  if (selector.kind === 'ids') {
    const parts = inParts([...new Set(selector.ids)], IDS_PER_QUERY)
    const found = await Promise.all(parts.map((part) => db.read(trashed.where('t.entry_id', 'in', part as EntryId[]))))
    return found.flat()
  }
  const folder = await requireFolder(deps.lookups, placeId, selector.path)
  const except = new Set<string>(selector.except)
  const rows = await db.read(
    folder.id === null
      ? trashed.where('t.original_path', '=', '')
      : trashed.where('t.original_parent_id', '=', folder.id),
  )
  return rows.filter((row) => !except.has(row.entry_id))
}

export function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
