import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import {
  type LockoutPolicy,
  type LockoutState,
  lockoutKey,
  recordFailure,
  recordSuccess,
  secondsLeft,
  slowdownMs,
} from '#lib/core/lockout/lockout.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { Database } from '#server/db/database.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { createKeyedLock } from './keyed-lock.ts'
import { createLockoutsRepo } from './lockouts.repo.ts'
import { digestOf } from './secrets.ts'
import type { SteadyTime } from './steady-time.ts'

/** Somebody in front of a door that asks for a password or code. */
export interface Knock {
  /** Such as `sign-in` or `room:<id>`. */
  readonly door: string
  readonly address: string
  /** A device that was let in here before; it counts for itself. */
  readonly knownDeviceId: DeviceId | null
  /** The name typed at the sign-in door, whether there is such an account or not: it is slowed, never locked. */
  readonly accountName?: string
}

export interface Doors {
  /**
   * Looks at what was typed, one look at a time per door and client, so that guesses sent together count one by one.
   * @param check null when it was wrong
   * @throws VaultError `locked_out` with `retryAfterSeconds`, before anything is looked at; else the code of `wrong`,
   * with `retryAfterSeconds` too when it was the one that locked the door
   */
  knock<T>(knock: Knock, check: () => Promise<T | null>, wrong: ErrorCode): Promise<T>
}

export interface DoorsDeps {
  readonly db: Database
  readonly time: SteadyTime
  readonly audit: AuditService
  readonly policy: LockoutPolicy
  /** Whether an address lies in a network of one of our own interfaces. */
  readonly isOnLink: (address: string) => boolean
  readonly wait: (ms: number) => Promise<void>
  /** Told of every knock; never of what was typed. */
  readonly onKnock?: OnKnock | undefined
}

export type OnKnock = (knock: Pick<Knock, 'door' | 'address'>, outcome: 'opened' | 'wrong' | 'locked') => void

const NEVER_LOCKS: LockoutPolicy = { attempts: Number.POSITIVE_INFINITY, lockMs: 0 }

export function createDoors(deps: DoorsDeps): Doors {
  const repo = createLockoutsRepo(deps.db)
  const lock = createKeyedLock()

  /** @returns the seconds for which the door is locked now, 0 when it is not */
  async function fail(key: string, state: LockoutState | null, slowKey: string | null, knock: Knock): Promise<number> {
    const counted = recordFailure(state, deps.time(), deps.policy)
    await repo.put(key, counted)
    if (slowKey !== null) await slowDown(slowKey)
    if (counted.lockedUntilMs === null) return 0
    deps.audit.note({
      doer: { kind: 'device', id: knock.knownDeviceId, address: knock.address },
      action: 'door.locked',
      target: { kind: 'door', id: knock.door },
    })
    return secondsLeft(counted, deps.time())
  }

  /** Guesses at one account come from many addresses: each must add to the count that another just wrote. */
  const slowDown = (slowKey: string): Promise<void> =>
    lock.run(slowKey, async () => {
      await repo.put(slowKey, recordFailure(await repo.find(slowKey), deps.time(), NEVER_LOCKS))
    })

  return {
    knock(knock, check, wrong) {
      const key = lockoutKey(knock.door, { ...knock, onLink: deps.isOnLink(knock.address) })
      const slowKey = knock.accountName === undefined ? null : accountKey(knock.accountName)
      return lock.run(key, async () => {
        const state = await repo.find(key)
        const retryAfterSeconds = secondsLeft(state, deps.time())
        if (retryAfterSeconds > 0) {
          deps.onKnock?.(knock, 'locked')
          throw new VaultError('locked_out', { details: { retryAfterSeconds } })
        }
        const slow = slowKey === null ? null : await repo.find(slowKey)
        // The person's own device goes on at full speed while a stranger guesses elsewhere.
        if (slow !== null && knock.knownDeviceId === null) await deps.wait(slowdownMs(slow.failures))
        const found = await check()
        deps.onKnock?.(knock, found === null ? 'wrong' : 'opened')
        if (found === null) {
          const lockedForSeconds = await fail(key, state, slowKey, knock)
          throw new VaultError(wrong, lockedForSeconds > 0 ? { details: { retryAfterSeconds: lockedForSeconds } } : {})
        }
        if (state !== null) await repo.put(key, recordSuccess(state))
        if (slow !== null && slowKey !== null) await repo.put(slowKey, recordSuccess(slow))
        return found
      })
    },
  }
}

/** A digest, for what people type into the field of the name is now and then their password. */
function accountKey(name: string): string {
  return `account ${digestOf(nameKey(name)).slice(0, 32)}`
}
