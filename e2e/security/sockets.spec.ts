import { expect, test } from '@playwright/test'
import { io, type Socket } from 'socket.io-client'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import { complaintsIn, type Gathering, gather } from './support/gathering.ts'
import { PLACE_NAMES, putFile } from './support/household.ts'
import type { Proof } from './support/people.ts'
import { outcomeOf } from './support/permissions.ts'
import { openWebSocket, type RawWebSocket } from './support/websocket.ts'
import { eachOf, send } from './support/wire.ts'

/** The sockets: the same guards and rules as HTTP, and nothing that is said there ends or slows the vault. */

let all: Gathering

test.beforeAll(async () => {
  test.setTimeout(120_000)
  all = await gather()
})

test.afterAll(() => all.house.vault.dispose())

const port = (): number => all.house.door.port

async function isAlive(): Promise<boolean> {
  const answer = await send(all.house.door, { method: 'GET', path: '/api/session', headers: all.house.adminProof })
  return answer.status === 200
}

/** A connection of a client that keeps to the rules. */
async function connect(proof: Proof): Promise<Socket> {
  const socket = io(`http://localhost:${port()}`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { ...proof } },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('hello', () => resolve())
    socket.once('connect_error', reject)
  })
  return socket
}

const ask = (socket: Socket, event: string, payload: unknown): Promise<SocketAnswer> =>
  socket.timeout(5_000).emitWithAck(event, payload) as Promise<SocketAnswer>

test.describe('the upgrade', () => {
  test('comes from the vault’s own pages or from a program, under the vault’s own name, with a cookie only from the former', async () => {
    const own = `http://localhost:${port()}`
    const { cookie = '' } = all.proofOf('an editor by cookie')
    const cases: [Record<string, string>, boolean][] = [
      [{}, true],
      [{ Origin: own }, true],
      [{ Origin: own, Cookie: cookie }, true],
      [{ Cookie: cookie }, false],
      [{ Origin: 'null' }, false],
      [{ Origin: '' }, false],
      [{ Origin: 'http://evil.example' }, false],
      [{ Origin: `http://localhost:${port() + 1}`, Cookie: cookie }, false],
      [{ Origin: `https://localhost:${port()}`, Cookie: cookie }, false],
      [{ Origin: `http://127.0.0.1:${port()}`, Cookie: cookie }, false],
      [{ Origin: `http://localhost:${port()}.evil.example`, Cookie: cookie }, false],
      [{ Host: 'evil.example', Origin: 'http://evil.example' }, false],
      [{ Host: 'evil.example' }, false],
    ]
    const outcomes = await eachOf(cases, 4, async ([headers]) => {
      const opened = await openWebSocket({ port: port(), headers })
      if (opened.kind === 'open') opened.socket.close()
      return opened.kind === 'open'
    })
    expect(outcomes).toEqual(cases.map(([, isTaken]) => isTaken))
  })

  test('is the only way in: no polling, no other path, no client script', async () => {
    const paths = [
      '/socket.io/?EIO=4&transport=polling',
      '/socket.io/socket.io.js',
      '/socket.io/',
      '/socket.io/?EIO=3&transport=polling',
    ]
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = await send(all.house.door, { method, path })
        expect(answer.status, `${method} ${path}`).toBeGreaterThanOrEqual(400)
        expect(answer.status, `${method} ${path}`).toBeLessThan(500)
        expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      }
    }
  })

  test('of a strange shape is refused', async () => {
    const paths = [
      '/socket.io/?EIO=99&transport=websocket',
      '/socket.io/?EIO=4&transport=ftp',
      '/socket.io/?EIO=4&transport=websocket&sid=none',
    ]
    for (const path of [...paths, '/socket.io/../api/session', '/socket.io/%2e%2e/']) {
      const opened = await openWebSocket({ port: port(), path })
      const isShut = opened.kind === 'refused' || (await opened.socket.ended(2_000))
      expect(isShut, path).toBe(true)
    }
    expect(await isAlive()).toBe(true)
  })

  test('with a token or cookie that is not valid gives nobody a place that needs one', async () => {
    for (const label of ['a forged cookie', 'an ended cookie']) {
      const socket = await connect(all.proofOf(label))
      expect(await ask(socket, 'place:join', { place: all.house.places.hall.id })).toMatchObject({ ok: false })
      socket.disconnect()
    }
    for (const label of ['a forged token', 'an ended token', 'a basic credential']) {
      const socket = await connect(all.proofOf(label)).catch(() => null)
      if (socket === null) continue
      expect(await ask(socket, 'place:join', { place: all.house.places.porch.id })).toMatchObject({ ok: false })
      socket.disconnect()
    }
  })
})

