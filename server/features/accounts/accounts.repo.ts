import type { AccountView } from '#lib/contracts/http/people.ts'
import type { AccountId } from '#lib/core/ids/ids.ts'
import type { Role } from '#lib/core/permissions/actors-and-targets.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow, RowPatch } from '#server/db/schema.ts'

/** An account as the doors see it. */
export interface AccountSecrets {
  readonly id: AccountId
  readonly name: string
  readonly role: Role
  readonly disabled: boolean
  readonly passwordHash: string
}

export function createAccountsRepo(db: Database) {
  const { build } = db
  const live = build.selectFrom('accounts').where('accounts.deleted_at', 'is', null)

  const views = live
    .select((row) => [
      ...(['accounts.id', 'accounts.name', 'accounts.role', 'accounts.disabled'] as const),
      ...(['accounts.quota_bytes as quotaBytes', 'accounts.created_at as createdAt'] as const),
      row
        .selectFrom('usage_totals')
        .whereRef('usage_totals.owner_id', '=', 'accounts.id')
        .where('usage_totals.owner_kind', '=', 'account')
        .select((usage) => usage.fn.coalesce(usage.fn.sum<number>('usage_totals.size_bytes'), usage.lit(0)).as('sum'))
        .as('usedBytes'),
      row
        .selectFrom('sessions')
        .whereRef('sessions.account_id', '=', 'accounts.id')
        .select((session) => session.fn.max('sessions.last_seen_at').as('max'))
        .as('lastSeenAt'),
    ])
    .orderBy('accounts.created_at')
    .orderBy('accounts.id')

  const secrets = live.select(['id', 'name', 'role', 'disabled', 'password_hash as passwordHash'])

  return {
    async list(): Promise<AccountView[]> {
      const rows = await db.read(views)
      return rows.map((row) => ({ ...row, disabled: row.disabled === 1, usedBytes: row.usedBytes ?? 0 }))
    },

    /** Along one index, apart from the views: names are looked up often, counts only by an admin. */
    async countEntries(): Promise<ReadonlyMap<string, number>> {
      const rows = await db.read(
        build
          .selectFrom('entries')
          .select((row) => ['uploader_id', row.fn.countAll<number>().as('count')])
          .where('uploader_id', 'is not', null)
          .groupBy('uploader_id'),
      )
      return new Map(rows.map((row) => [row.uploader_id ?? '', row.count]))
    },

    async findView(id: AccountId): Promise<AccountView | null> {
      const row = await db.readOne(views.where('accounts.id', '=', id))
      return row === null ? null : { ...row, disabled: row.disabled === 1, usedBytes: row.usedBytes ?? 0 }
    },

    async findByNameKey(key: string): Promise<AccountSecrets | null> {
      const row = await db.readOne(secrets.where('name_key', '=', key))
      return row === null ? null : { ...row, disabled: row.disabled === 1 }
    },

    async find(id: AccountId): Promise<AccountSecrets | null> {
      const row = await db.readOne(secrets.where('id', '=', id))
      return row === null ? null : { ...row, disabled: row.disabled === 1 }
    },

    insert: (row: NewRow<'accounts'>): Query => build.insertInto('accounts').values(row),

    /** One change when the account is there and not deleted. */
    update: (id: AccountId, patch: RowPatch<'accounts'>): Query =>
      build.updateTable('accounts').set(patch).where('id', '=', id).where('deleted_at', 'is', null),

    leaveRooms: (id: AccountId): Query => build.deleteFrom('place_members').where('account_id', '=', id),

    /** Rows while somebody can administer the vault: the guard behind "the last admin must stay". */
    activeAdmins: (): Query =>
      live.where('role', '=', 'admin').where('disabled', '=', 0).select('accounts.id').limit(1),

    /** Rows when there is any admin: the guard behind "set up once". */
    anyAdmin: (): Query => live.where('role', '=', 'admin').select('accounts.id').limit(1),

    async hasAdmin(): Promise<boolean> {
      return (await db.readOne(live.where('role', '=', 'admin').select('accounts.id').limit(1))) !== null
    },

    /** Rows while name and password are still what was checked, and the account may sign in. */
    stillValid: (account: AccountSecrets): Query =>
      live
        .where('id', '=', account.id)
        .where('password_hash', '=', account.passwordHash)
        .where('disabled', '=', 0)
        .select('id'),
  }
}

export type AccountsRepo = ReturnType<typeof createAccountsRepo>
