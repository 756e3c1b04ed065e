import { beforeEach, expect, it } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createVault, MILA, openSession } from './testing/text-vault.ts'
import type { TextDoor } from './text-door.ts'

let store: ReturnType<typeof createMemoryStore>
beforeEach(() => {
  store = createMemoryStore()
})

const open = (door: TextDoor) => openSession(door, store)
const draft = () => store.findDraft('note')

it('asks when the file changed under a draft', async () => {
  const { vault, door } = createVault('one')
  await store.saveDraft({ entryId: 'note', text: 'mine', contentId: 'content-0', at: 1 })
  vault.put('Milas')
  const { session, state } = await open(door)
  session.takeDraft()
  await session.save()
  expect([state().phase, state().theirs?.read?.text, vault.text()]).toEqual(['conflict', 'Milas', 'Milas'])
})

it('asks when somebody was faster, and then keeps both', async () => {
  const { vault, door } = createVault('one')
  const { session, state, type } = await open(door)
  type('mine')
  vault.put('Milas')
  await session.save()
  expect(state().theirs).toMatchObject({ savedBy: MILA, savedAt: 5, read: { text: 'Milas' } })
  expect((await session.keepBoth())?.id).toBe('copy')
  expect([vault.copies, vault.text(), await draft()]).toEqual([['mine'], 'Milas', null])
  // Nothing of it comes back as a draft when the field goes.
  await session.settle()
  expect(await draft()).toBeNull()
})

it('asks, and then replaces theirs; asks again when they were faster once more', async () => {
  const { vault, door } = createVault('one')
  const { session, state, type } = await open(door)
  type('mine')
  vault.put('Milas')
  await session.save()
  vault.put('Milas again')
  await session.replaceTheirs()
  expect(state().theirs?.read?.text).toBe('Milas again')
  await session.replaceTheirs()
  expect([state().phase, vault.text()]).toEqual(['saved', 'mine'])
})

it('asks, and then takes theirs; mine is put aside and can come back', async () => {
  const { vault, door } = createVault('one')
  const { session, state, type, shown } = await open(door)
  type('mine')
  vault.put('Milas')
  await session.save()
  await session.takeTheirs()
  expect([shown(), state().phase, state().setAside]).toEqual(['Milas', 'saved', 'mine'])
  session.takeBack()
  await session.save()
  expect(vault.text()).toBe('mine')
})

it('keeps asking when the copy could not be saved', async () => {
  const { vault, door } = createVault('one')
  const { session, state, type } = await open(door)
  type('mine')
  vault.put('Milas')
  await session.save()
  vault.isAway = true
  expect(await session.keepBoth()).toBeNull()
  expect([state().phase, state().theirs?.read?.text]).toEqual(['conflict', 'Milas'])
  expect(state().failure).toBeInstanceOf(VaultError)
  expect((await draft())?.text).toBe('mine')
})

it('shows what somebody else saved, unless something is unsaved here', async () => {
  const { vault, door } = createVault('one')
  const { session, state, type, shown } = await open(door)
  vault.put('Milas')
  await session.look()
  expect([shown(), state().phase, state().renewed?.savedBy]).toEqual(['Milas', 'saved', MILA])
  type('mine')
  vault.put('Milas second')
  await session.look()
  expect([shown(), state().behind?.savedBy]).toEqual(['mine', MILA])
  await session.save()
  expect(state().phase).toBe('conflict')
})

it('does not go over a key that was pressed while it looked', async () => {
  const { vault, door } = createVault('one')
  const slow: TextDoor = { ...door }
  const { session, state, type, shown } = await open(slow)
  vault.put('Milas')
  Object.assign(slow, {
    load: async (id: string) => {
      type('mine')
      return door.load(id)
    },
  })
  await session.look()
  expect([shown(), state().behind?.savedBy]).toEqual(['mine', MILA])
})

it('looks again when something changed while it looked', async () => {
  const { vault, door } = createVault('one')
  const slow: TextDoor = { ...door }
  const { session, shown } = await open(slow)
  vault.put('second')
  Object.assign(slow, {
    load: async (id: string) => {
      const loaded = await door.load(id)
      Object.assign(slow, { load: door.load })
      vault.put('third')
      void session.look()
      return loaded
    },
  })
  await session.look()
  expect(shown()).toBe('third')
})
