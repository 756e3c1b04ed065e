import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHouse } from './testing/build-house.ts'
import { openHouse } from './testing/test-house.ts'
import { type Answer, bytes, metadata, OFFSET_STREAM, send, TUS } from './testing/tus-client.ts'

/**
 * kill -9 between every two steps, and at random moments. One model checks the history: whatever was acknowledged is
 * there after the next start, and in the end every file is listed once, byte for byte.
 */

const KiB = 1024
/** Passed by every upload; the number is how often the process survives it first. */
const POINTS: [string, number][] = [
  ['create:before-row', 1],
  ['create:after-row', 2],
  ['receive:before-sync', 3],
  ['receive:after-sync', 4],
  ['receive:after-record', 2],
  ['finish:before-mark', 1],
  ['finish:after-mark', 1],
  ['finish:before-publish', 2],
  ['publish: intended', 1],
  ['publish: placed', 1],
  ['publish: synced', 1],
  ['publish: recorded', 1],
  ['finish:after-publish', 0],
]
const RANDOM_KILLS = 3

let built: Awaited<ReturnType<typeof buildHouse>>
beforeAll(async () => {
  built = await buildHouse()
})
afterAll(() => built.remove())

interface Transfer {
  readonly name: string
  readonly body: Buffer
  address: string | null
  acknowledged: number
  done: boolean
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function startHouse(
  dataFolder: string,
  point: string,
  passes: number,
): Promise<{ child: ChildProcess; port: number } | null> {
  const child = fork(built.file, [dataFolder, point, String(passes)], { execArgv: [] })
  // What the last one left may bring the next to the same point while it is still starting: null.
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (typeof message !== 'object' || message === null) return null
  // killable-house.ts sends exactly this.
  return { child, port: (message as { port: number }).port }
}

test('whatever was acknowledged survives kill -9 at any point, and every file is listed once', async () => {
  const random = seeded(20_240_607)
  const dataFolder = await mkdtemp(join(tmpdir(), 'hearth-kill-'))
  const transfers: Transfer[] = []
  const rounds: [string, number][] = [
    ...POINTS,
    ...Array.from({ length: RANDOM_KILLS }, (): [string, number] => ['-', 0]),
  ]
  try {
    for (const [round, [point, passes]] of rounds.entries()) {
      for (let index = 0; index < 4; index++) {
        const size = Math.floor((index % 2 === 0 ? 30 : 1500) * KiB * (0.5 + random()))
        transfers.push({
          name: `r${round}-${index}.bin`,
          body: bytes(size, round * 10 + index),
          address: null,
          acknowledged: 0,
          done: false,
        })
      }
      const started = await startHouse(dataFolder, point, passes)
      if (started === null) continue
      const { child, port } = started
      const died = once(child, 'exit')
      const timer = point === '-' ? setTimeout(() => child.kill('SIGKILL'), 20 + random() * 300) : null
      await Promise.all(transfers.filter(({ done }) => !done).map((transfer) => carryOn(port, transfer, random)))
      if (timer !== null) clearTimeout(timer)
      child.kill('SIGKILL')
      await died
    }
    const last = await startHouse(dataFolder, '-', 0)
    if (last === null) throw new Error('did not start')
    const { child, port } = last
    await Promise.all(transfers.filter(({ done }) => !done).map((transfer) => carryOn(port, transfer, random)))
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(transfers.filter(({ done }) => !done)).toEqual([])
    await expectWhole(dataFolder, transfers)
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}, 240_000)

/** Sends what is missing; stops without a word when the vault dies. */
async function carryOn(port: number, transfer: Transfer, random: () => number): Promise<void> {
  try {
    if (transfer.address === null) await begin(port, transfer, random)
    while (!transfer.done && transfer.address !== null) {
      const stands = await send(port, 'HEAD', transfer.address, { headers: TUS })
      note(transfer, stands, 200)
      if (transfer.done) return
      const end = Math.min(transfer.body.length, transfer.acknowledged + Math.ceil(random() * 600 * KiB))
      const headers = { ...TUS, ...OFFSET_STREAM, 'upload-offset': transfer.acknowledged }
      const body = transfer.body.subarray(transfer.acknowledged, end)
      note(transfer, await send(port, 'PATCH', transfer.address, { headers, body }), 204)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^E(?:CONN|PIPE)/.test(String(error.code))) return
    if (error instanceof Error && /socket hang up|aborted/.test(error.message)) return
    throw error
  }
}

async function begin(port: number, transfer: Transfer, random: () => number): Promise<void> {
  const withBody = random() < 0.5
  const headers = {
    ...TUS,
    'upload-length': transfer.body.length,
    'upload-metadata': metadata({ filename: transfer.name, transferId: transfer.name }),
    ...(withBody ? OFFSET_STREAM : {}),
  }
  const answer = await send(port, 'POST', '/api/uploads', { headers, ...(withBody ? { body: transfer.body } : {}) })
  expect(answer.status).toBe(201)
  transfer.address = String(answer.headers.location)
  if (answer.headers['upload-offset'] !== undefined) note(transfer, answer, 201)
}

/** Every offset that leaves the vault is a promise; it may only grow. */
function note(transfer: Transfer, answer: Answer, expected: number): void {
  expect([transfer.name, answer.status, answer.code]).toEqual([transfer.name, expected, ''])
  const offset = Number(answer.headers['upload-offset'])
  expect(offset).toBeGreaterThanOrEqual(transfer.acknowledged)
  transfer.acknowledged = offset
  transfer.done = offset === transfer.body.length
}

async function expectWhole(dataFolder: string, transfers: readonly Transfer[]): Promise<void> {
  const house = await openHouse({ dataFolder })
  try {
    await house.finished
    const names = transfers.map(({ name }) => name).sort()
    expect(await house.names()).toEqual(names)
    expect((await house.listed()).map(({ name }) => name).sort()).toEqual(names)
    for (const { name, body } of transfers) expect(body.equals(await readFile(join(house.root, name)))).toBe(true)
    expect(await readdir(join(house.root, '.hearth', 'partials'))).toEqual([])
    expect((await house.uploadRows()).filter(({ state }) => state !== 'done')).toEqual([])
    const intents = await house.db.read(house.db.build.selectFrom('fs_intents').selectAll())
    expect(intents).toEqual([])
  } finally {
    await house.close()
  }
}
