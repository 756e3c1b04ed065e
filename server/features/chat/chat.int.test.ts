import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { Access } from '#lib/contracts/http/common.ts'
import type { BulkBody } from '#lib/contracts/http/entries.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, type House, MILA, messageOf, serveHouse, type Talker } from './testing/serve-house.ts'

const PASSWORD = 'plum cake'
const HOUR_MS = 3_600_000
let house: House
let admin: Record<string, string>
let mila: Record<string, string>

beforeAll(async () => {
  house = await serveHouse()
  admin = await house.signIn(ADMIN)
  await house.apiOf(admin).call(ROUTES.people.createAccount, { body: { ...MILA, role: 'viewer' } })
})
beforeEach(async () => {
  // Nobody is slowed for what the test before has said.
  house.pass(40_000)
  await signInAgain()
})
afterAll(async () => {
  await house.stop()
  await house.remove()
})

/** Tokens last a quarter of an hour. */
async function signInAgain() {
  admin = await house.signIn(ADMIN)
  mila = await house.signIn(MILA)
}

async function makeRoom(name: string, more: { password?: string; access?: 'password' | 'names' | 'lan' } = {}) {
  const access: Access = more.password === undefined ? 'accounts' : 'password'
  const body = { name, access, ...more }
  const { id } = await house.apiOf(admin).call(ROUTES.places.createRoom, { body })
  return id
}

const pageOf = (place: string, query: { cursor?: string; since?: number; limit?: number } = {}, who = admin) =>
  house.apiOf(who).call(ROUTES.chat.list, { params: { place }, query })

const textsOf = (messages: readonly ChatMessage[]) =>
  messages.filter((one) => one.kind === 'text').map((one) => one.text)

async function enter(place: string, who: Record<string, string>): Promise<Talker> {
  const talker = await house.connect(who)
  expect(await talker.ask('place:join', { place })).toMatchObject({ ok: true })
  return talker
}

async function put(place: string, path: string, who = admin): Promise<string> {
  const answer = await fetch(`${house.origin}/api/places/${place}/content?path=${encodeURIComponent(path)}`, {
    ...{ method: 'PUT', headers: { ...who, 'content-type': 'text/plain' }, body: path },
  })
  expect(answer.status).toBe(201)
  const { entry } = (await answer.json()) as { entry: { id: string } }
  return entry.id
}

