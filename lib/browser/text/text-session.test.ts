import { beforeEach, describe, expect, it } from 'vitest'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { encodeUtf8 } from '#lib/core/bytes/utf8.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { readText } from '#lib/core/text/text-format.ts'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import type { TextDoor } from './text-door.ts'
import { TextSession } from './text-session.ts'
import { isUnsaved, type OpenText, type TextSurface } from './text-state.ts'

const MILA = { kind: 'account' as const, id: 'mila', name: 'Mila', self: false }

/** A vault with one file that keeps every content, and may be out of reach. */
function createVault(first: string | Uint8Array) {
  const contents = [typeof first === 'string' ? encodeUtf8(first) : first]
  const copies: string[] = []
  const vault = {
    contents,
    copies,
    isAway: false,
    losesAnswers: false,
    mayChange: true,
    text: () => new TextDecoder('utf-8', { ignoreBOM: true }).decode(contents.at(-1)),
    put: (text: string) => void contents.push(encodeUtf8(text)),
  }
  const idOf = (index: number) => `content-${index}`
  const current = () => idOf(contents.length - 1)
  const reach = () => {
    if (vault.isAway) throw new VaultError('unavailable', { details: { offline: true } })
  }
  const entry = (): EntryView => ({
    ...{ id: 'note', placeId: 'main', kind: 'file', type: 'text', name: 'note.txt', path: 'note.txt', mime: null },
    ...{ sizeBytes: contents.at(-1)?.length ?? 0, childCount: null, modifiedAt: 1, addedAt: 1, sha256: null },
    ...{ contentId: current(), addedBy: null, state: 'live', may: { change: vault.mayChange, delete: true } },
  })
  const door: TextDoor = {
    async find() {
      reach()
      return entry()
    },
    async load() {
      reach()
      return { contentId: current(), bytes: contents.at(-1) ?? new Uint8Array() }
    },
    async save(_id, bytes, contentId) {
      reach()
      if (contentId !== current()) {
        const facts = { etag: `"${current()}"`, contentId: current(), sizeBytes: 1 }
        return { kind: 'behind', current: { ...facts, savedAt: 5, savedBy: MILA } }
      }
      contents.push(bytes)
      const saved = current()
      if (vault.losesAnswers) throw new VaultError('unavailable', { details: { offline: true } })
      return { kind: 'saved', entry: entry(), contentId: saved }
    },
    async saveCopy(of, bytes) {
      reach()
      copies.push(new TextDecoder().decode(bytes))
      return { ...of, id: 'copy', name: 'note_v2.txt' }
    },
    whoReplaced: async () => ({ savedAt: 5, savedBy: MILA }),
  }
  return { vault, door }
}

let store: ReturnType<typeof createMemoryStore>
let timers: (() => void)[]
beforeEach(() => {
  store = createMemoryStore()
  timers = []
})

async function open(door: TextDoor) {
  const session = new TextSession({
    entryId: 'note',
    door,
    drafts: store,
    now: () => 1_000,
    later: (run) => {
      timers.push(run)
      return () => void timers.splice(timers.indexOf(run), 1)
    },
  })
  await session.open()
  let shown = ''
  const surface: TextSurface = {
    read: () => shown,
    show: (text) => {
      shown = text
    },
  }
  const state = () => session.getSnapshot() as OpenText
  shown = state().text
  session.attach(surface)
  const type = (text: string) => {
    shown = text
    session.edited()
  }
  return { session, state, type, shown: () => shown }
}

const draft = () => store.findDraft('note')

describe('TextSession', () => {
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
})
