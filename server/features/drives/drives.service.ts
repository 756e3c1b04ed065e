import { basename, isAbsolute, resolve } from 'node:path'
import type { DriveOpenTo, DriveView } from '#lib/contracts/http/drives.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { JobId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { checkRoomName } from '#lib/core/names/slug.ts'
import { type Doer, SYSTEM } from '#server/auth/doer.ts'
import type { SteadyTime } from '#server/auth/steady-time.ts'
import type { Bus } from '#server/bus.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import type { Place, PlacesService } from '#server/features/rooms/places.service.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import { checkDriveFolder, checkWritable } from './check-drive-folder.ts'
import { driveIdentitySchema } from './drive-identity.ts'
import { createDrivesRepo, type DriveRow } from './drives.repo.ts'
import { createForgetDrive, FORGET_DRIVE } from './forget-drive.ts'
import type { DriveNews, DrivePresence, DriveRecord } from './presence.service.ts'

/** What can be said of a drive. */
export interface DriveFields {
  readonly name?: string | undefined
  readonly openTo?: DriveOpenTo | undefined
  readonly writable?: boolean | undefined
}
export interface NewDrive extends DriveFields {
  /** Absolute. */
  readonly path: string
  readonly fromFile?: boolean
}

export interface DrivesService {
  list(): Promise<DriveView[]>
  /** @throws VaultError `invalid_path`, `drive_folder_*`, `invalid_name`, `room_name_reserved`, `room_exists` */
  add(drive: NewDrive, doer: Doer): Promise<DriveView>
  /** @throws VaultError as `add`, `not_found`, `folder_not_writable` */
  change(placeId: string, fields: DriveFields, doer: Doer): Promise<DriveView>
  /**
   * The vault forgets it at once, and its rows in the background; no file is touched.
   * @returns the folder that it was named by
   * @throws VaultError `not_found`, `confirmation_needed` unless `confirm` is its name
   */
  remove(placeId: string, confirm: string, doer: Doer): Promise<string>
  /** @throws VaultError `not_found`, `place_offline` */
  index(placeId: string): Promise<DriveView>
  /** Whether a folder would do. @throws VaultError as `add` */
  check(drive: Pick<NewDrive, 'path' | 'name'>): Promise<void>
  /** What became of drives, for the database and for everybody. */
  hear(news: DriveNews): void
  /** Before anything is read or written: looks for every drive that is known. */
  open(): Promise<void>
  noteIndexed(placeId: PlaceId): void
}

export interface DrivesDeps {
  readonly db: Database
  readonly clock: Clock
  readonly time: SteadyTime
  readonly bus: Bus
  readonly audit: AuditService
  readonly places: PlacesService
  readonly presence: DrivePresence
  readonly jobs: Pick<Jobs, 'register' | 'plan' | 'wake'>
  readonly dataPath: string
  /** Runs while no room or drive is made, renamed or removed. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  readonly forgetEntries: (placeId: PlaceId, signal: AbortSignal) => Promise<void>
  /** The running job that looks through a drive. */
  readonly indexingOf: (placeId: PlaceId) => JobId | null
  readonly startIndexing: (placeId: PlaceId) => void
  /** What was open on a medium that is gone is closed. */
  readonly letGo: (device: string) => void
  readonly onError: (error: unknown) => void
}

const ACCESS = { admins: 'names', accounts: 'accounts', everybody: 'lan' } as const
const OPEN_TO = { names: 'admins', password: 'admins', accounts: 'accounts', lan: 'everybody' } as const
const CONFLICTS = { 'places.slug': 'room_exists', 'places.folder': 'drive_folder_inside' } as const

