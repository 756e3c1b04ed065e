import { type DBSchema, openDB } from 'idb'
import type { InboxShare } from './inbox-share.ts'

/** What is in the inbox. A share is in it only once its files are whole. */
export interface InboxIndex {
  list(): Promise<InboxShare[]>
  find(id: string): Promise<InboxShare | null>
  put(share: InboxShare): Promise<void>
  remove(id: string): Promise<void>
}

const NAME = 'hearth-inbox'
/** Raise it with a step in `upgrade`, never change a step that was released. */
const VERSION = 1

interface Schema extends DBSchema {
  shares: { key: string; value: InboxShare }
}

/**
 * Opened for each use and closed after it: the worker and every tab use it, and none may keep a newer one waiting.
 * @throws DOMException when the browser refuses
 */
export function createInboxIndex(): InboxIndex {
  const open = () =>
    openDB<Schema>(NAME, VERSION, {
      upgrade(database, oldVersion) {
        if (oldVersion < 1) database.createObjectStore('shares', { keyPath: 'id' })
      },
    })
  async function use<T>(work: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
    const db = await open()
    try {
      return await work(db)
    } finally {
      db.close()
    }
  }
  return {
    list: () => use((db) => db.getAll('shares')),
    find: (id) => use(async (db) => (await db.get('shares', id)) ?? null),
    put: (share) =>
      use(async (db) => {
        // An answer follows that says "kept": it must outlive a phone that loses its power.
        const write = db.transaction('shares', 'readwrite', { durability: 'strict' })
        await Promise.all([write.store.put(share), write.done])
      }),
    remove: (id) => use((db) => db.delete('shares', id)),
  }
}

/** The transfers of a person that files of the inbox were just given to. */
export async function listClaimedIds(index: InboxIndex, storeName: string): Promise<string[]> {
  const shares = await index.list()
  return shares.flatMap(({ claim }) => (claim?.storeName === storeName ? claim.sends.map(({ id }) => id) : []))
}
