import type { AccountId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import type { AccountsService } from './accounts.service.ts'

/** Names for "added by", from memory: every row of a list asks, and they rarely change. */
export interface AccountNames {
  /** '' for an account that is no longer there. */
  nameOf(accountId: AccountId): Promise<string>
}

export function createAccountNames(deps: { accounts: Pick<AccountsService, 'list'>; bus: Bus }): AccountNames {
  let known: Promise<ReadonlyMap<string, string>> | null = null
  deps.bus.on('account.changed', () => {
    known = null
  })

  async function load(): Promise<ReadonlyMap<string, string>> {
    return new Map((await deps.accounts.list()).map(({ id, name }) => [id, name]))
  }

  return {
    async nameOf(accountId) {
      const loading = known ?? load()
      known = loading
      try {
        return (await loading).get(accountId) ?? ''
      } catch (error) {
        known = null
        throw error
      }
    },
  }
}
