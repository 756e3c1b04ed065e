import type { VersionView } from '#lib/contracts/http/versions.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Database } from '#server/db/database.ts'
import { mtimeMsOf } from '../disk/file-facts.ts'
import { type Owner, ownerOf } from '../entries/owner.ts'
import { type PresentDeps, personOf, type Viewer } from '../listing/present-entries.ts'
import { selectVersions, type VersionRow } from './find-version.ts'

const MOST = 1_000

/** The older contents of an entry as their viewer sees them, the last replaced first. */
export async function listVersions(
  entryId: EntryId,
  entryOwner: Owner | null,
  viewer: Viewer,
  deps: PresentDeps & { db: Database },
): Promise<VersionView[]> {
  const rows = await deps.db.read(selectVersions(deps.db).where('v.entry_id', '=', entryId).limit(MOST))
  return Promise.all(rows.map((row) => present(row, entryOwner, viewer, deps)))
}

async function present(
  row: VersionRow,
  entryOwner: Owner | null,
  { actor, place }: Viewer,
  deps: PresentDeps,
): Promise<VersionView> {
  const owner = ownerOf(row.owner_kind, row.owner_id)
  const replacer = ownerOf(row.made_by_kind, row.made_by_id)
  const may = (action: 'place.change' | 'entry.purge', uploader: Owner | null) =>
    can(actor, action, { kind: 'entry', place, uploader }).kind === 'allowed'
  return {
    id: row.id,
    contentId: row.content_id,
    sizeBytes: row.size_bytes,
    sha256: row.sha256 === null ? null : Buffer.from(row.sha256).toString('hex'),
    modifiedAt: mtimeMsOf({ mtimeNs: row.mtime_ns }),
    addedAt: row.created_at,
    addedBy: await personOf(owner, actor, deps),
    replacedAt: row.made_at,
    replacedBy: replacer && (await personOf(replacer, actor, deps)),
    may: {
      restore: may('place.change', entryOwner),
      // Of an own file, a content that somebody else brought is not one's own.
      delete: may('entry.purge', entryOwner) && may('entry.purge', owner),
    },
  }
}
