import type { BulkBody, EntryView, JobView } from '#lib/contracts/http/entries.ts'
import type { PurgeBody } from '#lib/contracts/http/trash.ts'
import type { CurrentContent } from '#lib/contracts/http/uploads.ts'
import type { VersionView } from '#lib/contracts/http/versions.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Job } from '#server/jobs/job.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import { BULK_KINDS, BulkJob } from './bulk/bulk-job.ts'
import type { CopyDeps } from './bulk/copy-tree.ts'
import { jobActorOf, presentJob, requireOwnJob } from './bulk/own-jobs.ts'
import { ownerOfActor } from './bulk/permissions.ts'
import { planBulk } from './bulk/plan-bulk.ts'
import { whoSaved } from './content/who-saved.ts'
import type { EntryFacts } from './entries/entry-facts.ts'
import { type Owner, ownerOf } from './entries/owner.ts'
import type { FileParts, FilePartsDeps } from './file-parts.ts'
import { describeFound, type FoundEntry } from './listing/found-entries.ts'
import { type ChangesPage, listChanges } from './listing/list-changes.ts'
import { FolderList, type FolderPage, type ListRequest, latestSeq, requireFolder } from './listing/list-folder.ts'
import type { Viewer } from './listing/present-entries.ts'
import { describeEntry } from './listing/view-entry.ts'
import { renameEntry } from './moving/rename-entry.ts'
import { forgetPlace } from './places/forget-place.ts'
import { transferPlace } from './places/transfer-place.ts'
import { findPublication } from './publishing/find-publication.ts'
import type { Keeping } from './retention/retention.ts'
import type { Deleted, OnDeleted } from './serving.service.ts'
import { listTrash, type TrashPage } from './trash/list-trash.ts'
import { PURGE, PurgeJob, planPurge } from './trash/purge-job.ts'
import { type UsageScope, usedByAccounts, usedBytes } from './usage/usage.ts'
import { requireVersion, storedAt } from './versions/find-version.ts'
import { listVersions } from './versions/list-versions.ts'
import { restoreVersion } from './versions/restore-version.ts'

export interface FilesServiceDeps extends Pick<FilePartsDeps, 'db' | 'clock' | 'rootOf'> {
  parts: FileParts
  jobs: Pick<Jobs, 'register' | 'enqueue' | 'find'>
  /** By id or slug. */
  findFacts(idOrSlug: string): Promise<PlaceFacts | null>
  /** The name of an account, "" for one that is no longer there. */
  nameOf(accountId: AccountId): Promise<string>
  /** How long what was deleted or replaced is kept. */
  keeping(): Keeping
  /** What is kept for days is judged by it; milliseconds since 1970. */
  judge(): number
  /** Limits of quotas and of the disk, asked before a copy. @throws VaultError `quota_exceeded`, `disk_full` */
  assertRoom: CopyDeps['assertRoom']
  /** Who somebody is by now, asked while a job of his runs; null when he is nobody any more. */
  currentActor(actor: Actor): Promise<Actor | null>
  /** Told of what somebody deleted. */
  onDeleted: OnDeleted
}

/** An entry a rule was asked about. */
export interface OwnedEntry {
  readonly entryId: EntryId
  readonly owner: Owner | null
}

/** Who asks. */
export interface Asker {
  readonly actor: Actor
}

export type { EntryFacts }

/** Where somebody asks, for the access log. */
export type AskedFrom = Deleted['from']
const NOWHERE: AskedFrom = { address: null, userAgent: '' }