describe('what is said', () => {
  it('reaches everybody in the room once, also with two tabs, and is kept', async () => {
    const place = await makeRoom('kitchen')
    const [first, second, other] = [await enter(place, admin), await enter(place, admin), await enter(place, mila)]
    const sent = messageOf(await first.say(place, 'Soup is ready'))
    expect(sent).toMatchObject({ text: 'Soup is ready', author: { name: 'Rowan', self: true }, may: { delete: true } })
    await vi.waitFor(() => {
      for (const { heard } of [first, second, other]) expect(textsOf(heard)).toEqual(['Soup is ready'])
    })
    // That somebody came may be told before or after it.
    const said = ({ heard }: Talker) => heard.find(({ kind }) => kind === 'text')
    expect(said(other)).toMatchObject({ author: { self: false }, clientId: null, may: { delete: false } })
    expect(said(second)?.clientId).toBe(sent.clientId)
    expect(textsOf((await pageOf(place)).messages)).toEqual(['Soup is ready'])
  })

  it('is one message however often and over however many connections it is sent', async () => {
    const place = await makeRoom('hallway')
    const tabs = [await enter(place, mila), await enter(place, mila)]
    const clientId = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => tabs[at % 2]?.say(place, 'once', { clientId })),
    )
    expect(new Set(answers.map((answer) => answer && messageOf(answer).id)).size).toBe(1)
    expect(textsOf((await pageOf(place)).messages)).toEqual(['once'])
    // The same id from somebody else is another message.
    const other = await enter(place, admin)
    expect(await other.say(place, 'another', { clientId })).toMatchObject({ ok: true })
  })

  it('is found again after a connection was away, by what changed since', async () => {
    const place = await makeRoom('attic')
    const [talker, away] = [await enter(place, admin), await enter(place, mila)]
    const early = messageOf(await talker.say(place, 'early'))
    const { rev } = await pageOf(place, {}, mila)
    away.socket.disconnect()
    for (const text of ['one', 'two', 'three']) await talker.say(place, text)
    await talker.ask('chat:delete', { place, message: early.id })
    const page = await pageOf(place, { since: rev, limit: 2 }, mila)
    expect(page.more).toBe(true)
    const rest = await pageOf(place, { since: page.rev, limit: 200 }, mila)
    expect([...page.messages, ...rest.messages].map(({ text, deletedAt }) => [text, deletedAt !== null])).toEqual([
      ['one', false],
      ['two', false],
      ['three', false],
      ['', true],
    ])
    expect((await pageOf(place, { since: rest.rev }, mila)).messages).toEqual([])
  })

  it('is read in pages, newest first, each in order, without holes or doubles', async () => {
    const place = await makeRoom('library')
    const talker = await enter(place, admin)
    for (let at = 0; at < 115; at++) {
      house.pass(1_100)
      expect(await talker.say(place, `m${at}`)).toMatchObject({ ok: true })
    }
    const texts: string[] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page = await pageOf(place, cursor === undefined ? {} : { cursor })
      texts.unshift(...textsOf(page.messages))
      cursor = page.nextCursor ?? undefined
      pages++
    } while (cursor !== undefined)
    expect(pages).toBe(3)
    expect(texts).toEqual(Array.from({ length: 115 }, (_, at) => `m${at}`))
    await expect(pageOf(place, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' })
  })

  it('is refused in words: too long, empty, a password, too fast', async () => {
    const place = await makeRoom('cellar')
    const talker = await enter(place, mila)
    expect(await talker.say(place, 'x'.repeat(4_001))).toMatchObject({
      code: 'message_too_long',
      details: { max: 4_000 },
    })
    expect(await talker.say(place, ' \n ')).toMatchObject({ code: 'invalid_input' })
    expect(await talker.say(place, 'pass:hush-hush-secret')).toMatchObject({ code: 'message_is_password' })
    house.pass(60_000)
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => talker.say(place, `${at}`)))
    const refused = answers.filter((answer) => !answer.ok)
    expect(refused.length).toBeGreaterThanOrEqual(8)
    expect(refused[0]).toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: expect.any(Number) } })
    house.pass(2_000)
    expect(await talker.say(place, 'again')).toMatchObject({ ok: true })
    expect(await (await enter(place, admin)).say(place, 'others are not slowed')).toMatchObject({ ok: true })
    const data = join(house.dataFolder, 'data')
    for (const name of (await readdir(data)).filter((file) => file.startsWith('vault.db'))) {
      expect((await readFile(join(data, name))).includes('hush-hush-secret'), name).toBe(false)
    }
  })
})

describe('a message', () => {
  it('is taken back by its author or an admin, nobody else, and its text is gone', async () => {
    const place = await makeRoom('garden')
    const [boss, talker] = [await enter(place, admin), await enter(place, mila)]
    const [own, bosses] = [messageOf(await talker.say(place, 'mine')), messageOf(await boss.say(place, 'theirs'))]
    expect(await talker.ask('chat:delete', { place, message: bosses.id })).toMatchObject({ code: 'forbidden' })
    expect(await talker.ask('chat:delete', { place, message: own.id })).toMatchObject({
      message: { text: '', deletedAt: expect.any(Number) },
    })
    const clientId = randomUUID()
    const another = messageOf(await talker.say(place, 'oops', { clientId }))
    await boss.ask('chat:delete', { place, message: another.id })
    // Sent again by a page that never got the answer: it stays deleted.
    expect(messageOf(await talker.say(place, 'oops', { clientId })).deletedAt).not.toBeNull()
    expect(textsOf((await pageOf(place)).messages)).toEqual(['', 'theirs', ''])
    expect(await boss.ask('chat:delete', { place, message: 'none' })).toMatchObject({ code: 'not_found' })
    const elsewhere = await makeRoom('shed')
    expect(await boss.ask('chat:delete', { place: elsewhere, message: bosses.id })).toMatchObject({ code: 'not_found' })
  })

  it('carries entries of its room only, and says when one is gone', async () => {
    const [place, elsewhere] = [await makeRoom('gallery'), await makeRoom('vault room')]
    const [here, there] = [await put(place, 'beach.txt'), await put(elsewhere, 'secret.txt')]
    const talker = await enter(place, admin)
    expect(await talker.say(place, 'look', { entries: [there] })).toMatchObject({ code: 'entry_gone' })
    const sent = messageOf(await talker.say(place, '', { entries: [here, here] }))
    expect(sent.entries).toMatchObject([{ id: here, name: 'beach.txt', entry: { name: 'beach.txt', placeId: place } }])
    const body: BulkBody = { action: 'trash', selector: { kind: 'ids', ids: [here] } }
    await house.apiOf(admin).call(ROUTES.entries.bulk, { params: { place }, body })
    const { messages } = await pageOf(place)
    expect(messages.find(({ id }) => id === sent.id)?.entries).toEqual([{ id: here, name: 'beach.txt', entry: null }])
  })
})

