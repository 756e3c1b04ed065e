import { describe, expect, it } from 'vitest'
import type { LiveNews } from '#lib/browser/live/live-client.ts'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import { ChatRoom } from './chat-room.ts'
import type { Unsent } from './outbox.ts'

const settle = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setTimeout(resolve))
}

/** A vault of one room in memory, and a connection that can be cut before the vault hears or before it is heard. */
function setUp(stored: readonly Unsent[] = []) {
  const messages: ChatMessage[] = []
  const listeners = new Set<(news: LiveNews) => void>()
  const watchers = new Set<() => void>()
  const state = {
    connected: false,
    cut: 'none' as 'none' | 'before' | 'after',
    refusal: null as SocketAnswer | null,
    rev: 0,
    backAfterSleeps: -1,
  }
  const kept: { unsent: readonly Unsent[] } = { unsent: stored }
  const slept: number[] = []
  let ids = 0

  function store(clientId: string | null, text: string): ChatMessage {
    const known = messages.find((one) => clientId !== null && one.clientId === clientId)
    if (known) return known
    const seq = ++state.rev
    const message: ChatMessage = {
      ...{
        id: `m${seq}`,
        placeId: 'family',
        seq,
        rev: seq,
        kind: 'text',
        text,
        entries: [],
        entryCount: 0,
        folder: '',
      },
      ...{ at: seq, deletedAt: null, clientId, may: { delete: true } },
      author: { kind: 'account', id: 'a', name: 'Mila', self: clientId !== null },
    }
    messages.push(message)
    if (state.connected)
      for (const tell of listeners) tell({ event: 'chat:message', payload: { placeId: 'family', message } })
    return message
  }
  const room = new ChatRoom({
    placeId: 'family',
    api: {
      // The room only asks this one route.
      call: (async (_route: unknown, { query }: { query: { since?: number } }) => ({
        messages: messages.filter(({ rev }) => rev > (query.since ?? 0)),
        ...{ nextCursor: null, rev: state.rev, more: false, readSeq: 0, self: { name: 'Mila', needsName: false } },
      })) as never,
    },
    live: {
      join: () => () => {},
      listen: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      subscribe: (changed) => {
        watchers.add(changed)
        return () => watchers.delete(changed)
      },
      getSnapshot: () => ({ connected: state.connected, people: new Map() }),
      say: async (_event, payload): Promise<SocketAnswer> => {
        const away: SocketAnswer = { ok: false, code: 'unavailable' }
        if ('name' in payload && state.connected) return { ok: true, name: payload.name }
        if (state.refusal) return state.refusal
        if (!state.connected || !('clientId' in payload)) return away
        if (state.cut !== 'none') connect(false)
        if (state.cut === 'before') return away
        const message = store(payload.clientId, payload.text)
        return state.cut === 'after' ? away : { ok: true, message }
      },
    },
    reads: { mark: () => {}, retry: () => {} },
    outbox: { load: () => kept.unsent, save: (unsent) => Object.assign(kept, { unsent }) },
    newClientId: () => `client-${++ids}`,
    now: () => 0,
    sleep: async (ms) => {
      slept.push(ms)
      if (slept.length === state.backAfterSleeps) connect(true)
    },
  })
  function connect(connected: boolean): void {
    state.connected = connected
    if (connected) state.cut = 'none'
    for (const changed of watchers) changed()
    if (connected)
      for (const tell of listeners) tell({ event: 'joined', payload: { placeId: 'family', chatRev: state.rev } })
  }
  const texts = () => room.getSnapshot().messages.map(({ text }) => text)
  return { room, state, kept, slept, messages, connect, store, texts }
}

describe('the conversation in a page', () => {
  it('takes a name also while the connection is made anew, and gives up in the end', async () => {
    const { room, state, slept } = setUp()
    room.open()
    await settle()
    state.backAfterSleeps = 3
    await room.rename('Aunt Rose')
    expect(room.getSnapshot().self).toEqual({ name: 'Aunt Rose', needsName: false })
    state.connected = false
    const before = slept.length
    await expect(room.rename('Rose')).rejects.toMatchObject({ code: 'unavailable' })
    expect(slept.length - before).toBe(20)
  })

  it('sends what was said, in order, and shows each message once', async () => {
    const { room, connect, texts, kept } = setUp()
    connect(true)
    room.open()
    await settle()
    for (const text of ['one', 'two', 'three']) room.say(text, [])
    await settle()
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(kept.unsent).toEqual([])
  })

  it.each(['before', 'after'] as const)(
    'loses and doubles nothing when it is cut %s the vault has heard',
    async (cut) => {
      const { room, state, messages, connect, store, texts } = setUp()
      connect(true)
      room.open()
      await settle()
      state.cut = cut
      room.say('said at the worst moment', [])
      room.say('and another', [])
      await settle()
      expect(room.getSnapshot().unsent.length).toBeGreaterThan(0)
      store(null, 'meanwhile, from somebody else')
      connect(true)
      await settle()
      expect(messages.map(({ text }) => text).sort()).toEqual(texts().sort())
      expect(texts().filter((text) => text.startsWith('said'))).toHaveLength(1)
      expect(texts()).toContain('meanwhile, from somebody else')
      expect(room.getSnapshot().unsent).toEqual([])
    },
  )

  it('sends what a reload of the tab left behind', async () => {
    const { room, connect, texts } = setUp([
      { clientId: 'client-0', text: 'before the reload', entries: [], at: 0, refusal: null },
    ])
    room.open()
    await settle()
    expect(texts()).toEqual([])
    connect(true)
    await settle()
    expect(texts()).toEqual(['before the reload'])
  })

  it('waits as long as the vault says, and puts aside what it will not take', async () => {
    const { room, state, slept, connect, texts } = setUp()
    connect(true)
    room.open()
    await settle()
    state.refusal = { ok: false, code: 'rate_limited', details: { retryAfterSeconds: 3 } }
    room.say('slowly', [])
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    state.refusal = null
    await settle()
    expect(slept[0]).toBe(3_000)
    expect(texts()).toEqual(['slowly'])
    state.refusal = { ok: false, code: 'entry_gone' }
    room.say('about a file', [{ id: 'e', name: 'beach.jpg' }])
    await settle()
    state.refusal = null
    expect(room.getSnapshot().unsent).toMatchObject([{ refusal: { code: 'entry_gone' } }])
    room.say('goes on', [])
    await settle()
    expect(texts()).toEqual(['slowly', 'goes on'])
    room.sayAgain(room.getSnapshot().unsent[0]?.clientId ?? '')
    await settle()
    expect(room.getSnapshot().unsent).toEqual([])
  })
})
