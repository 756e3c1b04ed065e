import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { ADMIN } from '#server/features/chat/testing/serve-house.ts'
import { serveLinks } from '#server/features/share-links/testing/serve-links.ts'

const { at, put, make, visit, contentOf, get } = serveLinks()
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0'
const FILM_BYTES = 400_000

let film: string
let letter: string

beforeAll(async () => {
  film = await put('film.mp4', Buffer.alloc(FILM_BYTES, 7))
  letter = await put('letter.txt', 'dear all')
})

/** What the admin reads, once everything is written. */
async function lines(query: Record<string, string> = {}) {
  const { access } = at.house.household
  await access.log.flush()
  const page = await at.house.apiOf(at.admin).call(ROUTES.accessLog.list, { query })
  return page.lines
}

const urlOf = (entry: string) => `${at.house.origin}/api/files/${entry}/content`
/** A browser of Mila: a program that says the name of one would be noted as a program. */
const asBrowser = async () => {
  const device = await fetch(`${at.house.origin}/api/session`)
  return {
    cookie: device.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
    'user-agent': WINDOWS,
  }
}

async function openRoom(): Promise<string> {
  const room = await at.house
    .apiOf(at.admin)
    .call(ROUTES.places.createRoom, { body: { name: `Open ${Math.random()}`, access: 'lan' } })
  return room.id
}

async function putInto(room: string, name: string, bytes: Buffer): Promise<string> {
  const answer = await fetch(`${at.house.origin}/api/places/${room}/content?path=${name}`, {
    ...{ method: 'PUT', headers: at.admin, body: new Uint8Array(bytes) },
  })
  return ((await answer.json()) as { entry: { id: string } }).entry.id
}

async function usesOf(entry: string) {
  const { db } = at.house.household
  return db.readOne(
    db.build
      .selectFrom('entry_uses')
      .selectAll()
      .where('entry_id', '=', entry as EntryId),
  )
}

it('notes who brought what, from where', async () => {
  const [line] = await lines({ entry: letter })
  expect(line).toMatchObject({
    ...{ kind: 'upload', name: 'letter.txt', bytes: 8, address: '127.0.0.1' },
    ...{ who: { kind: 'account', name: 'Rowan' }, place: { id: at.room, name: 'Garden' } },
  })
})

it('makes one line of all ranges of a film that one guest watches, with the bytes that really left', async () => {
  const room = await openRoom()
  const entry = await putInto(room, 'walk.mp4', Buffer.alloc(FILM_BYTES, 3))
  const headers = await asBrowser()
  for (const range of ['bytes=0-99999', 'bytes=50000-149999', 'bytes=300000-399999']) {
    const answer = await fetch(urlOf(entry), { headers: { ...headers, range } })
    expect(answer.status).toBe(206)
    await answer.arrayBuffer()
  }
  const [line, ...more] = (await lines({ entry })).filter(({ kind }) => kind !== 'upload')
  expect(more).toEqual([])
  expect(line).toMatchObject({ kind: 'stream', bytes: 300_000, coveredBytes: 250_000, agent: 'Firefox 150, Windows' })
  expect(line?.who.kind).toBe('device')
  expect(await usesOf(entry)).toMatchObject({ opened: 1, downloads: 0 })
})

it('tells a view from a download, and notes neither a HEAD nor what the browser has already', async () => {
  const room = await openRoom()
  const entry = await putInto(room, 'note.txt', Buffer.from('hello'))
  const headers = await asBrowser()
  const first = await fetch(urlOf(entry), { headers })
  await first.arrayBuffer()
  const etag = first.headers.get('etag') ?? ''
  await fetch(urlOf(entry), { method: 'HEAD', headers })
  expect((await fetch(urlOf(entry), { headers: { ...headers, 'if-none-match': etag } })).status).toBe(304)
  await (await fetch(`${urlOf(entry)}?download=1`, { headers })).arrayBuffer()
  await (await fetch(urlOf(entry), { headers: { ...headers, 'if-match': etag } })).arrayBuffer()
  const kinds = (await lines({ entry })).map(({ kind }) => kind).filter((kind) => kind !== 'upload')
  expect(kinds).toEqual(['download', 'download', 'view'])
  expect(await usesOf(entry)).toMatchObject({ opened: 1, downloads: 2 })
  const api = at.house.apiOf(at.mila)
  const view = await api.call(ROUTES.entries.get, { params: { entry } })
  expect(view.uses).toEqual({ opened: 1, downloads: 2, lastOpenedAt: expect.any(Number) })
  expect(JSON.stringify(view), 'of a file it is told how often, never who').not.toContain('Firefox')
  const found = async (query: object) =>
    (await api.call(ROUTES.search.find, { query: { place: room, ...query } })).entries
  expect((await found({ openedWithinHours: 1, leastOpened: 1 })).map(({ name }) => name)).toEqual(['note.txt'])
  expect(await found({ mostOpened: 0 })).toEqual([])
  expect(await found({ q: 'note', leastOpened: 2 })).toEqual([])
  const fresh = await putInto(room, 'unread.txt', Buffer.from('new'))
  expect((await found({ mostOpened: 0 })).map(({ id }) => id)).toEqual([fresh])
  expect((await api.call(ROUTES.entries.get, { params: { entry: fresh } })).uses).toBeUndefined()
})

