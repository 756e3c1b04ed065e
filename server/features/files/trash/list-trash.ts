import type { TrashedView } from '#lib/contracts/http/trash.ts'
import type { ContentId, PlaceId } from '#lib/core/ids/ids.ts'
import { kindOf } from '#lib/core/kinds/kind.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Database } from '#server/db/database.ts'
import { ownerOf } from '../entries/owner.ts'
import { decodeCursor, encodeCursor } from '../listing/cursor.ts'
import { type PresentDeps, personOf, type Viewer } from '../listing/present-entries.ts'
import { PICTURE_COLUMNS, type PictureColumns, presentPicture } from '../listing/present-picture.ts'
import type { TrashedRow } from './restore-entries.ts'

export interface TrashPage {
  entries: TrashedView[]
  nextCursor: string | null
  total: { count: number; sizeBytes: number }
  keepDays: number | null
}

export interface ListTrashDeps extends PresentDeps {
  db: Database
  /** After how many days what was deleted is gone; null: never. */
  keepDays(): number | null
  /** What is kept for days is judged by it; milliseconds since 1970. */
  judge(): number
}

const DAY_MS = 86_400_000

/** A page of the trash of a place, what was deleted last first. @throws VaultError `invalid_cursor` */
export async function listTrash(
  request: { cursor?: string | undefined; limit: number },
  viewer: Viewer,
  deps: ListTrashDeps,
): Promise<TrashPage> {
  const { db } = deps
  const seen = visibleTrash(db, viewer)
  const list = `trash ${viewer.place.id}`
  const [deletedAt, id] = request.cursor === undefined ? [] : decodeCursor(list, request.cursor).after
  const page = seen
    .selectAll('t')
    .leftJoin('pictures as p', 'p.content_id', 'e.content_id')
    .select(['e.kind', 'e.mime', 'e.uploader_kind', 'e.uploader_id', 'e.content_id'])
    .select(PICTURE_COLUMNS)
    .orderBy('t.trashed_at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(request.limit + 1)
  const after =
    deletedAt === undefined
      ? page
      : page.where((eb) =>
          eb.or([
            eb('t.trashed_at', '<', Number(deletedAt)),
            eb.and([eb('t.trashed_at', '=', Number(deletedAt)), eb('t.id', '<', String(id))]),
          ]),
        )
  const [rows, totals] = await db.readTogether([after, totalOf(seen)])
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  const keepDays = deps.keepDays()
  return {
    entries: await Promise.all(shown.map((row) => present(row, keepDays, viewer, deps))),
    nextCursor: last === undefined ? null : encodeCursor(list, { kind: last.kind, after: [last.trashed_at, last.id] }),
    total: { count: totals[0]?.count ?? 0, sizeBytes: totals[0]?.sizeBytes ?? 0 },
    keepDays,
  }
}

/** How much of the trash the viewer sees, and its newest row. */
export async function countTrash(viewer: Viewer, db: Database): Promise<{ count: number; newestId: string | null }> {
  const seen = visibleTrash(db, viewer).select((eb) => [
    eb.fn.countAll<number>().as('count'),
    eb.fn.max<string | null>('t.id').as('newestId'),
  ])
  return (await db.readOne(seen)) ?? { count: 0, newestId: null }
}

/** All of it, or what a guest put there. */
function visibleTrash(db: Database, { actor, place }: Viewer) {
  const rows = db.build
    .selectFrom('trash as t')
    .innerJoin('entries as e', 'e.id', 't.entry_id')
    .where('t.place_id', '=', place.id)
  const seesAll = can(actor, 'trash.see', { kind: 'entry', place, uploader: null }).kind === 'allowed'
  return seesAll ? rows : rows.where('e.uploader_kind', '=', 'device').where('e.uploader_id', '=', deviceOf(actor))
}

function deviceOf({ principal, deviceId }: Actor): string {
  return (principal.kind === 'guest' ? principal.deviceId : deviceId) ?? ''
}

function totalOf(seen: ReturnType<typeof visibleTrash>) {
  return seen.select((eb) => [
    eb.fn.countAll<number>().as('count'),
    eb.fn.coalesce(eb.fn.sum<number>('t.size_bytes'), eb.lit(0)).as('sizeBytes'),
  ])
}

async function present(
  row: TrashedRow & PictureColumns & { content_id: ContentId | null },
  keepDays: number | null,
  { actor, place }: Viewer,
  deps: ListTrashDeps,
): Promise<TrashedView> {
  const goneAt = keepDays === null ? null : row.trashed_at + keepDays * DAY_MS
  const owner = ownerOf(row.uploader_kind, row.uploader_id)
  const deleter = ownerOf(row.trashed_by_kind, row.trashed_by_id)
  const may = (action: 'entry.restore' | 'entry.purge') =>
    can(actor, action, { kind: 'entry', place, uploader: owner }).kind === 'allowed'
  return {
    id: row.entry_id,
    kind: row.kind,
    type: row.kind === 'folder' ? 'folder' : kindOf(row.name, row.mime),
    name: row.name,
    folder: row.original_path,
    sizeBytes: row.size_bytes,
    mime: row.mime,
    contentId: row.content_id,
    ...presentPicture(row),
    entryCount: row.kind === 'folder' ? row.descendant_count : null,
    deletedAt: row.trashed_at,
    deletedBy: deleter && (await personOf(deleter, actor, deps)),
    addedBy: await personOf(owner, actor, deps),
    goneAt,
    goneInMs: goneAt === null ? null : Math.max(0, goneAt - deps.judge()),
    may: { restore: may('entry.restore'), purge: may('entry.purge') },
  }
}

/** Rows of the trash that were there at a moment, some at a time. */
export function trashedBefore(db: Database, placeId: PlaceId, newestId: string, afterId: string, limit: number) {
  return db.build
    .selectFrom('trash as t')
    .innerJoin('entries as e', 'e.id', 't.entry_id')
    .selectAll('t')
    .select(['e.kind', 'e.mime', 'e.uploader_kind', 'e.uploader_id'])
    .where('t.place_id', '=', placeId)
    .where('t.id', '<=', newestId)
    .where('t.id', '>', afterId)
    .orderBy('t.id')
    .limit(limit)
}
