import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import {
  type Answer,
  bytes,
  create,
  type Door,
  head,
  metadata,
  patch,
  TUS,
} from '#server/features/uploads/testing/tus-client.ts'
import { ADMIN, moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import { attemptStart } from './support/attempt-start.ts'
import * as reception from './support/reception.ts'
import { openSmallDisk, type SmallDisk, whyNoSmallDisk } from './support/small-disk.ts'

/** Data, database and log on one disk that has no block left. */

const MiB = 1 << 20
const BODY = bytes(24 * MiB)

let disk: SmallDisk | null = null
let vault: VaultProcess
let door: Door

test.beforeAll(async () => {
  const why = await whyNoSmallDisk()
  test.skip(why !== null, `the full disk: ${why}`)
  disk = await openSmallDisk(96 * MiB)
  vault = await launchVault({
    ...{ dataFolder: join(disk.folder, 'data'), flags: ['--free-space-floor', '0', '--rate-upload', 'none'] },
  })
  await moveIn(vault)
  door = await reception.openDoor(vault, ADMIN)
})
test.afterAll(async () => {
  if (disk === null) return
  await vault?.dispose()
  await disk.dispose()
})

function expectFull(answer: Answer): void {
  expect([answer.status, answer.code]).toEqual([507, 'disk_full'])
  const problem = JSON.parse(answer.body) as { title: string; detail: string }
  expect(problem.title).toBe('The disk of the vault is full.')
  expect(answer.body).not.toMatch(/ENOSPC|SQLITE|hearth-small|\s+at /)
}

async function fill(leaveBytes: number): Promise<void> {
  await disk?.fillUpTo(leaveBytes)
}

test('an upload that meets the end of the disk is told so, and goes on to the same SHA-256 once there is room', async () => {
  const kept = await reception.putFile(door, 'main', 'kept.bin', BODY.subarray(0, MiB))
  const address = await create(door, 'film.bin', BODY.length)
  expect((await patch(door, address, 0, BODY.subarray(0, 2 * MiB))).status).toBe(204)
  await fill(5 * MiB)
  const refused = await patch(door, address, 2 * MiB, BODY.subarray(2 * MiB))
  expectFull(refused)
  const stands = await reception.offsetOf(door, address)
  expect(stands).toBeGreaterThanOrEqual(2 * MiB)
  expect(stands).toBeLessThan(BODY.length)
  expect(refused.headers['upload-offset']).toBe(String(stands))

  await fill(0)
  // Not a block left: reading goes on, the rest is refused in words, and nothing breaks.
  expect(await reception.namesIn(door, 'main')).toEqual(['kept.bin'])
  const { bytes: read } = await reception.readDownload(await reception.beginDownload(door, kept))
  expect(read.equals(BODY.subarray(0, MiB))).toBe(true)
  expectFull(await patch(door, address, stands, BODY.subarray(stands)))
  expectFull(await door.send('PUT', '/api/places/main/content?path=small.txt', { body: bytes(50_000) }))
  expectFull(
    await door.send('POST', '/api/uploads', {
      headers: { ...TUS, 'upload-length': 8 * MiB, 'upload-metadata': metadata({ filename: 'b.bin' }) },
    }),
  )
  expect((await head(door, address)).status).toBe(200)

  await disk?.makeRoom()
  const now = await reception.offsetOf(door, address)
  expect(now).toBeGreaterThanOrEqual(stands)
  // What the disk had to spare is asked for once a second.
  await expect
    .poll(async () => {
      const from = await reception.offsetOf(door, address)
      return (await patch(door, address, from, BODY.subarray(from))).status
    })
    .toBe(204)
  expect((await reception.resultOf(door, address)).sha256).toBe(reception.sha256Of(BODY))
})

test('writes of every kind are refused in words while the disk is full, and work again afterwards', async () => {
  await fill(0)
  const answers: Record<string, Answer> = {}
  const json = { 'content-type': 'application/json' }
  const attempt = (method: string, path: string, body: object) =>
    door.send(method, path, { headers: json, body: Buffer.from(JSON.stringify(body)) })
  // The log of the database may still have a page to spare, so each is tried until it has none.
  for (let index = 0; index < 200; index++) {
    answers.folder = await attempt('POST', '/api/places/main/folders', { name: `folder-${index}` })
    answers.room = await attempt('POST', '/api/rooms', { name: `room-${index}`, access: 'accounts' })
    answers.account = await attempt('POST', '/api/accounts', {
      ...{ name: `Guest ${index}`, password: 'a long enough password', role: 'viewer' },
    })
    if (Object.values(answers).every(({ status }) => status === 507)) break
    for (const { status, body } of Object.values(answers)) expect([201, 507], body).toContain(status)
  }
  for (const answer of Object.values(answers)) expectFull(answer)
  expect(await reception.namesIn(door, 'main')).toEqual(expect.arrayContaining(['film.bin', 'kept.bin']))

  await disk?.makeRoom()
  await reception.tell(door, 'POST', '/api/places/main/folders', { name: 'afterwards' }, 201)
  await vault.kill()
  await vault.start()
  expect(await reception.namesIn(door, 'main')).toEqual(expect.arrayContaining(['afterwards', 'film.bin', 'kept.bin']))
})

test('a start on a full disk is refused in words, and works once there is room', async () => {
  await vault.stop()
  await fill(0)
  const ports = ['--port', String(vault.httpsPort), '--http-port', String(vault.httpPort)]
  const { code, words } = await attemptStart(['--data', vault.dataFolder, ...ports])
  expect(code).toBe(1)
  expect(words).toContain(`The disk of ${vault.dataFolder} is full. Free some space and start again.`)
  expect(words).not.toMatch(/^\s+at /m)
  await disk?.makeRoom()
  await vault.start()
  await reception.putFile(door, 'main', 'later.bin', BODY.subarray(0, MiB))
  expect(await reception.namesIn(door, 'main')).toEqual(expect.arrayContaining(['film.bin', 'kept.bin', 'later.bin']))
})
