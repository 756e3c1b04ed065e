import type { z } from 'zod'
import type { roomSettingsSchema } from '#lib/contracts/http/places.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { type Doer, SYSTEM } from '#server/auth/doer.ts'
import type { SteadyTime } from '#server/auth/steady-time.ts'
import type { Bus } from '#server/bus.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { makeWithFolder } from './new-folder.ts'
import { GLAZES, type Place } from './place.ts'
import type { PlacesService } from './places.service.ts'
import { changedKeys, checkName, type NewRoom, type RoomPatch, requirePassword, toColumns } from './room-fields.ts'
import type { RoomFolders } from './room-folders.ts'
import type { IntentLog, RoomIntents } from './room-intents.ts'
import type { RoomsRepo } from './rooms.repo.ts'

export type { NewRoom, RoomPatch }
export type RoomSettings = z.output<typeof roomSettingsSchema>

export interface RoomsService {
  /** @throws VaultError invalid_name, room_name_reserved, room_exists, invalid_input, disk_full */
  create(room: NewRoom, doer: Doer): Promise<PlaceId>
  /** A new password, or another kind of door, ends all grants at once. @throws VaultError as `create`, not_found */
  change(placeId: PlaceId, patch: RoomPatch, doer: Doer): Promise<void>
  /**
   * The room is gone when this resolves; its bytes follow in the background.
   * @throws VaultError not_found, confirmation_needed unless `confirm` is its name
   */
  remove(placeId: PlaceId, confirm: string, doer: Doer): Promise<void>
  /** @throws VaultError not_found */
  settings(placeId: PlaceId): Promise<RoomSettings>
  /** A vault without any room gets `main`, for signed-in people. */
  ensureMain(): Promise<void>
}

export interface RoomsDeps {
  readonly db: Database
  readonly clock: Clock
  readonly time: SteadyTime
  readonly bus: Bus
  readonly audit: AuditService
  readonly repo: RoomsRepo
  readonly places: PlacesService
  readonly folders: RoomFolders
  readonly intents: IntentLog & RoomIntents
  /** Runs while no room is made, renamed or deleted. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  /** Runs while nobody reads or writes below the place's folder by name. */
  readonly holdPlace: <T>(placeId: PlaceId, work: () => Promise<T>) => Promise<T>
}

export const MAIN = 'main'
const ROOM_CONFLICTS = { 'places.slug': 'room_exists', foreign_key: 'invalid_input' } as const

