import type { CurrentContent } from '#lib/contracts/http/uploads.ts'
import { strongETag } from '#lib/core/bytes/etag.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import { ownerOf } from '../entries/owner.ts'
import { type PresentDeps, personOf, type Viewer } from '../listing/present-entries.ts'

/** What a file holds now, and by whose hand it came to that; null when it is not there. */
export async function whoSaved(
  entryId: EntryId,
  { actor }: Pick<Viewer, 'actor'>,
  deps: PresentDeps & { db: Database },
): Promise<CurrentContent | null> {
  const { build } = deps.db
  const [[content], [version]] = await deps.db.readTogether([
    build
      .selectFrom('entries as e')
      .innerJoin('contents as c', 'c.id', 'e.content_id')
      .select(['c.id', 'c.size_bytes', 'c.created_at', 'c.owner_kind', 'c.owner_id'])
      .where('e.id', '=', entryId)
      .where('e.state', '!=', 'trashed'),
    build
      .selectFrom('versions')
      .select(['made_at', 'made_by_kind', 'made_by_id'])
      .where('entry_id', '=', entryId)
      .orderBy('made_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1),
  ])
  if (content === undefined) return null
  // An old content that was brought back keeps who made it; who brought it back stands at the version that went.
  const wasRestored = version !== undefined && version.made_at > content.created_at
  const by = wasRestored
    ? ownerOf(version.made_by_kind, version.made_by_id)
    : ownerOf(content.owner_kind, content.owner_id)
  return {
    etag: strongETag(content.id),
    contentId: content.id,
    sizeBytes: content.size_bytes,
    savedAt: wasRestored ? version.made_at : content.created_at,
    savedBy: await personOf(by, actor, deps),
  }
}
