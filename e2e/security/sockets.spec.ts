import { expect, test } from '@playwright/test'
import type { Socket } from 'socket.io-client'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ask, connectSocket } from '../support/socket-client.ts'
import { complaintsIn, type Gathering, gather } from './support/gathering.ts'
import { isAlive, PLACE_NAMES, putFile } from './support/household.ts'
import type { Proof } from './support/people.ts'
import { outcomeOf } from './support/permissions.ts'
import { openWebSocket } from './support/websocket.ts'
import { eachOf, send } from './support/wire.ts'

/** The sockets: the same guards and rules as HTTP. */

let all: Gathering

test.beforeAll(async () => {
  test.setTimeout(120_000)
  all = await gather()
})

test.afterAll(() => all.house.vault.dispose())

const port = (): number => all.house.door.port

const connect = (proof: Proof): Promise<Socket> => connectSocket(port(), proof)

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
    expect(await isAlive(all.house)).toBe(true)
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
