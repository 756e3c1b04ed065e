import type { z } from 'zod'
import { accountNameSchema, newPasswordSchema } from '#lib/contracts/http/common.ts'
import type { setupBodySchema } from '#lib/contracts/http/system.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId } from '#lib/core/ids/ids.ts'
import { type Doer, SYSTEM } from '#server/auth/doer.ts'
import type { Doors } from '#server/auth/doors.ts'
import type { Passwords } from '#server/auth/passwords.ts'
import type { AccountsService } from '#server/features/accounts/accounts.service.ts'
import type { PlacesService } from '#server/features/rooms/places.service.ts'
import { MAIN, type RoomsService } from '#server/features/rooms/rooms.service.ts'
import { isSetupCode } from './setup-code.ts'

export type SetupBody = z.output<typeof setupBodySchema>

/** The way from an empty vault to its first admin, open once. */
export interface SetupService {
  /** Asked at every request of the set-up page: in memory. */
  isNeeded(): boolean
  /** @throws VaultError setup_done, wrong_setup_code, locked_out */
  run(body: SetupBody, address: string): Promise<{ accountId: AccountId }>
  /**
   * For a start without a person. @returns false when there is an admin already, whose password is then left alone
   * @throws ZodError for a name or password that set-up would not take
   */
  runUnattended(admin: { readonly name: string; readonly password: string }): Promise<boolean>
}

export interface SetupDeps {
  /** From the console; null when nobody may set up from the page. */
  readonly code: string | null
  readonly accounts: AccountsService
  readonly rooms: RoomsService
  readonly places: PlacesService
  readonly doors: Doors
  readonly passwords: Passwords
}

const SETUP_DOOR = 'setup'

export async function openSetupService(deps: SetupDeps): Promise<SetupService> {
  const { accounts, rooms, places, doors } = deps
  let isNeeded = !(await accounts.hasAdmin())

  async function createAdmin(name: string, password: string, doer: Doer): Promise<AccountId> {
    const { id } = await accounts.createFirstAdmin({ name, password }, doer)
    isNeeded = false
    return id as AccountId // the view of the account that was just made
  }

  async function openMain(body: SetupBody): Promise<void> {
    const main = await places.find(MAIN)
    if (main === null || body.mainAccess === 'accounts') return
    const hash = body.mainPassword === undefined ? undefined : await deps.passwords.hash(body.mainPassword)
    await rooms.change(main.facts.id, { access: body.mainAccess, passwordHash: hash }, SYSTEM)
  }

  return {
    isNeeded: () => isNeeded,

    async run(body, address) {
      if (!isNeeded) throw new VaultError('setup_done')
      const { code } = deps
      const look = async () => (code !== null && isSetupCode(body.code, code) ? true : null)
      await doors.knock({ door: SETUP_DOOR, address, knownDeviceId: null }, look, 'wrong_setup_code')
      const accountId = await createAdmin(body.name, body.password, { kind: 'device', id: null, address })
      await openMain(body)
      return { accountId }
    },

    async runUnattended(admin) {
      if (!isNeeded) return false
      await createAdmin(accountNameSchema.parse(admin.name), newPasswordSchema.parse(admin.password), SYSTEM)
      return true
    },
  }
}
