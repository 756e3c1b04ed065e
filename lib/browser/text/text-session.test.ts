import { beforeEach, expect, it } from 'vitest'
import type { VaultError } from '#lib/core/errors/vault-error.ts'
import { readText } from '#lib/core/text/text-format.ts'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createVault, openSession } from './testing/text-vault.ts'
import type { TextDoor } from './text-door.ts'
import { TextSession } from './text-session.ts'
import { isUnsaved } from './text-state.ts'

let store: ReturnType<typeof createMemoryStore>
beforeEach(() => {
  store = createMemoryStore()
})

const open = (door: TextDoor) => openSession(door, store)
const draft = () => store.findDraft('note')

it('saves what is written on what was read, and again on what it saved', async () => {
  const { vault, door } = createVault('one')
  const { session, state, type } = await open(door)
  type('two')
  expect(state().phase).toBe('unsaved')
  await session.save()
  type('three')
  await session.save()
  expect([state().phase, vault.text(), vault.contents.length]).toEqual(['saved', 'three', 3])
  expect(await draft()).toBeNull()
})

it('keeps byte order mark and line ends', async () => {
  const { vault, door } = createVault('\ufeffone\r\ntwo')
  const { session, type, shown } = await open(door)
  type(`${shown()}\nthree`)
  await session.save()
  expect(vault.text()).toBe('\ufeffone\r\ntwo\r\nthree')
})

it('is saved again when what was written was taken back', async () => {
  const { door } = createVault('one')
  const { session, state, type } = await open(door)
  type('two')
  await session.settle()
  expect((await draft())?.text).toBe('two')
  type('one')
  await session.settle()
  expect([state().phase, await draft()]).toEqual(['saved', null])
})

it('keeps what it cannot save as a draft, and offers it when it is opened again', async () => {
  const { vault, door } = createVault('one')
  const first = await open(door)
  vault.isAway = true
  first.type('two')
  await first.session.save()
  expect(first.state().phase).toBe('failed')
  vault.isAway = false
  const second = await open(door)
  expect(second.state().draft).toMatchObject({ text: 'two', at: 1_000 })
  second.session.takeDraft()
  await second.session.save()
  expect([vault.text(), await draft()]).toEqual(['two', null])
})

it('takes a save whose answer got lost for saved', async () => {
  const { vault, door } = createVault('one')
  const { session, state, type } = await open(door)
  vault.losesAnswers = true
  type('two')
  await session.save()
  expect(state().phase).toBe('failed')
  vault.losesAnswers = false
  await session.save()
  expect([state().phase, vault.contents.length]).toEqual(['saved', 2])
})

it('does not try to save what is too large', async () => {
  const { vault, door } = createVault('one')
  const { session, state, type } = await open(door)
  type('x'.repeat(MAX_TEXT_BYTES + 1))
  await session.save()
  expect([state().phase, (state().failure as VaultError).code, vault.contents.length]).toEqual([
    'failed',
    'text_too_large',
    1,
  ])
})

it.each([
  ['encoding', Uint8Array.from([0x63, 0xe9])],
  ['binary', Uint8Array.from([0x41, 0])],
  ['too_large', new Uint8Array(MAX_TEXT_BYTES + 1).fill(0x41)],
] as const)('refuses what saving would harm (%s)', async (reason, bytes) => {
  const { door } = createVault(bytes)
  const session = new TextSession({ entryId: 'note', door, drafts: store, now: () => 0, later: () => () => {} })
  await session.open()
  expect(session.getSnapshot()).toMatchObject({ kind: 'refused', reason })
})

it('neither saves nor keeps anything for whoever may only read', async () => {
  const { vault, door } = createVault('one')
  vault.mayChange = false
  const { session, type } = await open(door)
  type('two')
  await session.settle()
  await session.save()
  expect([vault.contents.length, await draft()]).toEqual([1, null])
})

it('forgets what was given up', async () => {
  const { vault, door } = createVault('one')
  const { session, type } = await open(door)
  type('two')
  await session.settle()
  await session.discard()
  await session.settle()
  expect([isUnsaved(session.getSnapshot()), await draft(), vault.contents.length]).toEqual([false, null, 1])
  expect(readText(vault.contents[0] ?? new Uint8Array()).kind).toBe('text')
})
