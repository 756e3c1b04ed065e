import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, DeviceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Doer } from '#server/auth/doer.ts'
import { LoadingCache } from '#server/auth/loading-cache.ts'
import type { SteadyTime } from '#server/auth/steady-time.ts'
import type { Bus } from '#server/bus.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import { requireCommitted, type Step, type StepResult } from '#server/db/unit-of-work.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { createSessionsRepo, type ListedSession, type LiveSession } from './sessions.repo.ts'

export type { ListedSession, LiveSession }

const DAY_MS = 86_400_000
/** A session lives on for this long after it was last used. */
export const SESSION_IDLE_MS = 7 * DAY_MS
/** The row is read again after this long, whatever the bus said. */
const RECHECK_MS = 15 * 60_000
const TOUCH_EVERY_MS = 60_000
const MAX_CACHED = 5_000

export interface NewSession {
  readonly kind: 'browser' | 'program'
  readonly accountId: AccountId
  /** Browser or program, as it named itself. */
  readonly label: string
  readonly address: string
  readonly deviceId: DeviceId | null
}

export interface SessionsService {
  /** A new session as a step of the unit of work that lets somebody in. */
  plan(session: NewSession): { id: SessionId; expiresAt: number; steps: Step[] }
  /** A session that counts now, from memory if it was read a short while ago; null when it ended in whatever way. */
  find(id: SessionId): Promise<LiveSession | null>
  /** Notes that it was used, at most once a minute; a browser's then lives on for another week. Never waits. */
  touch(session: LiveSession): void
  list(accountId: AccountId | null): Promise<ListedSession[]>
  /** @throws VaultError not_found when there is no such session, or not of `accountId` */
  end(id: SessionId, doer: Doer, accountId?: AccountId): Promise<void>
  /** @returns how many ended */
  endAll(accountId: AccountId, keep: SessionId | null, doer: Doer): Promise<number>
  /** Ends sessions in a unit of work of another feature; hand the result of this very step to `announceEnded`. */
  planEndAll(accountId: AccountId, keep: SessionId | null): Query
  planEnd(id: SessionId): Query
  /** Another week for a session that counts: one change, or none when it does not. */
  planProlong(id: SessionId): Query
  announceEnded(result: StepResult | undefined): number
  isKnownDevice(deviceId: DeviceId, accountNameKey: string): Promise<boolean>
}

export interface SessionsDeps {
  readonly db: Database
  readonly clock: Clock
  readonly time: SteadyTime
  readonly bus: Bus
  readonly audit: AuditService
}

export function createSessionsService(deps: SessionsDeps): SessionsService {
  const { db, clock, time, bus, audit } = deps
  const repo = createSessionsRepo(db)
  const cache = new LoadingCache<LiveSession>({ maxEntries: MAX_CACHED, monotonic: clock.monotonic })
  const touchedAt = new Map<SessionId, number>()
  bus.on('session.ended', ({ sessionId }) => {
    touchedAt.delete(sessionId)
    cache.forget((session) => session.id === sessionId)
  })
  bus.on('account.changed', ({ accountId }) => cache.forget((session) => session.accountId === accountId))

  function announceEnded(result: StepResult | undefined): number {
    // Rows of the `returning` of `revoke`.
    const rows = (result?.rows ?? []) as { id: SessionId; account_id: AccountId }[]
    for (const row of rows) bus.emit('session.ended', { sessionId: row.id, accountId: row.account_id })
    return rows.length
  }

  return {
    plan(session) {
      const id = newId<SessionId>(clock)
      const now = time()
      const expiresAt = now + SESSION_IDLE_MS
      const row = {
        id,
        account_id: session.accountId,
        kind: session.kind,
        label: session.label.slice(0, 200),
        address: session.address,
        device_id: session.deviceId,
        created_at: now,
        last_seen_at: now,
        expires_at: expiresAt,
        revoked_at: null,
      }
      return { id, expiresAt, steps: [repo.insert(row)] }
    },

    find: (id) =>
      cache.get(id, async () => {
        const session = await repo.find(id, time())
        if (session === null) return null
        return { value: session, ttlMs: Math.min(RECHECK_MS, session.expiresAt - time()) }
      }),

    touch(session) {
      const now = clock.monotonic()
      if (now - (touchedAt.get(session.id) ?? Number.NEGATIVE_INFINITY) < TOUCH_EVERY_MS) return
      if (touchedAt.size > MAX_CACHED) touchedAt.clear()
      touchedAt.set(session.id, now)
      // A program's session is prolonged by its refresh token alone.
      const expiresAt = session.kind === 'browser' ? time() + SESSION_IDLE_MS : null
      db.commitLater([repo.touch(session.id, time(), expiresAt)], { key: `session ${session.id}` })
    },

    list: (accountId) => repo.list(time(), accountId),

    async end(id, doer, accountId) {
      const of = accountId === undefined ? { sessionId: id } : { sessionId: id, accountId }
      const [revoked] = await commitOrThrow(db, [
        { query: repo.revoke(of, time()), expect: 'rows', otherwise: 'not_found' },
        audit.step({ doer, action: 'session.ended', target: { kind: 'session', id } }),
      ])
      announceEnded(revoked)
    },

    async endAll(accountId, keep, doer) {
      const results = requireCommitted(
        await db.commit([
          repo.revoke({ accountId, keep }, time()),
          audit.step({ doer, action: 'sessions.ended_all', target: { kind: 'account', id: accountId } }),
        ]),
      )
      return announceEnded(results[0])
    },

    planEndAll: (accountId, keep) => repo.revoke({ accountId, keep }, time()),
    planEnd: (id) => repo.revoke({ sessionId: id }, time()),
    planProlong: (id) => repo.prolong(id, time(), time() + SESSION_IDLE_MS),
    announceEnded,
    isKnownDevice: (deviceId, accountNameKey) => repo.isKnownDevice(deviceId, accountNameKey),
  }
}

/** What an identity without a session is told when it needs one. @throws VaultError not_signed_in */
export function requireSession(id: SessionId | null): SessionId {
  if (id === null) throw new VaultError('not_signed_in')
  return id
}
