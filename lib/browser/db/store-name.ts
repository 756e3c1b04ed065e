import type { SessionView } from '#lib/contracts/http/system.ts'

/** The database of one person on this device: signing in as somebody else never shows the transfers of another. */
export function storeNameOf(principal: SessionView['principal']): string {
  switch (principal.kind) {
    case 'account':
      return `hearth-account-${principal.accountId}`
    case 'guest':
      return `hearth-guest-${principal.deviceId}`
    case 'nobody':
      return 'hearth-nobody'
  }
}
