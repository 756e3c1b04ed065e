import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { Doors } from '#server/auth/doors.ts'
import type { Passwords } from '#server/auth/passwords.ts'
import { guarded } from '#server/db/commit-or-throw.ts'
import type { GuardedStep } from '#server/db/unit-of-work.ts'
import type { SessionsService } from '#server/features/sessions/sessions.service.ts'
import type { AccountSecrets, AccountsRepo } from './accounts.repo.ts'

export type CheckedAccount = AccountSecrets

export interface CredentialsService {
  /**
   * Whose name and password these are. A name that nobody has takes the same way as one that somebody has. That an
   * account is switched off is told to whoever knows its password, and to nobody else.
   * @throws VaultError wrong_credentials, account_disabled, locked_out
   */
  check(typed: {
    readonly name: string
    readonly password: string
    readonly address: string
    readonly deviceId: DeviceId | null
  }): Promise<CheckedAccount>
  /** For the unit of work that lets somebody in: the password may change while it is looked at. */
  stillValid(account: CheckedAccount): GuardedStep
}

const SIGN_IN_DOOR = 'sign-in'

export function createCredentialsService(deps: {
  repo: AccountsRepo
  doors: Doors
  passwords: Passwords
  sessions: Pick<SessionsService, 'isKnownDevice'>
}): CredentialsService {
  const { repo, doors, passwords, sessions } = deps
  return {
    async check({ name, password, address, deviceId }) {
      const key = nameKey(name.trim())
      const isKnown = deviceId !== null && (await sessions.isKnownDevice(deviceId, key))
      const knock = {
        door: SIGN_IN_DOOR,
        address,
        knownDeviceId: isKnown ? deviceId : null,
        accountName: key,
      }
      const look = async () => {
        const account = await repo.findByNameKey(key)
        const matches = await passwords.verify(account?.passwordHash ?? null, password)
        return matches ? account : null
      }
      const account = await doors.knock(knock, look, 'wrong_credentials')
      if (account.disabled) throw new VaultError('account_disabled')
      return account
    },
    stillValid: (account) => guarded(repo.stillValid(account), 'rows', 'wrong_credentials'),
  }
}