export function createRoomsService(deps: RoomsDeps): RoomsService {
  const { db, clock, time, bus, audit, repo, places, folders, intents, alone } = deps

  async function findRoom(placeId: PlaceId): Promise<Place> {
    const place = await places.find(placeId)
    if (place === null || place.facts.kind !== 'room') throw new VaultError('not_found')
    return place
  }

  const takenFolders = async () => (await places.all()).map((place) => place.folder)

  /** The folder follows the name: "Films" may become "Films_v2" when a folder of that name is there. */
  async function folderFor(newName: string | null, { name, folder }: Place): Promise<string> {
    if (newName === null || newName === name) return folder
    return folders.freshName(newName, await takenFolders(), folder)
  }

  const membersSteps = (placeId: PlaceId, memberIds: readonly AccountId[] | undefined): Step[] => {
    if (memberIds === undefined) return []
    const gone = memberIds.length === 0 ? [] : [guarded(repo.deletedAmong(memberIds), 'no-rows', 'invalid_input')]
    return [...gone, ...repo.setMembers(placeId, memberIds)]
  }

  async function create(room: NewRoom, doer: Doer): Promise<PlaceId> {
    const { name, slug } = checkName(room.name)
    requirePassword(room.access, room.passwordHash ?? null)
    return alone(async () => {
      const placeId = newId<PlaceId>(clock)
      const folder = await folders.freshName(name, await takenFolders())
      const glaze = GLAZES[(await places.all()).length % GLAZES.length] ?? 'stone'
      const row = {
        ...{ id: placeId, kind: 'room' as const, slug, name, name_key: nameKey(name), folder, access: room.access },
        ...{ guest_role: 'viewer' as const, glaze, icon: 'home', quota_bytes: null, guest_quota_bytes: null },
        ...{ password_hash: null, owner_id: null, created_at: time(), deleted_at: null },
        ...toColumns(room),
      }
      await makeWithFolder(deps, placeId, folder, (steps) =>
        commitOrThrow(
          db,
          [
            repo.insert(row),
            ...membersSteps(placeId, room.memberIds),
            repo.logChange(placeId, time()),
            audit.step({ doer, action: 'room.created', target: { kind: 'place', id: placeId }, details: { name } }),
            ...steps,
          ],
          ROOM_CONFLICTS,
        ),
      )
      return placeId
    })
  }

  return {
    create,

    change: (placeId, patch, doer) =>
      alone(async () => {
        const place = await findRoom(placeId)
        const { facts } = place
        const access = patch.access ?? facts.access
        requirePassword(access, patch.passwordHash ?? place.passwordHash)
        const named = patch.name === undefined ? null : checkName(patch.name)
        const to = await folderFor(named?.name ?? null, place)
        const endsGrants = patch.passwordHash !== undefined || (facts.access === 'password' && access !== 'password')
        const intentId = newId(clock)
        const move = { from: place.folder, to }
        await commitOrThrow(
          db,
          [
            guarded(
              repo.update(placeId, {
                ...toColumns(patch),
                ...named,
                // Always there: an update without columns is no statement.
                name_key: nameKey(named?.name ?? place.name),
              }),
              { changes: 1 },
              'not_found',
            ),
            ...membersSteps(placeId, patch.memberIds),
            ...(endsGrants ? [repo.bumpPasswordVersion(placeId), repo.revokeGrants(placeId, null, time())] : []),
            ...(move.to === move.from
              ? []
              : [intents.record(intents.rename, { id: intentId, placeId, payload: move })]),
            repo.logChange(placeId, time()),
            audit.step({
              ...{ doer, action: 'room.changed', target: { kind: 'place', id: placeId } },
              details: { name: named?.name ?? place.name, changed: changedKeys(patch) },
            }),
          ],
          ROOM_CONFLICTS,
        )
        bus.emit('place.changed', { placeId })
        if (endsGrants) bus.emit('grant.ended', { placeId, deviceId: null })
        if (move.to === move.from) return
        await deps.holdPlace(placeId, () => intents.rename.replay({ id: intentId, placeId, payload: move }))
      }),

    remove: (placeId, confirm, doer) =>
      alone(async () => {
        const { name, folder } = await findRoom(placeId)
        if (confirm.trim().normalize('NFC') !== name) throw new VaultError('confirmation_needed', { details: { name } })
        const intentId = newId(clock)
        await commitOrThrow(db, [
          guarded(repo.update(placeId, { deleted_at: time() }), { changes: 1 }, 'not_found'),
          repo.revokeGrants(placeId, null, time()),
          repo.logChange(placeId, time()),
          audit.step({ doer, action: 'room.deleted', target: { kind: 'place', id: placeId }, details: { name } }),
          intents.record(intents.delete, { id: intentId, placeId, payload: { folder } }),
        ])
        bus.emit('place.changed', { placeId })
        bus.emit('grant.ended', { placeId, deviceId: null })
        await deps.holdPlace(placeId, () => intents.delete.replay({ id: intentId, placeId, payload: { folder } }))
      }),

    async settings(placeId) {
      const place = await findRoom(placeId)
      const { access, guestRole, readOnly, memberIds } = place.facts
      const { name, glaze, icon, quotaBytes, guestQuotaBytes, viewersShare } = place
      const hasPassword = place.passwordHash !== null
      const room = { name, access, guestRole, readOnly, hasPassword, glaze, icon, quotaBytes, guestQuotaBytes }
      return { ...room, viewersShare, memberIds: [...memberIds] }
    },

    async ensureMain() {
      if (await repo.hasEverHadRooms()) return
      await create({ name: MAIN, access: 'accounts', glaze: 'moss' }, SYSTEM)
    },
  }
}
