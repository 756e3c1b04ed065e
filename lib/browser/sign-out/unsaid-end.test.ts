import { expect, it } from 'vitest'
import { createMemoryLocks } from '../share/testing/memory-locks.ts'
import { isEndUnsaid, noteUnsaidEnd, sayEnd } from './unsaid-end.ts'

function openTab() {
  const items = new Map<string, string>()
  const storage = () =>
    ({
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    }) as Storage
  return { storage, locks: createMemoryLocks() }
}

it.each([
  ['tabs', openTab().locks],
  ['requests of a page without locks', undefined],
])('is said once, however many %s find it to be said', async (_who, locks) => {
  const tab = { ...openTab(), locks }
  noteUnsaidEnd(tab.storage)
  let said = 0
  const signOut = async () => {
    await Promise.resolve()
    said++
  }
  await Promise.all([sayEnd(signOut, tab), sayEnd(signOut, tab), sayEnd(signOut, tab)])
  expect(said).toBe(1)
  expect(isEndUnsaid(tab.storage)).toBe(false)
})

it('stays to be said while the vault does not hear it', async () => {
  const tab = openTab()
  noteUnsaidEnd(tab.storage)
  const away = sayEnd(() => Promise.reject(new Error('away')), tab)
  await expect(away).rejects.toThrow('away')
  expect(isEndUnsaid(tab.storage)).toBe(true)
})

it('ends no session when nothing is to be said', async () => {
  await sayEnd(() => Promise.reject(new Error('somebody is signed in')), openTab())
})
