import type { AccountView } from '#lib/contracts/http/people.ts'

/** What an admin has begun with somebody and must finish in a dialog. */
export interface PersonTask {
  kind: 'rename' | 'reset-password' | 'open-files' | 'delete'
  account: AccountView
}
