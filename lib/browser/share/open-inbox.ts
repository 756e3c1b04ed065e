import { createId } from '../transfers/create-ids.ts'
import { Inbox } from './inbox.ts'
import { createInboxIndex } from './inbox-index.ts'

const FOLDER = 'inbox'

/** The inbox of this device; null where the browser keeps no files (plain http, private windows of some). */
export function openInbox(): Inbox | null {
  const { storage } = navigator
  if (typeof indexedDB === 'undefined' || typeof storage?.getDirectory !== 'function') return null
  return new Inbox({
    index: createInboxIndex(),
    openFolder: async () => (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true }),
    locks: navigator.locks ?? null,
    now: Date.now,
    createId,
  })
}
