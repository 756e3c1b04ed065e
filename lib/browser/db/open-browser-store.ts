import type { SessionView } from '#lib/contracts/http/system.ts'
import type { BrowserStore } from './browser-store.ts'
import { openIdbStore } from './idb-store.ts'
import { createMemoryStore } from './memory-store.ts'

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

/** Opens the store of a person, or one in memory where the browser keeps nothing. Never fails. */
export async function openBrowserStore(options: {
  name: string
  onOutdated: () => void
  onBlocked: () => void
}): Promise<BrowserStore> {
  try {
    if (typeof indexedDB === 'undefined') return createMemoryStore()
    return await openIdbStore(options)
  } catch {
    // Firefox's private windows, blocked site data and a database from a newer vault all end here:
    // uploads still work, they only do not outlive the page, and the tray says so.
    return createMemoryStore()
  }
}