it('takes a break for the end of a viewing', async () => {
  const room = await openRoom()
  const entry = await putInto(room, 'story.txt', Buffer.from('once'))
  const headers = await asBrowser()
  for (const passed of [0, 29 * 60_000, 31 * 60_000]) {
    at.house.pass(passed)
    await (await fetch(urlOf(entry), { headers })).arrayBuffer()
  }
  // Tokens last a quarter of an hour.
  at.admin = await at.house.signIn(ADMIN)
  const views = (await lines({ entry })).filter(({ kind }) => kind === 'view')
  expect(views.map(({ bytes }) => bytes)).toEqual([4, 8])
  expect(await usesOf(entry)).toMatchObject({ opened: 2 })
})

it('notes what visitors of a link were given, by the link, and the link itself', async () => {
  const { link, token } = await make([film])
  const visitor = await visit(token)
  await (await get(contentOf(visitor, film), visitor, { range: 'bytes=0-999' })).arrayBuffer()
  await (await get(`${at.house.origin}/api/shared/${visitor.view.id}/zip`, visitor)).arrayBuffer()
  const found = (await lines()).filter((line) => line.link?.id === link.id)
  expect(found.map(({ kind, detail, who }) => [kind, detail, who.kind])).toEqual([
    ['download', 'zip', 'link'],
    ['stream', '', 'link'],
    ['share', '', 'account'],
  ])
  expect(found.find(({ kind }) => kind === 'stream')).toMatchObject({ bytes: 1_000, link: { name: 'film.mp4' } })
})

it('notes what was put into a drop box as brought by its visitor', async () => {
  const made = await at.house
    .apiOf(at.admin)
    .call(ROUTES.entries.createFolder, { params: { place: at.room }, body: { path: '', name: 'Inbox' } })
  const { link, token } = await make([made.id], { drop: { maxBytes: null, maxFiles: null } })
  const visitor = await visit(token)
  const b64 = (text: string) => Buffer.from(text).toString('base64')
  const answer = await fetch(`${at.house.origin}/api/shared/${visitor.view.id}/uploads`, {
    method: 'POST',
    headers: {
      ...{ cookie: visitor.cookie, origin: at.house.origin, 'tus-resumable': '1.0.0', 'upload-length': '5' },
      ...{
        'upload-metadata': `filename ${b64('gift.txt')},place ${b64(at.room)}`,
        'content-type': 'application/offset+octet-stream',
      },
    },
    body: 'hello',
  })
  expect(answer.status, await answer.clone().text()).toBe(201)
  const found = async () =>
    (await lines({ name: 'gift' })).map(({ kind, who, link }) => ({ kind, who: who.kind, link: link?.id }))
  // The drop box knows a moment after the answer who brought it.
  await expect.poll(found, { timeout: 20_000 }).toEqual([{ kind: 'upload', who: 'link', link: link.id }])
})

it('notes what is deleted, to the trash and for good, with the address that asked', async () => {
  const entry = await put('old.txt', 'away')
  const api = at.house.apiOf(at.mila)
  const selector = { kind: 'ids' as const, ids: [entry] }
  await api.call(ROUTES.entries.bulk, { params: { place: at.room }, body: { action: 'trash', selector } })
  const admin = at.house.apiOf(at.admin)
  await admin.call(ROUTES.trash.purge, { params: { place: at.room }, body: { entries: [entry], confirm: 1 } })
  const found = (await lines({ name: 'old.txt', kind: 'delete' })).map(({ detail, who, address }) => ({
    ...{ detail, by: who.name, address },
  }))
  expect(found).toEqual([
    { detail: 'purge', by: 'Rowan', address: '127.0.0.1' },
    { detail: 'trash', by: 'Mila', address: '127.0.0.1' },
  ])
})

it('adds days up by room, whatever becomes of the lines', async () => {
  const { db } = at.house.household
  const room = await openRoom()
  const entry = await putInto(room, 'counted.mp4', Buffer.alloc(1_000, 1))
  await (await fetch(urlOf(entry), { headers: await asBrowser() })).arrayBuffer()
  await lines()
  const day = await db.readOne(sql<object>`select * from access_days where place_id = ${room}`.compile(db.build))
  expect(day).toMatchObject({
    views: 0,
    streams: 1,
    downloads: 0,
    uploads: 1,
    sent_bytes: 1_000,
    received_bytes: 1_000,
  })
})

