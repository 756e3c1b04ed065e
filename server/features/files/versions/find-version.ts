import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'
import type { FileFacts } from '../disk/file-facts.ts'

/** A version with the content it holds. */
export type VersionRow = Row<'versions'> &
  Pick<Row<'contents'>, 'device' | 'inode' | 'mtime_ns' | 'sha256' | 'created_at' | 'owner_kind' | 'owner_id'>

/** The newest first. */
export function selectVersions(db: Database) {
  return db.build
    .selectFrom('versions as v')
    .innerJoin('contents as c', 'c.id', 'v.content_id')
    .selectAll('v')
    .select(['c.device', 'c.inode', 'c.mtime_ns', 'c.sha256', 'c.created_at', 'c.owner_kind', 'c.owner_id'])
    .orderBy('v.made_at', 'desc')
    .orderBy('v.id', 'desc')
}

/** @throws VaultError `version_gone` when it is not one of this entry */
export async function requireVersion(db: Database, entryId: EntryId, versionId: string): Promise<VersionRow> {
  const row = await db.readOne(selectVersions(db).where('v.id', '=', versionId).where('v.entry_id', '=', entryId))
  if (row === null) throw new VaultError('version_gone')
  return row
}

export interface StoredVersion {
  versionId: string
  contentId: ContentId
  placeId: PlaceId
  /** From the root of that place. */
  path: string[]
}

export function storedAt(row: Pick<VersionRow, 'id' | 'content_id' | 'place_id' | 'stored_name'>): StoredVersion {
  const { id: versionId, content_id: contentId, place_id: placeId } = row
  return { versionId, contentId, placeId, path: row.stored_name.split('/') }
}

export function factsOfVersion(row: VersionRow): FileFacts {
  return { device: row.device, inode: row.inode, sizeBytes: row.size_bytes, mtimeNs: row.mtime_ns }
}