test('a place is joined by whom the table lets look, and by nobody else', async () => {
  const people = all.identities.filter(({ is }) => is.kind === 'person')
  const complaints = await eachOf(people, 4, async ({ label, proof, is }) => {
    const socket = await connect(proof)
    const wrong: string[] = []
    for (const place of PLACE_NAMES) {
      const wanted = is.kind === 'person' ? outcomeOf(is.person, place, 'look') : ''
      const answer = await ask(socket, 'place:join', { place: all.house.places[place].id })
      const outcome = answer.ok ? 'yes' : answer.code
      if (outcome !== wanted) wrong.push(`${place}: ${outcome}, not ${wanted}`)
    }
    socket.disconnect()
    return wrong.length === 0 ? null : `${label}: ${wrong.join(', ')}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('a refused event and a strange one are answered, and tell nothing of the inside', async () => {
  const socket = await connect(all.house.editorProof)
  const payloads = [
    null,
    1,
    'x',
    [],
    {},
    { place: 1 },
    { place: '' },
    { place: 'x'.repeat(500) },
    { place: '../..' },
    { place: { $ne: 1 } },
  ]
  for (const payload of payloads) {
    const answer = await ask(socket, 'place:join', payload)
    expect(answer, JSON.stringify(payload)).toMatchObject({ ok: false })
    expect(JSON.stringify(answer)).not.toMatch(/\bat .*\(|node_modules|SQLITE|"internal"/)
  }
  for (const job of ['none', '', '%00', 'x'.repeat(64)]) {
    expect(await ask(socket, 'job:follow', { job })).toMatchObject({ ok: false })
  }
  expect(socket.connected).toBe(true)
  socket.disconnect()
})

test('what happens in a place is told to those in it and to nobody else', async () => {
  const { places, door, editorProof } = all.house
  const heard = new Map<string, unknown[]>()
  const listeners = await eachOf(['an editor', 'a viewer', 'a guest of another room', 'nobody'], 1, async (label) => {
    const socket = await connect(all.proofOf(label))
    heard.set(label, [])
    socket.onAny((...event) => heard.get(label)?.push(event))
    await ask(socket, 'place:join', { place: places.hall.id })
    await ask(socket, 'place:join', { place: places.cellar.id })
    return socket
  })
  await putFile(door, places.hall.id, 'news.txt', 'news', editorProof)
  await putFile(door, places.cellar.id, 'secret news.txt', 'x', all.proofOf('a named member'))
  const told = (label: string) => JSON.stringify(heard.get(label))
  await expect.poll(() => told('a viewer')).toContain('place:changed')
  await new Promise((resolve) => setTimeout(resolve, 500))
  for (const label of ['a guest of another room', 'nobody']) {
    expect(told(label)).not.toContain(places.hall.id)
    expect(told(label)).not.toContain('news.txt')
  }
  for (const label of heard.keys()) {
    expect(told(label)).not.toContain(places.cellar.id)
    expect(told(label)).not.toContain('secret news')
  }
  for (const socket of listeners) socket.disconnect()
})

/** Somebody in a place, and what they were told since. */
async function sitIn(proof: Proof, place: string): Promise<{ socket: Socket; told: string[] }> {
  const socket = await connect(proof)
  const told: string[] = []
  socket.onAny((event: string) => told.push(event))
  socket.once('disconnect', () => told.push('disconnect'))
  expect(await ask(socket, 'place:join', { place })).toMatchObject({ ok: true })
  return { socket, told }
}

test.describe('access that ends is noticed at once:', () => {
  test('a session that is ended by hand', async () => {
    const { admin, places, accountIds } = all.house
    const { told } = await sitIn(await all.identityOf('a viewer by cookie').fresh(), places.hall.id)
    const bystander = await sitIn(all.proofOf('an editor'), places.hall.id)
    const { sessions } = await admin.call(ROUTES.people.sessions, {})
    const newest = sessions
      .filter(({ accountId }) => accountId === accountIds.viewer)
      .sort((a, b) => b.createdAt - a.createdAt)
    await admin.call(ROUTES.people.endSession, { params: { session: newest[0]?.id ?? '' } })
    await expect.poll(() => told, { timeout: 5_000 }).toEqual(expect.arrayContaining(['session:ended', 'disconnect']))
    expect(bystander.socket.connected).toBe(true)
    bystander.socket.disconnect()
  })

  test('a password of a room that is changed, and a grant that is given back', async () => {
    const { admin, places, door } = all.house
    const giver = await all.identityOf('a guest by grant').fresh()
    const leaving = await sitIn(giver, places.studio.id)
    await send(door, { method: 'DELETE', path: `/api/rooms/${places.studio.id}/unlock`, headers: giver })
    await expect.poll(() => leaving.told, { timeout: 5_000 }).toContain('place:removed')
    const guest = await sitIn(await all.identityOf('a guest of another room').fresh(), places.den.id)
    const person = await sitIn(all.proofOf('a viewer'), places.den.id)
    await admin.call(ROUTES.places.changeRoom, { params: { place: places.den.id }, body: { password: 'another word' } })
    await expect.poll(() => guest.told, { timeout: 5_000 }).toContain('place:removed')
    expect(person.told).not.toContain('place:removed')
    for (const { socket } of [leaving, guest, person]) socket.disconnect()
  })

  test('a room that is limited to names, and one that is deleted', async () => {
    const { admin } = all.house
    const { id } = await admin.call(ROUTES.places.createRoom, { body: { name: 'open for now', access: 'accounts' } })
    const viewer = await sitIn(all.proofOf('a viewer'), id)
    await admin.call(ROUTES.places.changeRoom, { params: { place: id }, body: { access: 'names', memberIds: [] } })
    await expect.poll(() => viewer.told, { timeout: 5_000 }).toContain('place:removed')
    const boss = await sitIn(all.proofOf('an admin'), id)
    await admin.call(ROUTES.places.deleteRoom, { params: { place: id }, query: { confirm: 'open for now' } })
    await expect.poll(() => boss.told, { timeout: 5_000 }).toContain('place:removed')
    for (const { socket } of [viewer, boss]) socket.disconnect()
  })
})

/** A connection that speaks Socket.IO by hand, ready to misbehave. */
async function openRaw(): Promise<RawWebSocket> {
  const opened = await openWebSocket({ port: port() })
  if (opened.kind === 'refused') throw new Error(`refused: ${opened.answer}`)
  await opened.socket.next((message) => message.startsWith('0'))
  opened.socket.send('40')
  await opened.socket.next((message) => message.startsWith('40'))
  return opened.socket
}

const join = '["place:join",{"place":"none"}]'

/** Each ends the connection of whoever sends it. */
const RUDE: Record<string, (socket: RawWebSocket) => void> = {
  'leaving without closing': (socket) => socket.send('41'),
  'no packet': (socket) => socket.send('nonsense'),
  'an unknown packet type': (socket) => socket.send('49[]'),
  'broken JSON': (socket) => socket.send('42["place:join",{'),
  'no array': (socket) => socket.send('42{"a":1}'),
  'an empty array': (socket) => socket.send('42[]'),
  'a number for an event': (socket) => socket.send('420[1,{}]'),
  'an event of the library itself': (socket) => socket.send('420["disconnect",{}]'),
  'an event nobody knows': (socket) => socket.send('420["chat:shout",{}]'),
  'an event of every object': (socket) => socket.send('420["__proto__",{}]'),
  'another event of every object': (socket) => socket.send('420["constructor",{}]'),
  'an event without an answer': (socket) => socket.send(`42${join}`),
  'too few arguments': (socket) => socket.send('420["place:join"]'),
  'too many arguments': (socket) => socket.send('420["place:join",{"place":"x"},{}]'),
  'an announced attachment': (socket) => socket.send('451-0["place:join",{"_placeholder":true,"num":0}]'),
  'many announced attachments': (socket) => socket.send('459999999999-0["place:join",{"_placeholder":true,"num":0}]'),
  'an attachment with its bytes': (socket) => {
    socket.send('451-0["place:join",{"place":{"_placeholder":true,"num":0}}]')
    socket.send(new Uint8Array(100), { opcode: 2 })
  },
  'an attachment out of range': (socket) => {
    socket.send('451-0["place:join",{"_placeholder":true,"num":99999}]')
    socket.send(new Uint8Array(1), { opcode: 2 })
  },
  'bytes nobody announced': (socket) => socket.send(new Uint8Array(1_000), { opcode: 2 }),
  'a packet too large': (socket) => socket.send(`420["place:join",{"place":"${'x'.repeat(70_000)}"}]`),
  'a frame that says it is huge': (socket) => {
    socket.sendBytes(new Uint8Array([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]))
  },
  'a packet too large in pieces': (socket) => {
    socket.send('42["place:join",{"place":"', { final: false })
    for (let piece = 0; piece < 100; piece++) socket.send('x'.repeat(1_000), { opcode: 0, final: false })
  },
  'a frame that is not masked': (socket) => socket.send(`420${join}`, { masked: false }),
  'reserved bits': (socket) => socket.send(`420${join}`, { reserved: 7 }),
  'an opcode that does not exist': (socket) => socket.send('x', { opcode: 0x0b }),
  'text that is no UTF-8': (socket) => socket.send(new Uint8Array([0x34, 0x32, 0xff, 0xfe])),
  'a namespace that does not exist': (socket) => socket.send('42/admin,["place:join",{}]'),
}

for (const [what, misbehave] of Object.entries(RUDE)) {
  test(`${what}: the connection ends, and the vault goes on`, async () => {
    const polite = await connect(all.house.editorProof)
    const socket = await openRaw()
    misbehave(socket)
    expect(await socket.ended()).toBe(true)
    expect(await ask(polite, 'place:leave', { place: 'none' })).toMatchObject({ ok: true })
    polite.disconnect()
  })
}

test('keys that reach a prototype, and JSON without a floor, change nothing', async () => {
  const socket = await openRaw()
  socket.send(`422["place:join",${'['.repeat(30_000)}${']'.repeat(30_000)}]`)
  expect(await socket.next((message) => message.startsWith('432'))).toContain('"ok":false')
  socket.send('420["place:join",{"__proto__":{"ok":true},"place":"none"}]')
  socket.send('421["place:join",{"place":"none","constructor":{"prototype":{"polluted":1}}}]')
  expect(await socket.next((message) => message.startsWith('430'))).toContain('"ok":false')
  expect(await socket.next((message) => message.startsWith('431'))).toContain('"ok":false')
  expect('polluted' in {}).toBe(false)
  socket.close()
})

test('one address holds a bounded number of connections, and gets new ones when it lets some go', async () => {
  const opened = await eachOf(Array.from({ length: 230 }), 20, async () => {
    const one = await openWebSocket({ port: port() })
    if (one.kind === 'refused') return null
    one.socket.send('40')
    return one.socket
  })
  const open = opened.filter((socket) => socket !== null)
  const ended = await Promise.all(open.map((socket) => socket.ended(1_500)))
  const held = open.length - ended.filter(Boolean).length
  expect(held).toBeGreaterThan(100)
  expect(held).toBeLessThanOrEqual(200)
  for (const socket of open) socket.close()
  await expect(async () => (await openRaw()).close()).toPass({ timeout: 5_000 })
  expect(await isAlive()).toBe(true)
})

test('a flood of questions is answered or cut off, and others are served meanwhile', async () => {
  const flooder = await openRaw()
  for (let number = 0; number < 20_000; number++) flooder.send(`42${number}${join}`)
  const polite = await connect(all.house.editorProof)
  expect(await ask(polite, 'place:join', { place: all.house.places.hall.id })).toMatchObject({ ok: true })
  expect(await isAlive()).toBe(true)
  polite.disconnect()
  flooder.close()
})
