import type { AccountView, ListedAccount } from '#lib/contracts/http/people.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, SessionId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { Role } from '#lib/core/permissions/actors-and-targets.ts'
import type { Doer } from '#server/auth/doer.ts'
import type { Doors } from '#server/auth/doors.ts'
import type { Passwords } from '#server/auth/passwords.ts'
import type { SteadyTime } from '#server/auth/steady-time.ts'
import type { Bus } from '#server/bus.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import type { PersonalRoomsService } from '#server/features/rooms/personal-rooms.service.ts'
import type { SessionsService } from '#server/features/sessions/sessions.service.ts'
import type { AccountsRepo } from './accounts.repo.ts'

export interface NewAccount {
  readonly name: string
  readonly password: string
  readonly role: Role
  readonly quotaBytes: number | null
}
export type AccountPatch = { readonly [Key in keyof NewAccount]?: NewAccount[Key] | undefined } & {
  readonly disabled?: boolean | undefined
}

export interface PasswordChange {
  readonly accountId: AccountId
  /** The one that goes on; all others end. */
  readonly sessionId: SessionId
  readonly current: string
  readonly next: string
  readonly address: string
}

export interface AccountsService {
  list(): Promise<AccountView[]>
  listWithCounts(): Promise<ListedAccount[]>
  /** @throws VaultError account_exists */
  create(account: NewAccount, doer: Doer): Promise<AccountView>
  /** Of two who come at once, one is let in. @throws VaultError setup_done when there is an admin */
  createFirstAdmin(account: Pick<NewAccount, 'name' | 'password'>, doer: Doer): Promise<AccountView>
  /** @param keep the session of whoever changes it @throws VaultError not_found, account_exists, last_admin */
  change(id: AccountId, patch: AccountPatch, doer: Doer, keep: SessionId | null): Promise<AccountView>
  /** @throws VaultError wrong_credentials, locked_out */
  changeOwnPassword(change: PasswordChange): Promise<void>
  hasAdmin(): Promise<boolean>
}

export interface AccountsDeps {
  readonly db: Database
  readonly clock: Clock
  readonly time: SteadyTime
  readonly bus: Bus
  readonly audit: AuditService
  readonly repo: AccountsRepo
  readonly doors: Doors
  readonly passwords: Passwords
  readonly sessions: SessionsService
  readonly personalRooms: PersonalRoomsService
}

const ACCOUNT_CONFLICTS = { 'accounts.name_key': 'account_exists' } as const

export function createAccountsService(deps: AccountsDeps): AccountsService {
  const { db, time, bus, audit, repo, passwords, sessions } = deps

  async function view(id: AccountId): Promise<AccountView> {
    const account = await repo.findView(id)
    if (account === null) throw new VaultError('not_found')
    return account
  }

  async function passwordColumns(password: string | undefined) {
    if (password === undefined) return {}
    return { password_hash: await passwords.hash(password), password_changed_at: time() }
  }

  async function insert(account: NewAccount, doer: Doer, before: readonly Step[]): Promise<AccountView> {
    const id = newId<AccountId>(deps.clock)
    const name = account.name.trim().normalize('NFC')
    const row = {
      ...{ id, name, name_key: nameKey(name), role: account.role, quota_bytes: account.quotaBytes },
      ...{ password_hash: await passwords.hash(account.password), password_changed_at: time() },
      ...{ created_at: time(), deleted_at: null },
    }
    const told = { name, role: account.role }
    await deps.personalRooms.create({ id, name }, async (steps) => {
      await commitOrThrow(
        db,
        [
          ...before,
          repo.insert(row),
          ...steps,
          audit.step({ doer, action: 'account.created', target: { kind: 'account', id }, details: told }),
        ],
        ACCOUNT_CONFLICTS,
      )
    })
    return view(id)
  }

  return {
    list: () => repo.list(),
    async listWithCounts() {
      const [accounts, counts] = await Promise.all([repo.list(), repo.countEntries()])
      return accounts.map((account) => ({ ...account, entryCount: counts.get(account.id) ?? 0 }))
    },
    hasAdmin: () => repo.hasAdmin(),

    create: (account, doer) => insert(account, doer, []),
    createFirstAdmin: (account, doer) =>
      insert({ ...account, role: 'admin', quotaBytes: null }, doer, [
        guarded(repo.anyAdmin(), 'no-rows', 'setup_done'),
        audit.step({ doer, action: 'vault.set_up', target: { kind: 'vault', id: null } }),
      ]),

    async change(id, patch, doer, keep) {
      const name = patch.name?.trim().normalize('NFC')
      const columns = {
        ...(name === undefined ? {} : { name, name_key: nameKey(name) }),
        ...(patch.role === undefined ? {} : { role: patch.role }),
        ...(patch.quotaBytes === undefined ? {} : { quota_bytes: patch.quotaBytes }),
        ...(patch.disabled === undefined ? {} : { disabled: patch.disabled ? (1 as const) : (0 as const) }),
        ...(await passwordColumns(patch.password)),
      }
      if (Object.keys(columns).length === 0) return view(id)
      const endsSessions = patch.password !== undefined || patch.disabled === true
      const changed = Object.entries(patch).flatMap(([key, value]) => (value === undefined ? [] : [key]))
      const details = { changed, ...(patch.role === undefined ? {} : { role: patch.role }) }
      const results = await commitOrThrow(
        db,
        [
          guarded(repo.update(id, columns), { changes: 1 }, 'not_found'),
          // Two admins who demote each other at once: the second unit sees what the first one did.
          guarded(repo.activeAdmins(), 'rows', 'last_admin'),
          audit.step({ doer, action: 'account.changed', target: { kind: 'account', id }, details }),
          ...(endsSessions ? [sessions.planEndAll(id, patch.disabled === true ? null : keep)] : []),
        ],
        ACCOUNT_CONFLICTS,
      )
      bus.emit('account.changed', { accountId: id })
      if (endsSessions) sessions.announceEnded(results.at(-1))
      if (name !== undefined) await deps.personalRooms.follow({ id, name })
      return view(id)
    },

    async changeOwnPassword({ accountId, sessionId, current, next, address }) {
      const account = await repo.find(accountId)
      if (account === null) throw new VaultError('session_ended')
      const look = async () => ((await passwords.verify(account.passwordHash, current)) ? true : null)
      const knock = { door: `own-password:${accountId}`, address, knownDeviceId: null }
      await deps.doors.knock(knock, look, 'wrong_credentials')
      const columns = await passwordColumns(next)
      const doer: Doer = { kind: 'account', id: accountId, address }
      const results = await commitOrThrow(db, [
        guarded(repo.stillValid(account), 'rows', 'wrong_credentials'),
        repo.update(accountId, columns),
        audit.step({ doer, action: 'account.password_changed', target: { kind: 'account', id: accountId } }),
        sessions.planEndAll(accountId, sessionId),
      ])
      sessions.announceEnded(results.at(-1))
    },
  }
}
