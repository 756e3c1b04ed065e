import type { InboxIndex } from '../inbox-index.ts'
import type { InboxShare } from '../inbox-share.ts'

/** As the one of the browser, for as long as the test. */
export function createMemoryIndex(): InboxIndex {
  const shares = new Map<string, InboxShare>()
  return {
    list: async () => [...shares.values()],
    find: async (id) => shares.get(id) ?? null,
    put: async (share) => void shares.set(share.id, structuredClone(share)),
    remove: async (id) => void shares.delete(id),
  }
}
