import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { safeName } from '#lib/core/names/safe-name.ts'
import type { PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { EnsureFolders } from '../folders/ensure-folders.ts'
import type { TargetFolders } from '../folders/target-folders.ts'
import { type MoveDeps, moveEntries } from '../moving/move-entries.ts'
import { moveVersions } from '../moving/move-versions.ts'

export interface TransferDeps extends MoveDeps {
  targets: TargetFolders
  ensureFolders: EnsureFolders
  findFacts(placeId: PlaceId): Promise<PlaceFacts | null>
}

const PER_BATCH = 100

/**
 * Moves everything that is listed in one place into a new folder of another; what belonged to the owner of the first
 * belongs to the owner of the second then. Can be repeated after it failed: the rest goes into a folder of its own.
 * @throws VaultError `unavailable` when something could not be moved; it is where it was
 */
export async function transferPlace(from: PlaceId, to: PlaceId, folderName: string, deps: TransferDeps): Promise<void> {
  const ids = await rootIds(from, deps)
  if (ids.length > 0) {
    const folder = await makeFolder(to, folderName, deps)
    for (let start = 0; start < ids.length; start += PER_BATCH) {
      await moveBatch({ from, ids: ids.slice(start, start + PER_BATCH) }, { placeId: to, path: folder }, deps)
    }
    await moveVersions({ from, to }, deps)
  }
  await changeOwner(from, to, deps)
}

async function rootIds(placeId: PlaceId, { db }: TransferDeps): Promise<EntryId[]> {
  const rows = await db.read(
    db.build.selectFrom('entries').select('id').where('parent_key', '=', placeId).where('listed', '=', 1).orderBy('id'),
  )
  return rows.map(({ id }) => id)
}

function makeFolder(placeId: PlaceId, name: string, deps: TransferDeps): Promise<readonly string[]> {
  return deps.targets.use({ placeId, path: [], owner: null }, async ({ root }) => {
    const wanted = { placeId, root, path: [], owner: null }
    const parent = { id: null, path: [], state: 'live' as const }
    return (await deps.ensureFolders.create(wanted, parent, safeName(name), { ifTaken: 'next' })).path
  })
}

async function moveBatch(
  what: { from: PlaceId; ids: EntryId[] },
  to: { placeId: PlaceId; path: readonly string[] },
  deps: TransferDeps,
): Promise<void> {
  const allowed = async () => true
  const request = { to, conflict: 'keep' as const, by: null, jobId: null, mayMove: allowed, mayReplace: allowed }
  const from = { placeId: what.from, parentId: null, ids: what.ids }
  const outcomes = await moveEntries({ ...request, from }, deps)
  // What is missing on the disk has nothing to bring along.
  const stuck = [...outcomes.values()].filter((outcome) => !['moved', 'gone', 'lost'].includes(outcome))
  if (stuck.length > 0) throw new VaultError('unavailable', { details: { notMoved: stuck.length, reason: stuck[0] } })
}

async function changeOwner(from: PlaceId, to: PlaceId, { db, findFacts, lookups }: TransferDeps): Promise<void> {
  const [before, after] = [(await findFacts(from))?.ownerId, (await findFacts(to))?.ownerId]
  if (!before || !after) return
  const own = { kind: 'account' as const, before: before as AccountId, after: after as AccountId }
  requireCommitted(
    await db.commit([
      db.build
        .updateTable('entries')
        .set({ uploader_id: own.after })
        .where('place_id', '=', to)
        .where('uploader_kind', '=', own.kind)
        .where('uploader_id', '=', own.before),
      db.build
        .updateTable('contents')
        .set({ owner_id: own.after })
        .where('place_id', '=', to)
        .where('owner_kind', '=', own.kind)
        .where('owner_id', '=', own.before),
    ]),
  )
  lookups.forget({ entries: [], places: [to] })
}
