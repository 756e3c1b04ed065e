import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Doer } from '#server/auth/doer.ts'
import type { SteadyTime } from '#server/auth/steady-time.ts'
import type { Bus } from '#server/bus.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import type { PersonalRoomsService } from '#server/features/rooms/personal-rooms.service.ts'
import type { PlacesService } from '#server/features/rooms/places.service.ts'
import type { SessionsService } from '#server/features/sessions/sessions.service.ts'
import type { AccountSecrets, AccountsRepo } from './accounts.repo.ts'

/**
 * What becomes of the private room: a room that only admins enter, or a folder in the private room of somebody else.
 */
export type FilesAfter = { readonly kind: 'stay' } | { readonly kind: 'transfer'; readonly to: AccountId }

/**
 * Moves everything in one place into a new folder at the root of another; done again after a failure, it goes on where
 * it stopped.
 */
export type TransferPersonal = (from: PlaceId, to: PlaceId, folderName: string) => Promise<void>

export interface AccountRemovalService {
  /** Ends the sessions, tokens and links of the account too. @throws VaultError not_found, last_admin */
  remove(id: AccountId, files: FilesAfter, doer: Doer): Promise<void>
}

export interface AccountRemovalDeps {
  readonly db: Database
  readonly time: SteadyTime
  readonly bus: Bus
  readonly audit: AuditService
  readonly repo: AccountsRepo
  readonly sessions: SessionsService
  readonly places: PlacesService
  readonly personalRooms: PersonalRoomsService
  readonly transferPersonal: TransferPersonal
}

export function createAccountRemovalService(deps: AccountRemovalDeps): AccountRemovalService {
  const { db, time, bus, audit, repo, sessions, places, personalRooms } = deps

  const requirePersonal = async (id: AccountId): Promise<PlaceId> => {
    const place = await places.findPersonal(id)
    if (place === null) throw new VaultError('not_found')
    return place.facts.id
  }

  /** Nobody adds files to a room that is being emptied: the account is shut first, and stays shut if that fails. */
  async function transfer(account: AccountSecrets, to: AccountId): Promise<void> {
    const source = await requirePersonal(account.id)
    if (to === account.id || (await repo.find(to)) === null) throw new VaultError('not_found')
    const target = await requirePersonal(to)
    const results = await commitOrThrow(db, [
      guarded(repo.update(account.id, { disabled: 1 }), { changes: 1 }, 'not_found'),
      guarded(repo.activeAdmins(), 'rows', 'last_admin'),
      sessions.planEndAll(account.id, null),
    ])
    bus.emit('account.changed', { accountId: account.id })
    sessions.announceEnded(results.at(-1))
    await deps.transferPersonal(source, target, account.name)
  }

  /** One unit of work, which the fate of the private room joins. */
  async function commitRemoval(id: AccountId, steps: readonly Step[], entry: Step): Promise<void> {
    const results = await commitOrThrow(db, [
      sessions.planEndAll(id, null),
      guarded(repo.update(id, { deleted_at: time() }), { changes: 1 }, 'not_found'),
      guarded(repo.activeAdmins(), 'rows', 'last_admin'),
      repo.leaveRooms(id),
      ...steps,
      entry,
    ])
    sessions.announceEnded(results[0])
    bus.emit('account.changed', { accountId: id })
  }

  return {
    async remove(id, files, doer) {
      const account = await repo.find(id)
      if (account === null) throw new VaultError('not_found')
      if (files.kind === 'transfer') await transfer(account, files.to)
      const details = { name: account.name, files: files.kind, ...(files.kind === 'transfer' ? { to: files.to } : {}) }
      const entry = audit.step({ doer, action: 'account.deleted', target: { kind: 'account', id }, details })
      const commitWith = (steps: readonly Step[]) => commitRemoval(id, steps, entry)
      if (files.kind === 'transfer') await personalRooms.remove(account, commitWith)
      else await personalRooms.turnIntoRoom(account, commitWith)
    },
  }
}
