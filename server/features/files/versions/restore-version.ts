import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { newId } from '#server/clock.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { mtimeMsOf } from '../disk/file-facts.ts'
import { openFolder } from '../disk/folder-handle.ts'
import type { HearthFolders } from '../disk/hearth-folders.ts'
import { factsAt } from '../disk/place-file.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups, FolderFacts } from '../entries/entry-lookups.ts'
import { type Owner, ownerColumns } from '../entries/owner.ts'
import { packStep } from '../intents/packed-steps.ts'
import type { HeldEntries, HeldRow } from '../moving/held-entries.ts'
import { dropContentStep } from '../reconcile/reconcile-steps.ts'
import { factsOfVersion, requireVersion, storedAt, type VersionRow } from './find-version.ts'
import type { VersionIntent, VersionIntentDeps } from './version-intent.ts'
import type { VersionPlan } from './version-plan.ts'

export interface RestoreVersionDeps extends VersionIntentDeps {
  lookups: EntryLookups
  held: HeldEntries
  hearth: HearthFolders
  versionIntent: VersionIntent
  stamp(): number
  /** Looks at one name on the disk and corrects what the database says of it. */
  notice: VersionIntentNotice
}

type VersionIntentNotice = (placeId: EntryFacts['placeId'], folder: readonly string[], name: string) => Promise<void>

const MAX_ATTEMPTS = 3

/**
 * Makes a version the content of its entry; what it had becomes a version, by renames alone.
 * @throws VaultError `version_gone`, `entry_gone`, `content_missing`, `entry_changed`, `disk_full`
 */
export async function restoreVersion(
  entryId: EntryId,
  versionId: string,
  by: Owner | null,
  deps: RestoreVersionDeps,
): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const entry = await deps.lookups.find(entryId)
    if (!entry || entry.state === 'trashed') throw new VaultError('entry_gone')
    const { place_id: storedIn } = await requireVersion(deps.db, entryId, versionId)
    // Where it was left behind by a move, that place keeps its name as well.
    const more = storedIn === entry.placeId ? [] : [{ placeId: storedIn, path: [], hold: 'share' as const }]
    const at = { placeId: entry.placeId, parentId: entry.parentId, ids: [entryId] }
    const outcome = await deps.held.use(at, more, async ([row], folder) => {
      if (!row) throw new VaultError('entry_gone')
      const version = await requireVersion(deps.db, entryId, versionId)
      const plan = await planRestore({ entry, row, folder, version, by }, deps)
      return plan === null ? 'changed' : deps.versionIntent.begin(entry.placeId, plan)
    })
    if (outcome === 'restored') return
    if (outcome === 'lost') throw new VaultError('content_missing')
    // The disk is not what the database says: look there, then decide anew.
    await deps.notice(entry.placeId, entry.path.slice(0, -1), entry.name)
  }
  throw new VaultError('entry_changed')
}

interface Wish {
  entry: EntryFacts
  row: HeldRow
  folder: FolderFacts
  version: VersionRow
  by: Owner | null
}

/** Null when what lies on the disk is not what is listed. */
async function planRestore(
  { entry, row, folder, version, by }: Wish,
  deps: RestoreVersionDeps,
): Promise<VersionPlan | null> {
  const { rootOf, hearth, lookups, clock } = deps
  const now = await lookups.find(entry.id)
  if (!now?.content) return null
  const root = await rootOf(entry.placeId)
  const handle = await openFolder(root, folder.path)
  try {
    const current = await factsAt({ folder: handle, name: row.name })
    const isListed = current !== null && current.mtimeNs === now.content.facts.mtimeNs
    if (current !== null && !(isListed && current.sizeBytes === now.content.facts.sizeBytes)) return null
    if (current === null && row.state === 'live') return null
    const keptId = newId<string>(clock)
    let kept: VersionPlan['kept'] = null
    if (current !== null) {
      const versions = await hearth.open(root, { handle, segments: folder.path }, 'versions')
      await versions.handle.close()
      kept = { path: [...versions.segments, keptId], facts: current }
    }
    const { contentId, placeId, path } = storedAt(version)
    return {
      entryId: entry.id,
      contentId,
      folder: [...folder.path],
      name: row.name,
      stored: { placeId, path, facts: factsOfVersion(version) },
      kept,
      steps: stepsOf({ entry: now, version, keptId, kept, by }, deps).map(packStep),
      changes: [{ placeId: entry.placeId, entryId: entry.id, parentId: folder.id, kind: 'changed' }],
    }
  } finally {
    await handle.close()
  }
}

function stepsOf(
  what: { entry: EntryFacts; version: VersionRow; keptId: string; kept: VersionPlan['kept']; by: Owner | null },
  { db, clock, stamp }: RestoreVersionDeps,
): Step[] {
  const { entry, version, keptId, kept, by } = what
  const before = entry.content
  if (before === null) return []
  const entryStep: Step = {
    query: db.build
      .updateTable('entries')
      .set({
        content_id: version.content_id,
        size_bytes: version.size_bytes,
        mtime_ms: mtimeMsOf({ mtimeNs: version.mtime_ns }),
        state: 'live',
        missing_since: null,
        changed_at: clock.now(),
      })
      .where('id', '=', entry.id)
      .where('content_id', '=', before.id)
      .where('state', '<>', 'trashed'),
    expect: { changes: 1 },
    otherwise: 'entry_changed',
  }
  const versionStep: Step = {
    query: db.build.deleteFrom('versions').where('id', '=', version.id),
    expect: { changes: 1 },
    otherwise: 'version_gone',
  }
  const placeStep = db.build
    .updateTable('contents')
    .set({ place_id: entry.placeId })
    .where('id', '=', version.content_id)
    .where('place_id', '<>', entry.placeId)
  if (kept === null) return [entryStep, versionStep, placeStep, dropContentStep(db, before.id)]
  const maker = ownerColumns(by)
  const keep = db.build.insertInto('versions').values({
    id: keptId,
    entry_id: entry.id,
    content_id: before.id,
    place_id: entry.placeId,
    stored_name: kept.path.join('/'),
    size_bytes: kept.facts.sizeBytes,
    made_at: stamp(),
    made_by_kind: maker.kind ?? 'system',
    made_by_id: maker.id,
  })
  return [entryStep, versionStep, placeStep, keep]
}