it('keeps what a player has played by person and file, merged, and each sitting with its repeats', async () => {
  const { db } = at.house.household
  const api = at.house.apiOf(at.mila)
  const spansOf = (spans: [number, number][]) => spans.map(([from, before]) => ({ from, before }))
  const play = (session: string, spans: [number, number][]) =>
    api.call(ROUTES.accessLog.played, {
      params: { entry: film },
      body: { session, spans: spansOf(spans), durationMs: 60_000 },
    })
  await play('sitting-1', [[0, 10_000]])
  await play('sitting-1', [
    [10_000, 20_000],
    [5_000, 8_000],
  ])
  await lines()
  await play('sitting-1', [[20_000, 30_000]])
  await play('sitting-2', [[50_000, 60_000]])
  await lines()
  const sessions = await db.read(db.build.selectFrom('play_sessions').selectAll().orderBy('id'))
  expect(sessions.map(({ id, played_ms, spans }) => [id, played_ms, spans])).toEqual([
    ['sitting-1', 33_000, '[[0,30000]]'],
    ['sitting-2', 10_000, '[[50000,60000]]'],
  ])
  const all = await db.read(db.build.selectFrom('played').selectAll())
  expect(all).toMatchObject([
    {
      actor_kind: 'account',
      actor_id: at.milaId,
      duration_ms: 60_000,
      played_ms: 43_000,
      spans: '[[0,30000],[50000,60000]]',
    },
  ])
  const wrong = (body: object) =>
    fetch(`${at.house.origin}/api/files/${film}/played`, {
      ...{ method: 'POST', headers: { ...at.mila, 'content-type': 'application/json' }, body: JSON.stringify(body) },
    }).then(({ status }) => status)
  expect(await wrong({ session: 'sitting-3', spans: spansOf([[5, 5]]) })).toBe(400)
  expect(await wrong({ session: 'x', spans: spansOf([[0, 5]]) })).toBe(400)
  expect(
    await wrong({ session: 'sitting-3', spans: Array.from({ length: 65 }, (_, i) => ({ from: i, before: i + 1 })) }),
  ).toBe(400)
})

it('lists by every filter, page after page, and refuses everybody but admins', async () => {
  const all = await lines({ limit: '500' })
  const api = at.house.apiOf(at.admin)
  const paged: string[] = []
  let cursor: string | undefined
  do {
    const page = await api.call(ROUTES.accessLog.list, {
      query: { limit: 7, ...(cursor === undefined ? {} : { cursor }) },
    })
    paged.push(...page.lines.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(paged).toEqual(all.map(({ id }) => id))
  const idsOf = async (query: Record<string, string>) => (await lines({ limit: '500', ...query })).map(({ id }) => id)
  const expected = (fits: (line: (typeof all)[number]) => boolean) => all.filter(fits).map(({ id }) => id)
  const [middle] = all.slice(Math.floor(all.length / 2))
  const time = middle?.at ?? 0
  expect(await idsOf({ person: at.milaId })).toEqual(expected(({ who }) => who.id === at.milaId))
  expect(await idsOf({ person: 'guests' })).toEqual(expected(({ who }) => who.kind === 'device'))
  expect(await idsOf({ person: 'visitors' })).toEqual(expected(({ who }) => who.kind === 'link'))
  expect(await idsOf({ place: at.room, kind: 'upload' })).toEqual(
    expected(({ place, kind }) => place.id === at.room && kind === 'upload'),
  )
  expect(await idsOf({ name: 'FILM' })).toEqual(expected(({ name }) => name.includes('film')))
  expect(await idsOf({ name: '%' })).toEqual([])
  expect(await idsOf({ address: '127.' })).toEqual(all.map(({ id }) => id))
  expect(await idsOf({ address: '10.' })).toEqual([])
  expect(await idsOf({ from: String(time) })).toEqual(expected((line) => line.at >= time))
  expect(await idsOf({ before: String(time) })).toEqual(expected((line) => line.at < time))
  await expect(api.call(ROUTES.accessLog.list, { query: { cursor: 'x' } })).rejects.toMatchObject({
    code: 'invalid_cursor',
  })
  const mila = at.house.apiOf(at.mila)
  await expect(mila.call(ROUTES.accessLog.list, { query: {} })).rejects.toMatchObject({ code: 'forbidden' })
})

it('gives the same as a table, in which no name becomes a formula', async () => {
  await put('=cmd.txt', 'x')
  const all = await lines({ limit: '500' })
  const answer = await fetch(`${at.house.origin}/api/access-log/csv`, { headers: at.admin })
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="?access-log-\d{4}-\d\d-\d\d\.csv/)
  const rows = (await answer.text()).trimEnd().split('\r\n')
  expect(rows.length).toBe(all.length + 1)
  expect(rows[1]).toContain(",'=cmd.txt,")
  const some = await fetch(`${at.house.origin}/api/access-log/csv?name=nothing-of-that-name`, { headers: at.admin })
  expect((await some.text()).trimEnd().split('\r\n').length).toBe(1)
})
