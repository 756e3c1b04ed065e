import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Answer, bytes, create, type Door, patch } from '#server/features/uploads/testing/tus-client.ts'
import { ADMIN, moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import * as reception from './support/reception.ts'

/** EIO, injected into the calls of a running vault (support/failing-disk.mjs). */

const MiB = 1 << 20
const WISHES = join(tmpdir(), `hearth-failing-disk-${process.pid}`)
const INJECTION = `--import=${new URL('support/failing-disk.mjs', import.meta.url).href}`

test.skip(process.platform !== 'linux', 'the injection tells files by /proc, which is on Linux')

let vault: VaultProcess
let door: Door

test.beforeAll(async () => {
  vault = await launchVault({ env: { NODE_OPTIONS: INJECTION, FAILING_DISK: WISHES } })
  await moveIn(vault)
  door = await reception.openDoor(vault, ADMIN)
})
test.afterEach(() => mend())
test.afterAll(() => vault?.dispose())

const fail = (...calls: string[]): Promise<void> => writeFile(WISHES, calls.join(' '))
const mend = (): Promise<void> => rm(WISHES, { force: true })

function expectInWords(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.code]).toEqual([status, code])
  expect(answer.body).not.toMatch(/EIO|\/rooms\/|\s+at /)
}

for (const [what, calls] of [
  ['sync', ['fdatasync', 'fsync']],
  ['write', ['write']],
] as const) {
  test(`a ${what} that fails leaves the upload at its last good offset, and it goes on to the same SHA-256`, async () => {
    const body = bytes(5 * MiB)
    const address = await create(door, `${what}.bin`, body.length)
    expect((await patch(door, address, 0, body.subarray(0, 2 * MiB))).status).toBe(204)
    await fail(...calls)
    const failed = await patch(door, address, 2 * MiB, body.subarray(2 * MiB, 4 * MiB))
    expectInWords(failed, 500, 'upload_quarantined')
    expect(failed.headers['upload-offset']).toBe(String(2 * MiB))
    expect(await reception.offsetOf(door, address)).toBe(2 * MiB)

    // Neither a lost machine nor the failure itself makes unsafe bytes count.
    await vault.kill()
    await mend()
    await vault.start()
    expect(await reception.offsetOf(door, address)).toBe(2 * MiB)
    expect((await patch(door, address, 2 * MiB, body.subarray(2 * MiB))).status).toBe(204)
    expect((await reception.resultOf(door, address)).sha256).toBe(reception.sha256Of(body))
  })
}

test('a file in one request that the disk does not take is refused in words, and nothing is listed', async () => {
  await fail('fdatasync', 'fsync')
  for (const size of [20_000, 3 * MiB]) {
    const answer = await door.send('PUT', '/api/places/main/content?path=lost.bin', { body: bytes(size) })
    expectInWords(answer, 500, 'upload_quarantined')
  }
  await mend()
  expect(await reception.namesIn(door, 'main')).not.toContain('lost.bin')
})

test('a disk that cannot be read is told so or breaks the download off, and serves again once it can', async () => {
  // More than all buffers between the vault and somebody who does not read yet.
  const body = bytes(40 * MiB)
  const id = await reception.putFile(door, 'main', 'read.bin', body)
  const begun = await reception.beginDownload(door, id)
  await fail('read')
  for (const range of ['bytes=0-99', 'bytes=0-']) {
    const answer = await door.send('GET', `/api/files/${id}/content`, { headers: { range } })
    expectInWords(answer, 503, 'place_offline')
  }
  const { bytes: part, isWhole } = await reception.readDownload(begun)
  expect([isWhole, part.equals(body.subarray(0, part.length))]).toEqual([false, true])
  await mend()
  const { bytes: whole } = await reception.readDownload(await reception.beginDownload(door, id))
  expect(reception.sha256Of(whole)).toBe(reception.sha256Of(body))
})