/** What others may ask of files. Whoever calls has asked the rules about the place already. */
export interface FilesService {
  /** @throws VaultError `invalid_path`, `not_found`, `not_a_folder`, `invalid_cursor` */
  list(request: ListRequest, viewer: Viewer): Promise<FolderPage>
  /** Null when there is no such entry, or it lies in the trash. */
  describeEntry(id: EntryId, asker: Asker): Promise<EntryView | null>
  /** Entries that search found, in its order; what is gone by now, or lies where the asker may not be, is left out. */
  describeFound(found: readonly FoundEntry[], asker: Asker): Promise<EntryView[]>
  /** The folder at a path as somebody wrote it; null for the root. @throws VaultError `invalid_path`, `not_found`, `not_a_folder` */
  folderAt(placeId: PlaceId, path: string): Promise<EntryId | null>
  /** What a rule about an entry needs to know; a trashed entry is still found. */
  findTarget(id: string): Promise<{ placeId: PlaceId; entryId: EntryId; owner: Owner | null } | null>
  findEntryFacts(id: EntryId): Promise<EntryFacts | null>
  /** The content that a publication made, whatever its entry holds by now. */
  contentOf(publicationId: string): Promise<ContentId | null>
  /** What a file holds now and who saved it, for whoever came second. */
  whoSaved(id: EntryId, asker: Asker): Promise<CurrentContent | null>
  /** @throws VaultError `invalid_name`, `invalid_path`, `not_found`, `entry_exists` */
  createFolder(at: { path: string; name: string }, viewer: Viewer): Promise<EntryView>
  /** @throws VaultError `invalid_name`, `entry_exists`, `entry_gone`, `content_missing` */
  rename(id: EntryId, name: string, asker: Asker): Promise<EntryView>
  /** Begins a job. @throws VaultError of the rule, `not_found`, `invalid_path`, `move_into_itself` */
  bulk(body: BulkBody, viewer: Viewer, from?: AskedFrom): Promise<Job>
  /** @throws VaultError `not_found` when it is not a job of the asker */
  describeJob(id: string, asker: Asker): Promise<JobView>
  /** @throws VaultError `invalid_cursor` */
  listTrash(page: { cursor?: string | undefined; limit: number }, viewer: Viewer): Promise<TrashPage>
  /** Begins a job. @throws VaultError `confirmation_needed` when it is not as many as the person was shown */
  purge(body: PurgeBody, viewer: Viewer, from?: AskedFrom): Promise<Job>
  listVersions(entry: OwnedEntry, viewer: Viewer): Promise<VersionView[]>
  /** @throws VaultError `version_gone`, `entry_gone`, `content_missing`, `entry_changed` */
  restoreVersion(id: EntryId, versionId: string, asker: Asker): Promise<EntryView>
  /** @throws VaultError `version_gone`, `forbidden` */
  deleteVersion(entry: OwnedEntry, versionId: string, viewer: Viewer): Promise<void>
  changes(placeId: PlaceId, page: { since: number; limit: number }): Promise<ChangesPage>
  /** Where the change log of a place stands; 0 when nothing ever changed. */
  seqOf(placeId: PlaceId): Promise<number>
  /** Bytes on the disk that count for a quota. */
  usedBytes(scope: UsageScope): Promise<number>
  /** Of each of them that has any. */
  usedByAccounts(accounts: readonly AccountId[]): Promise<ReadonlyMap<AccountId, number>>
  /** Moves everything into a new folder of another place, for the owner of that place. */
  transferPlace(from: PlaceId, to: PlaceId, folderName: string): Promise<void>
  /** Forgets all rows about a place that was deleted. */
  forgetPlace(placeId: PlaceId, signal: AbortSignal): Promise<void>
}