/** Create it before the jobs start: it registers its kind. */
export function createDrivesService(deps: DrivesDeps): DrivesService {
  const { db, clock, time, bus, audit, places, presence, jobs, alone, onError } = deps
  const repo = createDrivesRepo(db)
  jobs.register(FORGET_DRIVE, createForgetDrive(deps))

  async function findDrive(idOrSlug: string): Promise<Place> {
    const place = await places.find(idOrSlug)
    if (place === null || place.facts.kind !== 'drive') throw new VaultError('not_found')
    return place
  }

  async function viewOf(placeId: PlaceId): Promise<DriveView> {
    const row = (await repo.all()).find(({ place_id }) => place_id === placeId)
    if (row === undefined) throw new VaultError('not_found')
    return present(row)
  }

  function present(row: DriveRow): DriveView {
    const standing = presence.standingOf(row.place_id)
    const isThere = standing?.isThere ?? false
    return {
      id: row.place_id,
      name: row.name,
      path: row.path,
      foundAt: isThere && standing !== null && standing.root !== row.path ? standing.root : null,
      openTo: OPEN_TO[row.access],
      writable: row.read_only === 0,
      isThere,
      lastSeenAt: row.seen_at,
      filesystem: standing?.filesystem ?? null,
      isWatched: !(standing?.isNetwork ?? false),
      named: row.from_file === 1,
      entryCount: row.entry_count ?? 0,
      sizeBytes: row.size_bytes ?? 0,
      indexedAt: row.indexed_at,
      job: deps.indexingOf(row.place_id),
    }
  }

  async function followAll(): Promise<void> {
    await presence.follow((await repo.all()).map(toRecord))
  }

  async function check({ path, name }: Pick<NewDrive, 'path' | 'name'>): Promise<{ name: string; slug: string }> {
    if (!isAbsolute(path)) throw new VaultError('invalid_path', { details: { path } })
    const others = (await repo.all()).flatMap((row) => [row.path, row.folder])
    await checkDriveFolder(path, [deps.dataPath, ...others])
    return checkName(name ?? (basename(path) || path))
  }

  const told = (placeId: PlaceId, doer: Doer, name: string, details: Record<string, unknown> = {}) => ({
    ...{ doer, target: { kind: 'place' as const, id: placeId }, details: { name, ...details } },
  })

  return {
    list: async () => (await repo.all()).map(present),
    check: async (drive) => void (await check(drive)),

    add: (drive, doer) =>
      alone(async () => {
        const path = resolve(drive.path)
        const { name, slug } = await check({ ...drive, path: isAbsolute(drive.path) ? path : drive.path })
        if (drive.writable === true) await checkWritable(path)
        const placeId = newId<PlaceId>(clock)
        await commitOrThrow(
          db,
          [
            repo.insertPlace({
              ...{
                id: placeId,
                kind: 'drive',
                slug,
                name,
                name_key: nameKey(name),
                folder: path,
                guest_role: 'viewer',
              },
              ...{ access: ACCESS[drive.openTo ?? 'admins'], read_only: drive.writable === true ? 0 : 1 },
              ...{ glaze: 'stone', icon: null, quota_bytes: null, guest_quota_bytes: null, password_hash: null },
              ...{ owner_id: null, created_at: time(), deleted_at: null, from_file: drive.fromFile === true ? 1 : 0 },
            }),
            repo.insert(placeId, path),
            repo.logChange(placeId, time()),
            audit.step({ action: 'drive.added', ...told(placeId, doer, name, { path }) }),
          ],
          CONFLICTS,
        )
        await followAll()
        bus.emit('place.changed', { placeId })
        return viewOf(placeId)
      }),

    change: (idOrSlug, fields, doer) =>
      alone(async () => {
        const { facts, name: before } = await findDrive(idOrSlug)
        const named = fields.name === undefined ? null : checkName(fields.name)
        if (fields.writable === true) await checkWritable(await presence.rootOf(facts.id))
        const name = named?.name ?? before
        const changed = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [key]))
        const patch = {
          ...named,
          // Always there: an update without columns is no statement.
          name_key: nameKey(name),
          ...(fields.openTo === undefined ? {} : { access: ACCESS[fields.openTo] }),
          ...(fields.writable === undefined ? {} : { read_only: fields.writable ? (0 as const) : (1 as const) }),
        }
        await commitOrThrow(
          db,
          [
            guarded(repo.updatePlace(facts.id, patch), { changes: 1 }, 'not_found'),
            repo.logChange(facts.id, time()),
            audit.step({ action: 'drive.changed', ...told(facts.id, doer, name, { changed }) }),
          ],
          CONFLICTS,
        )
        await followAll()
        bus.emit('place.changed', { placeId: facts.id })
        return viewOf(facts.id)
      }),

    remove: (idOrSlug, confirm, doer) =>
      alone(async () => {
        const { facts, name } = await findDrive(idOrSlug)
        if (confirm.trim().normalize('NFC') !== name) throw new VaultError('confirmation_needed', { details: { name } })
        const { path } = await viewOf(facts.id)
        await commitOrThrow(db, [
          guarded(repo.updatePlace(facts.id, { deleted_at: time() }), { changes: 1 }, 'not_found'),
          repo.logChange(facts.id, time()),
          audit.step({ action: 'drive.removed', ...told(facts.id, doer, name) }),
          jobs.plan({ kind: FORGET_DRIVE, payload: { placeId: facts.id } }).step,
        ])
        await followAll()
        bus.emit('place.changed', { placeId: facts.id })
        jobs.wake()
        return path
      }),

    async index(idOrSlug) {
      const { facts } = await findDrive(idOrSlug)
      await presence.rootOf(facts.id)
      deps.startIndexing(facts.id)
      return viewOf(facts.id)
    },

    hear(news) {
      const { placeId } = news
      if (news.kind === 'known') {
        const patch = { identity: JSON.stringify(news.identity), seen_at: clock.now() }
        db.commitLater([repo.update(placeId, patch)], { key: `drive:${placeId}` })
        return
      }
      const told = (): void => bus.emit('place.changed', { placeId })
      if (news.kind === 'gone') {
        deps.letGo(news.device)
        db.commitLater([repo.update(placeId, { seen_at: clock.now() })], { key: `drive-seen:${placeId}` })
        return told()
      }
      if (!news.hasMoved) return told()
      void moveTo(placeId, news.root).then(told, onError)
    },

    async open() {
      await followAll()
    },

    noteIndexed(placeId) {
      db.commitLater([repo.update(placeId, { indexed_at: clock.now() })], { key: `drive-indexed:${placeId}` })
    },
  }

  async function moveTo(placeId: PlaceId, root: string): Promise<void> {
    const row = (await repo.all()).find(({ place_id }) => place_id === placeId)
    if (row === undefined || row.folder === root) return
    await commitOrThrow(
      db,
      [repo.updatePlace(placeId, { folder: root }), repo.movePartials(placeId, row.folder, root)],
      CONFLICTS,
    )
    audit.note({ action: 'drive.found', ...told(placeId, SYSTEM, row.name, { path: root }) })
  }
}

function toRecord(row: DriveRow): DriveRecord {
  const { place_id: placeId, name, path, folder: root } = row
  const identity = row.identity === null ? null : driveIdentitySchema.safeParse(JSON.parse(row.identity))
  return { placeId, name, path, root, identity: identity?.success ? identity.data : null }
}

/** A drive has an address like a room's. @throws VaultError `invalid_name`, `room_name_reserved` */
function checkName(raw: string): { name: string; slug: string } {
  const checked = checkRoomName(raw)
  if (checked.kind === 'ok') return { name: checked.name, slug: checked.slug }
  if (checked.reason === 'reserved_slug') throw new VaultError('room_name_reserved', { details: { name: raw } })
  throw new VaultError('invalid_name', { details: { reason: checked.reason } })
}
