import type { AccountId, DeviceId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Role } from '#lib/core/permissions/actors-and-targets.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow } from '#server/db/schema.ts'

/** A session that counts, with what identity needs of its account. */
export interface LiveSession {
  readonly id: SessionId
  readonly kind: 'browser' | 'program'
  readonly expiresAt: number
  readonly accountId: AccountId
  readonly accountName: string
  readonly role: Role
  readonly personalPlaceId: PlaceId
}

export interface ListedSession {
  readonly id: SessionId
  readonly accountId: AccountId
  readonly accountName: string
  readonly kind: 'browser' | 'program'
  readonly label: string
  readonly address: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly expiresAt: number
}

/** Enough for a person to see; nobody has more devices than that. */
const MAX_LISTED = 1000

export function createSessionsRepo(db: Database) {
  const { build } = db
  const live = (now: number) =>
    build
      .selectFrom('sessions')
      .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
      .where('sessions.revoked_at', 'is', null)
      .where('sessions.expires_at', '>', now)
      .where('accounts.deleted_at', 'is', null)
      .where('accounts.disabled', '=', 0)

  return {
    find: (id: SessionId, now: number): Promise<LiveSession | null> =>
      db.readOne(
        live(now)
          .innerJoin('places', (join) =>
            join
              .onRef('places.owner_id', '=', 'accounts.id')
              .on('places.kind', '=', 'personal')
              .on('places.deleted_at', 'is', null),
          )
          .where('sessions.id', '=', id)
          .select([
            'sessions.id',
            'sessions.kind',
            'sessions.expires_at as expiresAt',
            'accounts.id as accountId',
            'accounts.name as accountName',
            'accounts.role',
            'places.id as personalPlaceId',
          ]),
      ),

    list: (now: number, accountId: AccountId | null): Promise<ListedSession[]> =>
      db.read(
        live(now)
          .$if(accountId !== null, (query) => query.where('accounts.id', '=', accountId as AccountId)) // just checked
          .select([
            'sessions.id',
            'accounts.id as accountId',
            'accounts.name as accountName',
            'sessions.kind',
            'sessions.label',
            'sessions.address',
            'sessions.created_at as createdAt',
            'sessions.last_seen_at as lastSeenAt',
            'sessions.expires_at as expiresAt',
          ])
          .orderBy('sessions.last_seen_at', 'desc')
          .limit(MAX_LISTED),
      ),

    insert: (row: NewRow<'sessions'>): Query => build.insertInto('sessions').values(row),

    touch: (id: SessionId, lastSeenAt: number, expiresAt: number | null): Query =>
      build
        .updateTable('sessions')
        .set({ last_seen_at: lastSeenAt, ...(expiresAt === null ? {} : { expires_at: expiresAt }) })
        .where('id', '=', id)
        .where('revoked_at', 'is', null),

    prolong: (id: SessionId, now: number, expiresAt: number): Query =>
      build
        .updateTable('sessions')
        .set({ last_seen_at: now, expires_at: expiresAt })
        .where('id', 'in', live(now).where('sessions.id', '=', id).select('sessions.id')),

    /** Returns `id` and `account_id` of each. @param of a session, or all of an account but one */
    revoke: (
      of: { sessionId: SessionId; accountId?: AccountId } | { accountId: AccountId; keep: SessionId | null },
      now: number,
    ): Query<{ id: SessionId; account_id: AccountId }> => {
      const update = build
        .updateTable('sessions')
        .set({ revoked_at: now })
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .returning(['id', 'account_id'])
      const owned = of.accountId === undefined ? update : update.where('account_id', '=', of.accountId)
      if ('sessionId' in of) return owned.where('id', '=', of.sessionId)
      return of.keep === null ? owned : owned.where('id', '!=', of.keep)
    },

    /** Whether somebody of this name ever signed in on this device. */
    isKnownDevice: async (deviceId: DeviceId, accountNameKey: string): Promise<boolean> => {
      const row = await db.readOne(
        build
          .selectFrom('sessions')
          .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
          .where('sessions.device_id', '=', deviceId)
          .where('accounts.name_key', '=', accountNameKey)
          .where('accounts.deleted_at', 'is', null)
          .select('sessions.id'),
      )
      return row !== null
    },
  }
}
