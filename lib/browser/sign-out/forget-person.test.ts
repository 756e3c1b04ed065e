import { describe, expect, it } from 'vitest'
import { PERSON_HEADER } from '#lib/core/ids/person-name.ts'
import { createSeenShelf } from '../seen/seen-shelf.ts'
import { createFakeCaches } from '../seen/testing/fake-caches.ts'
import { watchDepartures } from './departures.ts'
import { finishForgetting, forgetPerson, type Keepers } from './forget-person.ts'

const MILA = 'account-mila'

/** A tab with words of two people, and caches of both and of the app itself. */
async function furnish() {
  const caches = createFakeCaches()
  const shelf = createSeenShelf(caches)
  for (const person of ['account-theo', MILA]) {
    const answer = () => new Response('', { headers: { [PERSON_HEADER]: person } })
    await shelf.keepSession(answer())
    await shelf.keep('/api/places', answer())
  }
  for (const name of ['hearth-account-mila-pictures', 'hearth-built']) await caches.open(name)
  const local = storageOf({ 'hearth-theme': 'dark' })
  const tab = storageOf({ 'hearth-unsent mila main': '[]', 'hearth-unsent theo main': '[]' })
  const folders = new Set(['hearth-account-mila', 'hearth-account-theo'])
  const people = {
    removeEntry: async (name: string) => {
      if (!folders.delete(name)) throw new DOMException('none', 'NotFoundError')
    },
  }
  const keepers: Keepers = {
    indexedDB: undefined,
    caches,
    // Only these two are called.
    storage: {
      getDirectory: async () => ({ getDirectoryHandle: async () => people }) as unknown as FileSystemDirectoryHandle,
    },
    inbox: () => null,
    localStorage: () => local,
    sessionStorage: () => tab,
  }
  return { caches, shelf, local, tab, folders, people, keepers }
}

function storageOf(items: Record<string, string>): Storage {
  const methods = {
    getItem: (key: string) => items[key] ?? null,
    setItem: (key: string, value: string) => void Object.assign(items, { [key]: value }),
    removeItem: (key: string) => void Reflect.deleteProperty(items, key),
  }
  // Its own keys are its items, as in a browser.
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(items, name, { value })
  return items as unknown as Storage
}

describe('signing out', () => {
  it('leaves what is the other person’s and the app’s own, and nothing else', async () => {
    const { caches, shelf, local, tab, folders, keepers } = await furnish()
    await forgetPerson(MILA, keepers)
    expect(await caches.keys()).toEqual(['hearth-here', 'hearth-account-theo-seen', 'hearth-built'])
    expect(await shelf.findSession()).toBeNull()
    expect(Object.keys(tab)).toEqual(['hearth-unsent theo main'])
    expect([...folders]).toEqual(['hearth-account-theo'])
    expect({ ...local }).toEqual({ 'hearth-theme': 'dark', 'hearth-departures': '1' })
  })

  it('goes on at the next start when it could not delete everything', async () => {
    const { folders, people, local, keepers } = await furnish()
    const { removeEntry } = people
    people.removeEntry = async () => {
      throw new DOMException('a file is open', 'NoModificationAllowedError')
    }
    await forgetPerson(MILA, keepers)
    people.removeEntry = removeEntry
    expect(folders.size).toBe(2)
    const isHere = watchDepartures(keepers.localStorage)
    await finishForgetting('nobody', keepers)
    expect([...folders]).toEqual(['hearth-account-theo'])
    expect(Object.keys(local)).toEqual(['hearth-theme', 'hearth-departures'])
    // Whoever came meanwhile has not left.
    expect(isHere()).toBe(true)
  })

  it('does not go on when the same person is here again', async () => {
    const { folders, local, keepers } = await furnish()
    local.setItem('hearth-to-forget', MILA)
    await finishForgetting(MILA, keepers)
    expect(folders.size).toBe(2)
    expect(Object.keys(local)).toEqual(['hearth-theme'])
  })
})
