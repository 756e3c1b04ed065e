import { cachePrefixOf, personFolderOf, storeNameFor } from '../db/store-name.ts'
import { createSeenShelf } from '../seen/seen-shelf.ts'
import type { Inbox } from '../share/inbox.ts'
import { openInbox } from '../share/open-inbox.ts'
import { noteDeparture } from './departures.ts'
import { notePersonToForget, personToForget } from './to-forget.ts'

/** Another tab holds the database open for a moment, until it hears that it is to go. */
const PATIENCE_MS = 3_000

export interface Keepers {
  readonly indexedDB: IDBFactory | undefined
  readonly caches: CacheStorage | undefined
  readonly storage: { getDirectory?: () => Promise<FileSystemDirectoryHandle> } | undefined
  readonly inbox: () => Inbox | null
  /** Asked for anew each time, for where site data is blocked the question itself fails. */
  readonly localStorage: () => Storage
  readonly sessionStorage: () => Storage
}

/** Where a page keeps things; some are missing on plain http. */
export function keepersOf(page: Window & typeof globalThis): Keepers {
  return {
    indexedDB: page.indexedDB,
    caches: page.caches,
    storage: page.navigator.storage,
    inbox: openInbox,
    localStorage: () => page.localStorage,
    sessionStorage: () => page.sessionStorage,
  }
}

/**
 * Deletes everything that this browser keeps for one person: the database with transfers, drafts and how they like to see
 * things, the caches, the files, what was shared and given to them, and what was written in this tab and not sent. Never
 * fails; what cannot be deleted now is deleted at the next start.
 */
export async function forgetPerson(personName: string, keepers: Keepers): Promise<void> {
  // First of all: from here on no tab writes for them.
  noteDeparture(keepers.localStorage)
  await deleteKept(personName, keepers)
}

async function deleteKept(personName: string, keepers: Keepers): Promise<void> {
  const storeName = storeNameFor(personName)
  notePersonToForget(keepers.localStorage, personName)
  const done = await Promise.all([
    tried(forgetCaches(personName, keepers.caches)),
    tried(deleteDatabase(storeName, keepers.indexedDB)),
    tried(forgetFiles(storeName, keepers)),
    tried(forgetInTab(personName, keepers.sessionStorage)),
  ])
  if (done.every((one) => one)) notePersonToForget(keepers.localStorage, null)
}

/** At the start of a page: what signing out left undone. Whoever is here again by now keeps what is theirs. */
export async function finishForgetting(personHere: string, keepers: Keepers): Promise<void> {
  const personName = personToForget(keepers.localStorage)
  if (personName === null) return
  if (personName === personHere) notePersonToForget(keepers.localStorage, null)
  else await deleteKept(personName, keepers)
}

async function forgetCaches(personName: string, caches: CacheStorage | undefined): Promise<void> {
  if (caches === undefined) return
  await createSeenShelf(caches).forget(personName)
  const prefix = cachePrefixOf(storeNameFor(personName))
  const theirs = (await caches.keys()).filter((name) => name.startsWith(prefix))
  await Promise.all(theirs.map((name) => caches.delete(name)))
}

function deleteDatabase(name: string, factory: IDBFactory | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (factory === undefined) return resolve()
    // A tab that holds it open is told, lets go, and then it is deleted: `blocked` is no end.
    const request = factory.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new Error(`${name} cannot be deleted`))
  })
}

async function forgetFiles(storeName: string, { inbox: openIt, storage }: Keepers): Promise<void> {
  const inbox = openIt()
  const deleteTheirs = () => deleteFolder(storeName, storage)
  await (inbox === null ? deleteTheirs() : inbox.forget(storeName, deleteTheirs))
}

export async function deleteFolder(storeName: string, storage: Keepers['storage']): Promise<void> {
  if (typeof storage?.getDirectory !== 'function') return
  const [folder, name] = personFolderOf(storeName)
  try {
    const people = await (await storage.getDirectory()).getDirectoryHandle(folder)
    await people.removeEntry(name, { recursive: true })
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error
  }
}

/** Unsent words lie in the tab under the name of who wrote them. */
async function forgetInTab(personName: string, storage: () => Storage): Promise<void> {
  const id = personName.slice(personName.indexOf('-') + 1)
  const words = storage()
  for (const key of Object.keys(words)) if (key.split(' ').includes(id)) words.removeItem(key)
}

async function tried(work: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  const done = work.then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
