import { strongETag } from '#lib/core/bytes/etag.ts'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { encodeManifest } from '#lib/core/manifest/manifest.ts'
import type { Database } from '#server/db/database.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'

export interface FindManifestDeps {
  db: Database
  lookups: Pick<EntryLookups, 'find'>
  /** Nobody asked for this hash before; it will come. */
  want(contentId: ContentId): Promise<void>
}

/** The manifest document of an entry's content with the ETag of that content; null until it is hashed. */
export async function findManifest(
  { db, lookups, want }: FindManifestDeps,
  entryId: EntryId,
): Promise<{ etag: string; document: Uint8Array } | null> {
  const content = (await lookups.find(entryId))?.content ?? null
  if (content === null) return null
  const row = await db.readOne(
    db.build
      .selectFrom('contents')
      .select(['size_bytes', 'chunk_size_bytes', 'manifest', 'hash_later'])
      .where('id', '=', content.id),
  )
  if (row?.manifest == null && row?.hash_later === 1) await want(content.id)
  if (row?.manifest == null || row.chunk_size_bytes === null) return null
  const document = encodeManifest({
    sizeBytes: row.size_bytes,
    chunkSizeBytes: row.chunk_size_bytes,
    digests: row.manifest,
  })
  return { etag: strongETag(content.id), document }
}
