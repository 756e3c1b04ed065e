import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { usageRoutes } from '#lib/contracts/http/usage.ts'
import type { AccountId, DeviceId, EntryId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { createBus } from '#server/bus.ts'
import { type Clock, newId, systemClock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { openTestDatabase } from '#server/db/testing/open-test-database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { whoSaved } from '#server/features/files/content/who-saved.ts'
import { createFileParts, type FileParts, type FilePartsDeps } from '#server/features/files/file-parts.ts'
import { findPublication } from '#server/features/files/publishing/find-publication.ts'
import { createReconciler, type Reconciler } from '#server/features/files/reconcile/create-reconciler.ts'
import type { Identity } from '#server/http/call.ts'
import { createPipeline } from '#server/http/pipeline.ts'
import { createRequestHandler } from '#server/http/request-handler.ts'
import { createRouter } from '#server/http/router.ts'
import { JobsRepo } from '#server/jobs/jobs.repo.ts'
import { Jobs } from '#server/jobs/jobs.service.ts'
import { type OpenUploadsOptions, openUploads, type Uploads } from '../open-uploads.ts'
import type { UploadLimits } from '../upload-limits.ts'
import { uploadsRoutes } from '../uploads.routes.ts'

const NO_LIMITS: UploadLimits = {
  maxFileBytes: null,
  freeSpaceFloorBytes: 0,
  accountQuotaBytes: null,
  guestQuotaBytes: null,
  maxUnfinishedPerOwner: 1000,
  maxUnfinishedPerAddress: 4000,
  keepMs: 7 * 86_400_000,
}

export interface HouseOptions extends Partial<Omit<OpenUploadsOptions, 'db' | 'publisher' | 'limits'>> {
  /** An existing one is opened again, as after a restart. */
  readonly dataFolder?: string
  readonly limits?: Partial<UploadLimits>
  readonly clock?: Clock
  /** Of the publisher. */
  readonly filesFaultPoint?: NonNullable<FilePartsDeps['faultPoint']>
}

/** A vault with nothing but uploads: real database, real disk, real routes behind the real pipeline. */
export interface House {
  readonly dataFolder: string
  readonly db: Database
  readonly uploads: Uploads
  readonly listener: RequestListener
  /** The room "main", whose folder is `root`; it is open to guests of the LAN, who are editors. */
  readonly place: PlaceId
  readonly root: string
  readonly errors: unknown[]
  limits: UploadLimits
  readonly finished: Promise<void>
  /** Names that people see in the room, sorted. */
  names(): Promise<string[]>
  read(...path: string[]): Promise<Buffer>
  /** Names in the folder of partials. */
  partials(): Promise<string[]>
  /** Rows of live files. */
  listed(): Promise<{ name: string; size_bytes: number; sha256: Uint8Array | null }[]>
  uploadRows(): Promise<{ id: string; state: string; offset_bytes: number; reserved_bytes: number }[]>
  close(): Promise<void>
  remove(): Promise<void>
}

/** Who sends is told by this header: `anna` and `ben` have accounts, anything else is a guest's device. */
export const AS = 'x-test-as'

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { dataFolder: existing, limits: wished, filesFaultPoint, ...rest } = options
  const dataFolder = existing ?? (await mkdtemp(join(tmpdir(), 'hearth-uploads-')))
  const clock = options.clock ?? systemClock
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const { db } = await openTestDatabase({ dataFolder, onError })
  const place = await ensureRoom(db, clock)
  const root = join(dataFolder, 'rooms', 'main')
  await mkdir(root, { recursive: true })
  const rootOf = async () => root
  // Looks at single names when it is asked to; it does not watch.
  let reconciler: Reconciler | null = null
  const files = createFileParts({
    db,
    bus: createBus(onError),
    clock,
    notice: async (placeId, folder, name) => reconciler?.notice(placeId, folder, name),
    umask: 0o022,
    onError,
    rootOf,
    ...(filesFaultPoint === undefined ? {} : { faultPoint: filesFaultPoint }),
  })
  const jobs = new Jobs({ repo: new JobsRepo(db), clock, onError })
  const { commits, lookups, locks } = files
  reconciler = createReconciler({
    ...{ db, clock, commits, lookups, locks, jobs, rootOf, onError },
    onUnhashed: () => undefined,
    onWatchesExhausted: onError,
  })
  const house = { limits: { ...NO_LIMITS, ...wished } }
  const uploads = openUploads({
    db,
    clock,
    publisher: files.publisher,
    limits: () => house.limits,
    rootOf,
    fileMode: 0o644,
    onError,
    ...rest,
  })
  await files.intents.replayAll()
  const { finished } = await uploads.recover()
  const close = async () => {
    await uploads.close()
    await reconciler?.stop()
    await db.close()
  }
  return Object.assign(house, {
    dataFolder,
    db,
    uploads,
    place,
    root,
    errors,
    finished,
    close,
    listener: createListener({ db, uploads, clock, limits: () => house.limits, dataFolder, place, files }),
    names: async () => (await readdir(root)).filter((name) => name !== '.hearth').sort(),
    read: (...path: string[]) => readFile(join(root, ...path)),
    partials: () => readdir(join(root, '.hearth', 'partials')).catch(() => []),
    listed: () =>
      db.read(
        db.build
          .selectFrom('entries')
          .innerJoin('contents', 'contents.id', 'entries.content_id')
          .select(['entries.name', 'entries.size_bytes', 'contents.sha256'])
          .where('entries.state', '=', 'live')
          .orderBy('entries.name'),
      ),
    uploadRows: () =>
      db.read(db.build.selectFrom('uploads').select(['id', 'state', 'offset_bytes', 'reserved_bytes']).orderBy('id')),
    remove: async () => {
      await close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  })
}

interface Parts {
  readonly db: Database
  readonly uploads: Uploads
  readonly clock: Clock
  readonly limits: () => UploadLimits
  readonly dataFolder: string
  readonly place: PlaceId
  readonly files: FileParts
}

function createListener({ db, uploads, clock, limits, dataFolder, place, files }: Parts): RequestListener {
  const { service, readUsage } = uploads
  const { lookups } = files
  const findPlace = async (id: string) => (id === 'main' || id === place ? factsOf(place) : null)
  const findEntry = async (id: string) => {
    const entry = await lookups.find(id as EntryId)
    return entry && { placeId: entry.placeId, entryId: entry.id, owner: entry.owner }
  }
  const routes = uploadsRoutes({
    uploads: service,
    readUsage,
    targets: { findPlace },
    limits,
    folder: dataFolder,
    clock,
    findEntryFacts: (id) => lookups.find(id),
    contentOf: async (id) => {
      const found = await findPublication(db, id)
      return found.kind === 'recorded' && found.outcome.kind === 'listed' ? found.outcome.contentId : null
    },
    whoSaved: (id, asker) => whoSaved(id, asker, { db, nameOf: async (account) => account }),
    describeEntry: (id) => describe(db, id),
  })
  return createRequestHandler({
    pipeline: createPipeline({
      router: createRouter([...Object.values(uploadRoutes), ...Object.values(usageRoutes)], routes),
      identify: async ({ headers }) => identityOf(String(headers[AS] ?? 'anna')),
      targets: { findPlace, findEntry, findUpload: (id) => service.findUpload(id) },
      limiter: { take: () => undefined },
      vault: { editorsMayCreateRooms: () => false, setupNeeded: () => false },
    }),
    pages: async (_request, response) => void response.writeHead(404).end(),
    hosts: { names: () => new Set(['127.0.0.1', 'localhost']) },
    allowPublic: false,
    trustProxy: [],
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    stopping: () => false,
  })
}

async function describe(db: Database, id: EntryId) {
  const row = await db.readOne(db.build.selectFrom('entries').selectAll().where('id', '=', id))
  if (row === null) return null
  return {
    id,
    placeId: row.place_id,
    kind: row.kind,
    type: 'other' as const,
    name: row.name,
    path: row.name,
    sizeBytes: row.size_bytes,
    childCount: null,
    mime: row.mime,
    modifiedAt: row.mtime_ms,
    addedAt: row.added_at,
    contentId: row.content_id,
    sha256: null,
    addedBy: null,
    state: 'live' as const,
    may: { change: true, delete: true },
  }
}

// Fixed ids stand in for accounts and devices; brands exist only in the type system.
const ACCOUNTS: Record<string, AccountId> = { anna: 'anna' as AccountId, ben: 'ben' as AccountId }

function identityOf(name: string): Identity {
  const accountId = ACCOUNTS[name]
  const deviceId = name === 'nobody' ? null : (`device-${name}` as DeviceId)
  const principal: Actor['principal'] =
    accountId === undefined
      ? deviceId === null
        ? { kind: 'nobody' }
        : { kind: 'guest', deviceId }
      : { kind: 'account', accountId, role: 'editor', sessionId: 'session' as SessionId }
  return {
    actor: { principal, deviceId: accountId === undefined ? deviceId : null, grants: [], openedPersonal: [] },
    account: accountId === undefined ? null : { id: accountId, name, personalPlaceId: '' as PlaceId },
    sessionId: null,
    deviceId,
    via: 'bearer',
    byCookie: false,
  }
}

function factsOf(id: PlaceId): PlaceFacts {
  return {
    id,
    kind: 'room',
    access: 'lan',
    guestRole: 'editor',
    readOnly: false,
    ownerId: null,
    memberIds: [],
    trash: true,
    writable: true,
    onlyAdminsDelete: false,
    linksBy: 'editors',
  }
}

async function ensureRoom(db: Database, clock: Clock): Promise<PlaceId> {
  const found = await db.readOne(db.build.selectFrom('places').select('id').where('slug', '=', 'main'))
  if (found !== null) return found.id
  const id = newId<PlaceId>(clock)
  const row = {
    id,
    kind: 'room' as const,
    slug: 'main',
    name: 'Main',
    name_key: 'main',
    folder: 'main',
    access: 'lan' as const,
    guest_role: 'editor' as const,
    password_hash: null,
    owner_id: null,
    glaze: 'clay',
    icon: null,
    quota_bytes: null,
    guest_quota_bytes: null,
    created_at: clock.now(),
    deleted_at: null,
  }
  requireCommitted(await db.commit([db.build.insertInto('places').values(row)]))
  return id
}