describe('a guest', () => {
  it('says a name first, which the device keeps, and talks also where everything is read-only', async () => {
    const place = await makeRoom('lodge', { password: PASSWORD })
    await house.apiOf(admin).call(ROUTES.places.changeRoom, { params: { place }, body: { readOnly: true } })
    const grant = await house.unlock(place, PASSWORD)
    const guest = await enter(place, grant)
    expect((await pageOf(place, {}, grant)).self).toEqual({ name: '', needsName: true })
    expect(await guest.say(place, 'hello')).toMatchObject({ code: 'guest_name_needed' })
    expect(await guest.ask('chat:name', { place, name: ' \u202e ' })).toMatchObject({ code: 'invalid_input' })
    expect(await guest.ask('chat:name', { place, name: ' Aunt  Rose ' })).toEqual({ ok: true, name: 'Aunt Rose' })
    expect(messageOf(await guest.say(place, 'hello')).author).toMatchObject({ kind: 'guest', name: 'Aunt Rose' })
    await guest.ask('chat:name', { place, name: 'Rose' })
    const { messages, self } = await pageOf(place, {}, grant)
    expect(self).toEqual({ name: 'Rose', needsName: false })
    expect(messages.find(({ kind }) => kind === 'text')?.author.name).toBe('Aunt Rose')
    expect(await (await enter(place, mila)).ask('chat:name', { place, name: 'Rowan' })).toMatchObject({
      code: 'forbidden',
    })
  })

  it('hears and says nothing any more at once when the password changes', async () => {
    const place = await makeRoom('den', { password: PASSWORD })
    const grant = await house.unlock(place, PASSWORD)
    const [guest, boss] = [await enter(place, grant), await enter(place, admin)]
    await guest.ask('chat:name', { place, name: 'Guest' })
    await boss.say(place, 'before')
    await vi.waitFor(() => expect(textsOf(guest.heard)).toEqual(['before']))
    await house.apiOf(admin).call(ROUTES.places.changeRoom, { params: { place }, body: { password: 'cherry cake' } })
    await boss.say(place, 'after')
    await vi.waitFor(() => expect(textsOf(boss.heard)).toEqual(['before', 'after']))
    expect(await guest.say(place, 'still here?')).toMatchObject({ ok: false })
    expect(textsOf(guest.heard)).toEqual(['before'])
    await vi.waitFor(() => expect(guest.events.map(([event]) => event)).toContain('place:removed'))
  })

  it('has no way into the conversation of a room it is not in', async () => {
    const place = await makeRoom('study', { password: PASSWORD })
    const [other, secret] = [
      await makeRoom('porch', { password: 'other word' }),
      await makeRoom('plans', { access: 'names' }),
    ]
    const guest = await house.connect(await house.unlock(other, 'other word'))
    const boss = await enter(place, admin)
    const sent = messageOf(await boss.say(place, 'private'))
    for (const [room, code] of [
      [place, 'room_locked'],
      [secret, 'not_found'],
    ] as const) {
      expect(await guest.say(room, 'x')).toMatchObject({ code })
      expect(await guest.ask('chat:delete', { place: room, message: sent.id })).toMatchObject({ code })
      expect(await guest.ask('chat:read', { place: room, seq: 1 })).toMatchObject({ code })
      expect(await guest.ask('chat:name', { place: room, name: 'x' })).toMatchObject({ code })
    }
    const told = JSON.stringify(guest.events)
    for (const room of [place, secret]) expect(told).not.toContain(room)
  })
})

