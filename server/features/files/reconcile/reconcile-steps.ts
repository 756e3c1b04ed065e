import { sql } from 'kysely'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameSortKey } from '#lib/core/names/sort-key.ts'
import type { Database } from '#server/db/database.ts'
import type { NewRow } from '#server/db/schema.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { FileFacts } from '../disk/file-facts.ts'
import { FOLDER_TYPE, mimeOf, typeKey } from '../entries/entry-columns.ts'
import type { ListedRow } from './listed-rows.ts'
import type { Found } from './look.ts'

/** The folder whose rows are corrected. */
export interface Folder {
  placeId: PlaceId
  id: EntryId | null
}

/** Nothing may be listed in a place that was deleted, or in a folder that is no longer listed itself. */
export function folderIsThere(db: Database, { placeId, id }: Folder): Step[] {
  const place = db.build.selectFrom('places').select('id').where('id', '=', placeId).where('deleted_at', 'is', null)
  const guards: Step[] = [{ query: place, expect: 'rows', otherwise: 'place_gone' }]
  if (id === null) return guards
  const folder = db.build.selectFrom('entries').select('id').where('id', '=', id).where('state', '=', 'live')
  return [...guards, { query: folder, expect: 'rows', otherwise: 'folder_gone' }]
}

/** A content that came by hand: nobody owns it, and its hash follows. */
export function contentRow(
  placeId: PlaceId,
  row: { id: ContentId; entryId: EntryId; facts: FileFacts; now: number },
): NewRow<'contents'> {
  const { device, inode, sizeBytes, mtimeNs } = row.facts
  return {
    id: row.id,
    place_id: placeId,
    entry_id: row.entryId,
    device,
    inode,
    size_bytes: sizeBytes,
    mtime_ns: mtimeNs,
    created_at: row.now,
  }
}

/** An entry that came by hand: nobody added it. */
export function entryRow(
  folder: Folder,
  row: { id: EntryId; contentId: ContentId | null; found: Found; nameKey: string; now: number },
): NewRow<'entries'> {
  const { id, contentId, found, now } = row
  const { name, kind, facts } = found
  const mime = kind === 'folder' ? null : mimeOf(name, null)
  return {
    id,
    place_id: folder.placeId,
    parent_id: folder.id,
    kind,
    ...spelled(name, row.nameKey),
    type_key: kind === 'folder' ? FOLDER_TYPE : typeKey(name, mime),
    size_bytes: facts.sizeBytes,
    mtime_ms: mtimeColumn(facts),
    content_id: contentId,
    mime,
    added_at: now,
    changed_at: now,
    device: kind === 'folder' ? facts.device : null,
    inode: kind === 'folder' ? facts.inode : null,
  }
}

/** One statement for all rows: a folder of photos is some thousand of them. */
export function insertSteps(
  db: Database,
  rows: { contents: readonly NewRow<'contents'>[]; entries: readonly NewRow<'entries'>[] },
): { contents: Step[]; entries: Step[] } {
  const { build } = db
  return {
    contents: rows.contents.length === 0 ? [] : [build.insertInto('contents').values(rows.contents)],
    entries: rows.entries.length === 0 ? [] : [build.insertInto('entries').values(rows.entries)],
  }
}

/** The entry is there under this name and with this content, whatever its row said. */
export function updateStep(
  db: Database,
  row: Pick<ListedRow, 'id' | 'kind' | 'contentId' | 'mime'>,
  now: { folder: Folder; found: Found; nameKey: string; contentId: ContentId | null; now: number },
): Step {
  const { name, facts } = now.found
  const mime = row.kind === 'folder' ? null : mimeOf(name, row.mime)
  let query = db.build
    .updateTable('entries')
    .set({
      parent_id: now.folder.id,
      ...spelled(name, now.nameKey),
      type_key: row.kind === 'folder' ? FOLDER_TYPE : typeKey(name, mime),
      mime,
      state: 'live',
      missing_since: null,
      changed_at: now.now,
      ...(row.kind === 'folder'
        ? { device: facts.device, inode: facts.inode }
        : { content_id: now.contentId, size_bytes: facts.sizeBytes, mtime_ms: mtimeColumn(facts) }),
    })
    .where('id', '=', row.id)
    .where('place_id', '=', now.folder.placeId)
    .where('state', '<>', 'trashed')
  if (row.contentId !== null) query = query.where('content_id', '=', row.contentId)
  return { query, expect: { changes: 1 }, otherwise: 'entry_changed' }
}

/** The volume was mounted anew: the same content has another device or inode number. */
export function contentFactsStep(db: Database, id: ContentId, { device, inode }: FileFacts): Step {
  return db.build.updateTable('contents').set({ device, inode }).where('id', '=', id)
}

/** Frees the name of an entry that is about to get another one, so that names can be handed round. */
export function freeNameStep(db: Database, id: EntryId): Step {
  return db.build
    .updateTable('entries')
    .set({ name_key: `\0${id}` })
    .where('id', '=', id)
}

export function loseStep(db: Database, id: EntryId, now: number): Step {
  return {
    query: db.build
      .updateTable('entries')
      .set({ state: 'missing', missing_since: now, changed_at: now })
      .where('id', '=', id)
      .where('state', '=', 'live'),
    expect: { changes: 1 },
    otherwise: 'entry_changed',
  }
}

/** Bytes that are nowhere any more count for nobody; those of a version are kept. */
export function dropContentStep(db: Database, id: ContentId): Step {
  return db.build
    .deleteFrom('contents')
    .where('id', '=', id)
    .where(sql<boolean>`not exists (select 1 from versions v where v.content_id = contents.id)`)
    .where(sql<boolean>`not exists (select 1 from entries e where e.content_id = contents.id)`)
}

function spelled(name: string, nameKey: string) {
  return { name, name_key: nameKey, sort_name: nameSortKey(name) }
}

/** Filesystems hold times that no date does. */
const LATEST_MS = 8_640_000_000_000_000n

function mtimeColumn({ mtimeNs }: FileFacts): number {
  const ms = BigInt(mtimeNs) / 1_000_000n
  return Number(ms > LATEST_MS ? LATEST_MS : ms < -LATEST_MS ? -LATEST_MS : ms)
}
