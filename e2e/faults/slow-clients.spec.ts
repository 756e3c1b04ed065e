import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, test } from '@playwright/test'
import {
  bytes,
  create,
  type Door,
  patch,
  type SlowPatch,
  slowPatch,
} from '#server/features/uploads/testing/tus-client.ts'
import { ADMIN, moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import * as reception from './support/reception.ts'

const MiB = 1 << 20
const CROWD = 100
/** What a crowd may cost at most; a vault that kept for each what it can take would need gigabytes. */
const BOUND_BYTES = 300 * MiB

let vault: VaultProcess
let door: Door

test.beforeAll(async () => {
  const buckets = ['download', 'upload', 'look-up', 'token', 'sign-in']
  vault = await launchVault({ flags: buckets.flatMap((bucket) => [`--rate-${bucket}`, 'none']) })
  await moveIn(vault)
  door = await reception.openDoor(vault, ADMIN)
})
test.afterAll(() => vault.dispose())

const everybody = <T>(one: (index: number) => T): T[] => Array.from({ length: CROWD }, (_, index) => one(index))

/** Somebody in a hurry beside the crowd. */
async function expectServed(name: string): Promise<void> {
  const body = bytes(5 * MiB)
  const address = await create(door, name, body.length)
  expect((await patch(door, address, 0, body)).status).toBe(204)
  const { entryId, sha256 } = await reception.resultOf(door, address)
  expect(sha256).toBe(reception.sha256Of(body))
  const { bytes: received } = await reception.readDownload(await reception.beginDownload(door, entryId))
  expect(received.equals(body)).toBe(true)
  expect(await reception.namesIn(door, 'main')).toContain(name)
}

async function residentBytes(): Promise<number> {
  const status = await readFile(`/proc/${vault.pid()}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
}

interface Staller {
  readonly socket: Socket
  readonly drips: boolean
  isDropped: boolean
}

/** Whoever drips does not close the own side either, whatever the answer. */
function stall(port: number, opening: string, drips = false): Staller {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: drips })
  const staller = { socket, drips, isDropped: false }
  staller.socket.on('error', () => undefined)
  staller.socket.once('close', () => {
    staller.isDropped = true
  })
  staller.socket.resume()
  if (opening !== '') staller.socket.write(opening)
  return staller
}

test('whoever does not get to the end of a request is dropped, and others are served meanwhile', async () => {
  test.setTimeout(180_000)
  const host = `Host: localhost:${vault.httpPort}\r\n`
  const json = `${host}Content-Type: application/json\r\nContent-Length: 1000\r\n`
  const form = `${host}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n`
  const bearer = `Authorization: ${door.headers?.authorization}\r\n`
  const silent = everybody((index) => stall(index % 2 === 0 ? vault.httpPort : vault.httpsPort, ''))
  const dribbling = everybody(() => stall(vault.httpPort, `GET /api/health HTTP/1.1\r\n${host}X-Slow: `, true))
  const withBody = [
    `POST /api/tokens HTTP/1.1\r\n${json}\r\n{`,
    `POST /api/auth/callback/credentials HTTP/1.1\r\n${json}\r\n{`,
    `GET /api/health HTTP/1.1\r\n${json}\r\n{`,
    `POST /nowhere HTTP/1.1\r\n${json}\r\n{`,
  ].map((opening) => stall(vault.httpPort, opening, true))
  const silentForm = stall(vault.httpPort, `POST /api/places/main/content HTTP/1.1\r\n${bearer}${form}\r\n--b\r\n`)
  const all = [...silent, ...dribbling, ...withBody, silentForm]
  const drip = setInterval(() => {
    for (const { socket, drips } of all) if (drips && !socket.destroyed) socket.write('x')
  }, 1000)
  try {
    await expectServed('beside-stallers.bin')
    // 20 s for the headers and 30 s for a body, looked at every 5 s.
    await expect.poll(() => all.filter(({ isDropped }) => !isDropped).length, { timeout: 90_000 }).toBe(0)
    await expectServed('after-stallers.bin')
  } finally {
    clearInterval(drip)
    for (const { socket } of all) socket.destroy()
  }
})

test('a hundred people who hardly send do not keep others from being served, and cost a bounded memory', async () => {
  await expectServed('before.bin')
  const before = process.platform === 'linux' ? await residentBytes() : 0
  const slow: { address: string; sending: SlowPatch; sentBytes: number }[] = []
  for (const index of everybody((each) => each)) {
    const address = await create(door, `slow-${index}.bin`, 20 * MiB)
    slow.push({ address, sending: slowPatch(door, address, 0, 20 * MiB), sentBytes: 0 })
  }
  const drip = setInterval(() => {
    for (const one of slow) {
      one.sending.write(bytes(700, one.sentBytes))
      one.sentBytes += 700
    }
  }, 250)
  try {
    for (const index of [1, 2, 3]) await expectServed(`fast-${index}.bin`)
    if (process.platform === 'linux') expect((await residentBytes()) - before).toBeLessThan(BOUND_BYTES)
  } finally {
    clearInterval(drip)
    for (const { sending } of slow) sending.vanish()
  }
  // Their lines are gone, their bytes are not.
  for (const { address } of slow.slice(0, 5)) {
    await expect.poll(() => reception.offsetOf(door, address)).toBeGreaterThan(0)
  }
})

test('a hundred people who do not read on do not keep others from being served, and cost a bounded memory', async () => {
  const film = await reception.putFile(door, 'main', 'film.bin', Buffer.alloc(40 * MiB, 'film'))
  const before = process.platform === 'linux' ? await residentBytes() : 0
  const unread: IncomingMessage[] = await Promise.all(everybody(() => reception.beginDownload(door, film)))
  try {
    for (const index of [1, 2, 3]) await expectServed(`beside-readers-${index}.bin`)
    if (process.platform === 'linux') expect((await residentBytes()) - before).toBeLessThan(BOUND_BYTES)
    expect((await reception.readDownload(unread.shift() as IncomingMessage)).bytes.length).toBe(40 * MiB)
  } finally {
    for (const response of unread) response.destroy()
  }
})