describe('what is unread', () => {
  it('counts what others said since the mark, which never goes back, per person', async () => {
    const place = await makeRoom('parlour')
    const [boss, talker] = [await enter(place, admin), await enter(place, mila)]
    const unread = async (who = mila) =>
      (await house.apiOf(who).call(ROUTES.chat.unread, {})).rooms.find(({ placeId }) => placeId === place)?.unread
    const seqs: number[] = []
    for (const text of ['one', 'two', 'three']) seqs.push(messageOf(await boss.say(place, text)).seq)
    await talker.say(place, 'my own does not count')
    expect(await unread()).toBe(3)
    expect(await unread(admin)).toBe(1)
    await talker.ask('chat:read', { place, seq: seqs[1] ?? 0 })
    await talker.ask('chat:read', { place, seq: seqs[0] ?? 0 })
    expect(await unread()).toBe(1)
    expect((await pageOf(place, {}, mila)).readSeq).toBe(seqs[1])
    // A mark beyond the end does not hide what is said later.
    await talker.ask('chat:read', { place, seq: 1_000_000 })
    await boss.say(place, 'later')
    expect(await unread()).toBe(1)
    await vi.waitFor(() => expect(talker.events.map(([event]) => event)).toContain('chat:unread'))
    const elsewhere = await house.apiOf(mila).call(ROUTES.chat.unread, {})
    expect(elsewhere.rooms.map(({ placeId }) => placeId)).not.toContain('plans')
    expect((await house.apiOf().call(ROUTES.chat.unread, {})).rooms).toEqual([])
  })
})

describe('what the vault says', () => {
  const kindsOf = async (place: string) => (await pageOf(place)).messages.map(({ kind, author }) => [kind, author.name])

  it('somebody joined: once an hour, and not also when the password let them in', async () => {
    const place = await makeRoom('station', { password: PASSWORD })
    await enter(place, mila)
    await enter(place, mila)
    const grant = await house.unlock(place, PASSWORD)
    const guest = await enter(place, grant)
    await guest.ask('chat:name', { place, name: 'Visitor' })
    await vi.waitFor(async () =>
      expect(await kindsOf(place)).toEqual([
        ['joined', 'Mila'],
        ['unlocked', 'Visitor'],
      ]),
    )
    house.pass(HOUR_MS + 1)
    await signInAgain()
    await enter(place, mila)
    await vi.waitFor(async () => expect((await kindsOf(place)).at(-1)).toEqual(['joined', 'Mila']))
    expect(await kindsOf(place)).toHaveLength(3)
  })

  it('a burst of uploads is one line, which goes on until somebody says something', async () => {
    const place = await makeRoom('album')
    const talker = await enter(place, mila)
    for (let at = 0; at < 6; at++) await put(place, `Brittany/photo ${at}.txt`)
    const uploads = async () => (await pageOf(place)).messages.filter(({ kind }) => kind === 'uploaded')
    await vi.waitFor(async () => expect((await uploads())[0]?.entryCount).toBe(6), 10_000)
    await put(place, 'Brittany/photo late.txt')
    await vi.waitFor(async () => expect((await uploads())[0]?.entryCount).toBe(7), 10_000)
    const [line, ...more] = await uploads()
    expect(more).toEqual([])
    expect(line).toMatchObject({ folder: 'Brittany', author: { name: 'Rowan' } })
    expect(line?.entries).toHaveLength(3)
    await talker.say(place, 'lovely')
    await put(place, 'Brittany/photo last.txt')
    await vi.waitFor(async () => expect((await uploads()).map(({ entryCount }) => entryCount)).toEqual([7, 1]), 10_000)
    await vi.waitFor(() => expect(talker.heard.some(({ kind }) => kind === 'uploaded')).toBe(true))
    expect(await talker.ask('chat:delete', { place, message: line?.id ?? '' })).toMatchObject({ code: 'forbidden' })
  })
})

it('keeps the conversation across a restart, says nobody joined twice, and forgets it with its room', async () => {
  const place = await makeRoom('tower')
  const talker = await enter(place, mila)
  const clientId = randomUUID()
  await talker.say(place, 'before the restart', { clientId })
  await vi.waitFor(async () => expect((await pageOf(place)).messages).toHaveLength(2))
  await house.stop()
  house = await serveHouse({ dataFolder: house.dataFolder })
  await signInAgain()
  const again = await enter(place, mila)
  await again.say(place, 'before the restart', { clientId })
  expect((await pageOf(place)).messages.map(({ kind }) => kind)).toEqual(['joined', 'text'])
  await house.apiOf(admin).call(ROUTES.places.deleteRoom, { params: { place }, query: { confirm: 'tower' } })
  expect(await again.say(place, 'anybody?')).toMatchObject({ code: 'not_found' })
  expect(house.errors).toEqual([])
})
