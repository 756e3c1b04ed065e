import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { DirectorySyncer } from './disk/directory-syncer.ts'
import { HearthFolders } from './disk/hearth-folders.ts'
import { SharedFolders } from './disk/shared-folders.ts'
import { EntryCommits } from './entries/entry-commits.ts'
import { EntryLookups } from './entries/entry-lookups.ts'
import { EnsureFolders } from './folders/ensure-folders.ts'
import { TargetFolders } from './folders/target-folders.ts'
import { type FaultPoint, noFault } from './intents/fault-point.ts'
import { FsIntents } from './intents/fs-intents.ts'
import { FolderLocks } from './locks/folder-locks.ts'
import { KeyedMutex } from './locks/keyed-mutex.ts'
import { HeldEntries } from './moving/held-entries.ts'
import { Relocator } from './moving/relocate.ts'
import { FilePublisher } from './publishing/file-publisher.ts'
import { PlanPublication } from './publishing/plan-publication.ts'
import { PublicationSteps } from './publishing/publication-steps.ts'
import { PublishIntent } from './publishing/publish-intent.ts'
import { PurgeEntries } from './trash/purge-entries.ts'
import { RemoveVersions } from './versions/remove-versions.ts'
import { VersionIntent } from './versions/version-intent.ts'

export interface FilePartsDeps {
  db: Database
  bus: Bus
  clock: Clock
  /** The folder of a place on the disk, absolute. @throws VaultError `not_found` */
  rootOf(placeId: PlaceId): Promise<string>
  /** What may not be readable for others is told by it: 0o022, for example. */
  umask: number
  /** What could not be done and has nobody to tell: for the log. */
  onError(error: unknown): void
  /** What went on by itself and may be asked about later: for the log. */
  note?(message: string, facts: Readonly<Record<string, unknown>>): void
  faultPoint?: FaultPoint
  /** When it is, for what expires; the wall clock when absent. */
  stamp?(): number
  /** Looks at one name on the disk and corrects what the database says of it. */
  notice?(placeId: PlaceId, folder: readonly string[], name: string): Promise<void>
}

export type FileParts = ReturnType<typeof createFileParts>

/** Wires the parts of this feature to each other; nothing runs before it is asked. */
export function createFileParts(deps: FilePartsDeps) {
  const { db, bus, clock, rootOf, umask, onError } = deps
  const faultPoint = deps.faultPoint ?? noFault
  const notice = deps.notice ?? (async () => {})
  const note = deps.note ?? (() => {})
  const now = () => clock.now()
  const stamp = deps.stamp ?? now
  const lookups = new EntryLookups(db)
  const commits = new EntryCommits({ db, bus, now, forget: (what) => lookups.forget(what) })
  const locks = new FolderLocks()
  const hold = (places: readonly PlaceId[], work: () => Promise<void>) =>
    locks.run(
      places.map((placeId) => ({ placeId, path: [], hold: 'own_tree' as const })),
      work,
    )
  const intents = new FsIntents({ db, now, hold, note, onError })
  const names = new KeyedMutex()
  const trashing = new KeyedMutex()
  const syncer = new DirectorySyncer()
  const hearth = new HearthFolders()
  const shared = new SharedFolders(clock)
  const folderMode = 0o777 & ~umask
  const fileMode = 0o666 & ~umask
  const ensureFolders = new EnsureFolders({ db, commits, lookups, names, syncer, clock, folderMode, rootOf })
  const targets = new TargetFolders({ locks, lookups, ensureFolders, shared, rootOf })
  const steps = new PublicationSteps(db.build)
  const publishIntent = new PublishIntent({ db, steps, commits, intents, syncer, shared, faultPoint, rootOf })
  intents.register(publishIntent)
  const publisher = new FilePublisher({
    db,
    targets,
    lookups,
    hearth,
    intents,
    names,
    planner: new PlanPublication({ steps, lookups, hearth, clock, stamp }),
    intent: publishIntent,
    faultPoint,
    rootOf,
    notice,
    fileMode,
  })
  const relocator = new Relocator({ commits, intents, clock, syncer, faultPoint, rootOf, notice, note, onError })
  intents.register(relocator)
  const held = new HeldEntries({ db, lookups, locks })
  const versionIntent = new VersionIntent({ db, commits, intents, clock, syncer, faultPoint, rootOf })
  intents.register(versionIntent)
  const removeVersions = new RemoveVersions({ db, commits, intents, locks, syncer, clock, faultPoint, rootOf })
  intents.register(removeVersions)
  const purge = new PurgeEntries({
    ...{ db, commits, intents, locks, trashing, syncer, clock, removeVersions, faultPoint, rootOf },
  })
  intents.register(purge)
  return {
    ...{ lookups, commits, intents, locks, names, syncer, hearth, faultPoint, notice },
    ...{ ensureFolders, targets, publisher, relocator, held, stamp, trashing, versionIntent, removeVersions, purge },
    /** Nothing in the place changes, and its folder may get another name, while `work` runs. */
    holdPlace: <T>(placeId: PlaceId, work: () => Promise<T>) =>
      locks.run([{ placeId, path: [], hold: 'own_tree' }], work),
  }
}