/** Create it before the jobs start: it registers its kinds. */
export function createFilesService(deps: FilesServiceDeps): FilesService {
  const { db, parts, jobs, findFacts } = deps
  const { lookups, targets, ensureFolders } = parts
  const folderList = new FolderList({ db, lookups, nameOf: deps.nameOf })
  const work = { ...parts, ...deps }
  const bulkJob = new BulkJob(work)
  for (const kind of Object.values(BULK_KINDS)) jobs.register(kind, bulkJob)
  jobs.register(PURGE, new PurgeJob(work))
  const keepDays = () => deps.keeping().trashKeepDays

  async function requireView(id: EntryId, asker: Asker): Promise<EntryView> {
    const view = await describe(id, asker)
    if (view === null) throw new VaultError('entry_gone')
    return view
  }

  async function describe(id: EntryId, { actor }: Asker): Promise<EntryView | null> {
    const entry = await lookups.find(id)
    const place = entry === null ? null : await findFacts(entry.placeId)
    return place === null ? null : describeEntry(id, { actor, place }, { db, lookups, nameOf: deps.nameOf })
  }

  return {
    list: (request, viewer) => folderList.page(request, viewer),
    describeEntry: describe,
    describeFound: (found, { actor }) => describeFound(found, actor, { db, lookups, nameOf: deps.nameOf, findFacts }),
    folderAt: async (placeId, path) => (await requireFolder(lookups, placeId, path)).id,
    findEntryFacts: (id) => lookups.find(id),
    async contentOf(publicationId) {
      const found = await findPublication(db, publicationId)
      return found.kind === 'recorded' && found.outcome.kind === 'listed' ? found.outcome.contentId : null
    },
    whoSaved: (id, asker) => whoSaved(id, asker, { db, nameOf: deps.nameOf }),

    async findTarget(id) {
      // Whatever a client sends is only compared.
      const entry = await lookups.find(id as EntryId)
      return entry && { placeId: entry.placeId, entryId: entry.id, owner: entry.owner }
    },

    async createFolder({ path, name }, viewer) {
      const placeId = viewer.place.id
      const owner = ownerOfActor(viewer.actor)
      const parent = await requireFolder(lookups, placeId, path)
      const made = await targets.use({ placeId, path: parent.path, owner }, ({ root, id, path: held }) => {
        const wanted = { placeId, root, path: held, owner }
        return ensureFolders.create(wanted, { id, path: held, state: 'live' }, name)
      })
      if (made.id === null) throw new VaultError('internal')
      return requireView(made.id, viewer)
    },

    async rename(id, name, asker) {
      await renameEntry(id, name, work)
      return requireView(id, asker)
    },

    async bulk(body, { actor, place }, from = NOWHERE) {
      const payload = { ...(await planBulk(place, body, actor, { lookups, findFacts })), from }
      return jobs.enqueue({ kind: BULK_KINDS[body.action], payload, actor: jobActorOf(actor) })
    },

    listTrash: (page, viewer) => listTrash(page, viewer, { db, nameOf: deps.nameOf, keepDays, judge: deps.judge }),

    async purge(body, viewer, from = NOWHERE) {
      const payload = { ...(await planPurge(body, viewer, { db, lookups })), from }
      return jobs.enqueue({ kind: PURGE, payload, actor: jobActorOf(viewer.actor) })
    },

    listVersions: ({ entryId, owner }, viewer) => listVersions(entryId, owner, viewer, { db, nameOf: deps.nameOf }),

    async restoreVersion(id, versionId, asker) {
      await restoreVersion(id, versionId, ownerOfActor(asker.actor), work)
      return requireView(id, asker)
    },

    async deleteVersion({ entryId }, versionId, { actor, place }) {
      const row = await requireVersion(db, entryId, versionId)
      const target = { kind: 'entry', place, uploader: ownerOf(row.owner_kind, row.owner_id) } as const
      const decision = can(actor, 'entry.purge', target)
      if (decision.kind === 'denied') throw new VaultError(decision.code)
      await parts.removeVersions.remove(entryId, [storedAt(row)])
    },

    describeJob: async (id, { actor }) => presentJob(await requireOwnJob(id, actor, jobs)),
    changes: (placeId, page) => listChanges(db, placeId, page),
    seqOf: async (placeId) => (await db.readOne(latestSeq(db, placeId)))?.seq ?? 0,
    usedBytes: (scope) => usedBytes(db, scope),
    usedByAccounts: (accounts) => usedByAccounts(db, accounts),
    transferPlace: (from, to, folderName) => transferPlace(from, to, folderName, work),

    async forgetPlace(placeId, signal) {
      await forgetPlace(db, placeId, signal)
      lookups.forget({ entries: [], places: [placeId] })
    },
  }
}
