import type { BrowserStore } from './browser-store.ts'
import { openIdbStore } from './idb-store.ts'
import { createMemoryStore } from './memory-store.ts'

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
