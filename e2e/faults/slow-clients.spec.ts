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
  vault = await launchVault({ flags: ['--rate-download', 'none', '--rate-upload', 'none', '--rate-look-up', 'none'] })
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
  isDropped: boolean
}

/** It does not close its side either, whatever it is answered. */
function stall(port: number, opening: string): Staller {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: opening !== '' })
  const staller = { socket, isDropped: false }
  staller.socket.on('error', () => undefined)
  staller.socket.once('close', () => {
    staller.isDropped = true
  })
  staller.socket.resume()
  if (opening !== '') staller.socket.write(opening)
  return staller
}

test('whoever does not get to the end of the headers is dropped, and others are served meanwhile', async () => {
  test.setTimeout(120_000)
  const line = `GET /api/health HTTP/1.1\r\nHost: localhost:${vault.httpPort}\r\nX-Slow: `
  const silent = everybody(() => stall(vault.httpPort, ''))
  const dribbling = everybody(() => stall(vault.httpPort, line))
  const handshakes = everybody(() => stall(vault.httpsPort, ''))
  const all = [...silent, ...dribbling, ...handshakes]
  const drip = setInterval(() => {
    for (const { socket } of dribbling) if (!socket.destroyed) socket.write('x')
  }, 1000)
  try {
    await expectServed('beside-stallers.bin')
    // 20 s for the headers, looked at every 5 s.
    await expect.poll(() => all.filter(({ isDropped }) => !isDropped).length, { timeout: 60_000 }).toBe(0)
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
