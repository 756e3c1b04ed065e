import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, DeviceId, PlaceId } from '#lib/core/ids/ids.ts'
import { newDevice, rememberDevice } from '#server/auth/devices.ts'
import type { Doer } from '#server/auth/doer.ts'
import type { Doors } from '#server/auth/doors.ts'
import { LoadingCache } from '#server/auth/loading-cache.ts'
import type { Passwords } from '#server/auth/passwords.ts'
import { digestOf, newSecret } from '#server/auth/secrets.ts'
import type { SteadyTime } from '#server/auth/steady-time.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { SecretHash } from '#server/db/tables/column-types.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { createGrantsRepo, type LiveGrant } from './grants.repo.ts'
import type { PlacesService } from './places.service.ts'
import type { RoomsRepo } from './rooms.repo.ts'

export type { LiveGrant }

export interface UnlockRequest {
  readonly placeId: PlaceId
  readonly password: string
  readonly address: string
  /** The device that asks; null gets a new one. */
  readonly deviceId: DeviceId | null
  /** Who is signed in on it, if anybody. */
  readonly accountId: AccountId | null
  /** Browser or program, as it named itself. */
  readonly label: string
}

export interface Unlocked {
  /** Opens the room until then; null when its door asks for nothing. */
  readonly secret: string | null
  /** Milliseconds since 1970. */
  readonly until: number
  /** Of a device that was made for it: its cookie is to be set. */
  readonly newDeviceSecret: string | null
}

/** Rooms that were opened by their password, for a while. */
export interface GrantsService {
  /** @throws VaultError not_found, wrong_password, locked_out */
  unlock(request: UnlockRequest): Promise<Unlocked>
  /** Gives the grants of a device back. */
  leave(placeId: PlaceId, deviceId: DeviceId): Promise<void>
  /** A grant that counts now; null when it ended in whatever way. */
  find(hash: SecretHash): Promise<LiveGrant | null>
}

export interface GrantsDeps {
  readonly db: Database
  readonly clock: Clock
  readonly time: SteadyTime
  readonly bus: Bus
  readonly audit: AuditService
  readonly doors: Doors
  readonly passwords: Passwords
  readonly places: PlacesService
  readonly rooms: RoomsRepo
  readonly grantMs: number
}

const RECHECK_MS = 15 * 60_000

export function createGrantsService(deps: GrantsDeps): GrantsService {
  const { db, time, bus, places } = deps
  const repo = createGrantsRepo(db)
  const cache = new LoadingCache<LiveGrant>({ maxEntries: 5_000, monotonic: deps.clock.monotonic })
  bus.on('grant.ended', ({ placeId, deviceId }) =>
    cache.forget((grant) => grant.placeId === placeId && (deviceId === null || grant.deviceId === deviceId)),
  )

  return {
    async unlock(request) {
      const { placeId, deviceId, accountId, address } = request
      const place = await places.find(placeId)
      if (place === null) throw new VaultError('not_found')
      const until = time() + deps.grantMs
      if (place.facts.access !== 'password') return { secret: null, until, newDeviceSecret: null }
      const isKnown = deviceId !== null && (await repo.isKnownDevice(placeId, deviceId))
      const knock = {
        door: `room:${placeId}`,
        address,
        knownDeviceId: isKnown ? deviceId : null,
      }
      const check = async () => ((await deps.passwords.verify(place.passwordHash, request.password)) ? true : null)
      await deps.doors.knock(knock, check, 'wrong_password')
      const made = deviceId === null ? newDevice() : null
      const device = made?.id ?? deviceId
      // One of the two is there; this says so to the compiler.
      if (device === null) throw new VaultError('internal')
      const secret = newSecret('grant')
      const doer: Doer =
        accountId === null ? { kind: 'device', id: device, address } : { kind: 'account', id: accountId, address }
      await commitOrThrow(db, [
        // The password may have changed while this one was looked at.
        guarded(repo.stillOpens(placeId, place.passwordVersion), 'rows', 'wrong_password'),
        rememberDevice(db, { id: device, label: request.label, now: time() }),
        repo.insert({
          ...{ hash: digestOf(secret), place_id: placeId, device_id: device, created_at: time(), expires_at: until },
          ...{ password_version: place.passwordVersion, revoked_at: null },
        }),
        deps.audit.step({ doer, action: 'room.unlocked', target: { kind: 'place', id: placeId } }),
      ])
      bus.emit('grant.made', { placeId, deviceId: device })
      return { secret, until, newDeviceSecret: made?.secret ?? null }
    },

    async leave(placeId, deviceId) {
      await commitOrThrow(db, [deps.rooms.revokeGrants(placeId, deviceId, time())])
      bus.emit('grant.ended', { placeId, deviceId })
    },

    find: (hash) =>
      cache.get(hash, async () => {
        const grant = await repo.find(hash, time())
        return grant === null ? null : { value: grant, ttlMs: Math.min(RECHECK_MS, grant.until - time()) }
      }),
  }
}
