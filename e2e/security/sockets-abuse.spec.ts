import { expect, test } from '@playwright/test'
import type { Socket } from 'socket.io-client'
import { ask, connectSocket } from '../support/socket-client.ts'
import { type Gathering, gather } from './support/gathering.ts'
import { isAlive } from './support/household.ts'
import type { Proof } from './support/people.ts'
import { openWebSocket, type RawWebSocket } from './support/websocket.ts'
import { eachOf } from './support/wire.ts'

/** Nothing that is said on a socket ends or slows the vault. */

let all: Gathering

test.beforeAll(async () => {
  test.setTimeout(120_000)
  all = await gather()
})

test.afterAll(() => all.house.vault.dispose())

const port = (): number => all.house.door.port

const connect = (proof: Proof): Promise<Socket> => connectSocket(port(), proof)

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
  expect(await isAlive(all.house)).toBe(true)
})

test('a flood of questions is answered or cut off, and others are served meanwhile', async () => {
  const flooder = await openRaw()
  for (let number = 0; number < 20_000; number++) flooder.send(`42${number}${join}`)
  const polite = await connect(all.house.editorProof)
  expect(await ask(polite, 'place:join', { place: all.house.places.hall.id })).toMatchObject({ ok: true })
  expect(await isAlive(all.house)).toBe(true)
  polite.disconnect()
  flooder.close()
})
