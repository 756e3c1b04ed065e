import type { EntryView } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { checkListedPath } from '#lib/core/names/place-path.ts'
import type { Database } from '#server/db/database.ts'
import { parentKey } from '../entries/entry-columns.ts'
import type { EntryLookups, FolderFacts } from '../entries/entry-lookups.ts'
import { RecentMap } from '../entries/recent-map.ts'
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts'
import { type EntryRow, selectEntryRows } from './entry-row.ts'
import { type Filter, folderQuery, mayShow, type Order, type Sort, sortColumns, totalQuery } from './folder-query.ts'
import { type PresentDeps, presentEntries, type Viewer } from './present-entries.ts'

export interface ListRequest {
  path: string
  cursor?: string | undefined
  limit: number
  sort: Sort
  order: Order
  type?: string | undefined
  q?: string | undefined
}

export interface FolderPage {
  folder: EntryView | null
  entries: EntryView[]
  nextCursor: string | null
  total: Total
  seq: number
}

interface Total {
  count: number
  sizeBytes: number
}

export interface FolderListDeps extends PresentDeps {
  db: Database
  lookups: EntryLookups
}

/** Pages of a folder. What a page says of the folder (rows, total, seq) is one state of the database. */
export class FolderList {
  readonly #deps: FolderListDeps
  /** Totals of filtered lists are counted row by row, but only once for each state of the place. */
  readonly #totals = new RecentMap<string, { seq: number; total: Total }>(200)

  constructor(deps: FolderListDeps) {
    this.#deps = deps
  }

  /** @throws VaultError `invalid_path`, `not_found`, `not_a_folder`, `invalid_cursor` */
  async page(request: ListRequest, viewer: Viewer): Promise<FolderPage> {
    const { db } = this.#deps
    const folder = await requireFolder(this.#deps.lookups, viewer.place.id, request.path)
    const key = parentKey(viewer.place.id, folder.id)
    const filter: Filter = { type: request.type, q: request.q || undefined }
    const list = JSON.stringify([key, request.sort, request.order, filter.type ?? '', filter.q ?? ''])
    const cursor = request.cursor === undefined ? null : decodeCursor(list, request.cursor)

    const kinds = (['folder', 'file'] as const).filter(
      (kind) => mayShow(kind, filter) && !(cursor?.kind === 'file' && kind === 'folder'),
    )
    const pages = kinds.map((kind) =>
      folderQuery(db.build, {
        parentKey: key,
        kind,
        sort: request.sort,
        order: request.order,
        filter,
        after: cursor?.kind === kind ? cursor.after : null,
        limit: request.limit + 1,
      }),
    )
    const [own, totals, latest, ...found] = await db.readTogether([
      selectEntryRows(db.build).where('e.id', '=', folder.id),
      db.build.selectFrom('folder_totals').selectAll().where('parent_key', '=', key),
      latestSeq(db, viewer.place.id),
      ...pages,
    ])
    const seq = latest[0]?.seq ?? 0
    const rows = found.flat()
    const shown = rows.slice(0, request.limit)
    const last = rows.length > request.limit ? shown.at(-1) : undefined
    const path = folder.path.join('/')
    const parentPath = folder.path.slice(0, -1).join('/')
    const missing = folder.state === 'missing'
    const [[folderView], entries] = await Promise.all([
      presentEntries(own, { path: parentPath, missing }, viewer, this.#deps),
      presentEntries(shown, { path, missing }, viewer, this.#deps),
    ])
    const isFiltered = filter.type !== undefined || filter.q !== undefined
    const whole = { count: totals[0]?.entry_count ?? 0, sizeBytes: totals[0]?.size_bytes ?? 0 }
    const isAll = cursor === null && last === undefined
    return {
      folder: folderView ?? null,
      entries,
      nextCursor: last === undefined ? null : encodeCursor(list, cursorAt(last, request.sort)),
      total: !isFiltered ? whole : isAll ? sumOf(shown) : await this.#filteredTotal(list, key, filter, seq),
      seq,
    }
  }

  async #filteredTotal(list: string, key: string, filter: Filter, seq: number): Promise<Total> {
    const known = this.#totals.get(list)
    if (known?.seq === seq) return known.total
    const row = await this.#deps.db.readOne(totalQuery(this.#deps.db.build, key, filter))
    const total = { count: row?.count ?? 0, sizeBytes: row?.sizeBytes ?? 0 }
    this.#totals.set(list, { seq, total })
    return total
  }
}

/** @throws VaultError `invalid_path`, `not_found`, `not_a_folder` */
export async function requireFolder(
  lookups: EntryLookups,
  placeId: Viewer['place']['id'],
  path: string,
): Promise<FolderFacts> {
  const checked = checkListedPath(path)
  if (checked.kind === 'bad') throw new VaultError('invalid_path', { details: { reason: checked.reason } })
  const folder = await lookups.findFolder(placeId, checked.segments)
  if (folder) return folder
  const parent = await lookups.findFolder(placeId, checked.segments.slice(0, -1))
  const name = checked.segments.at(-1)
  const entry = parent && name !== undefined ? await lookups.findListed(placeId, parent.id, name) : null
  throw new VaultError(entry ? 'not_a_folder' : 'not_found')
}

export function latestSeq(db: Database, placeId: Viewer['place']['id']) {
  return db.build.selectFrom('changes').select('seq').where('place_id', '=', placeId).orderBy('seq', 'desc').limit(1)
}

function sumOf(rows: readonly EntryRow[]): Total {
  return { count: rows.length, sizeBytes: rows.reduce((sum, row) => sum + row.size_bytes, 0) }
}

function cursorAt(row: EntryRow, sort: Sort): Cursor {
  return { kind: row.kind, after: [...sortColumns(row.kind, sort).map((column) => row[column]), row.id] }
}
