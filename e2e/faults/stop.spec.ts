import { randomBytes } from 'node:crypto'
import { access, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { bytes, create, type Door, patch, slowPatch, until } from '#server/features/uploads/testing/tus-client.ts'
import { ADMIN, moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import * as reception from './support/reception.ts'

const MiB = 1 << 20
/** More than all buffers between the vault and somebody who does not read. */
const FILM = randomBytes(40 * MiB)
const STOP_MS = 10_000

let vault: VaultProcess
let door: Door
let film: string

test.beforeAll(async () => {
  vault = await launchVault()
  await moveIn(vault)
  door = await reception.openDoor(vault, ADMIN)
  film = await reception.putFile(door, 'main', 'film.bin', FILM)
})
test.afterAll(() => vault.dispose())

const isThere = (name: string): Promise<boolean> =>
  access(join(vault.dataFolder, name)).then(
    () => true,
    () => false,
  )

test('SIGTERM midway: bytes in flight are acknowledged, what runs may finish, nothing new begins', async () => {
  const body = bytes(6 * MiB)
  const inFlight = 3 * MiB + 17
  const address = await create(door, 'midway.bin', body.length)
  const sending = slowPatch(door, address, 0, body.length)
  const reading = await reception.beginDownload(door, film)
  sending.write(body.subarray(0, inFlight))
  await until(async () => (await reception.bytesOnDisk(vault, 'main', address)) === inFlight)
  expect(await reception.offsetOf(door, address)).toBe(0)

  const stopped = vault.stop()
  const told = await sending.answer
  expect([told.status, told.headers['upload-offset']]).toEqual([204, String(inFlight)])
  const late = await door.send('GET', '/api/places').then(
    ({ code }) => code,
    (error: NodeJS.ErrnoException) => error.code,
  )
  expect(['shutting_down', 'ECONNREFUSED', 'ECONNRESET']).toContain(late)
  const { bytes: received, isWhole } = await reception.readDownload(reading)
  expect([isWhole, reception.sha256Of(received)]).toEqual([true, reception.sha256Of(FILM)])
  expect(await stopped).toBe(0)

  await vault.start()
  expect(await reception.offsetOf(door, address)).toBe(inFlight)
  expect((await patch(door, address, inFlight, body.subarray(inFlight))).status).toBe(204)
  expect((await reception.resultOf(door, address)).sha256).toBe(reception.sha256Of(body))
})

test('SIGTERM with people who neither send nor read on: it exits with 0 in time, everything put away', async () => {
  const address = await create(door, 'silent.bin', 2 * MiB)
  const silent = slowPatch(door, address, 0, 2 * MiB)
  silent.write(bytes(100_000))
  const unread = await reception.beginDownload(door, film)
  await until(async () => (await reception.bytesOnDisk(vault, 'main', address)) === 100_000)

  const began = performance.now()
  expect(await vault.stop()).toBe(0)
  expect(performance.now() - began).toBeLessThan(STOP_MS)
  expect((await silent.answer).headers['upload-offset']).toBe('100000')
  expect((await reception.readDownload(unread)).isWhole).toBe(false)
  expect(await isThere('lock.holder')).toBe(false)
  const log = await stat(join(vault.dataFolder, 'vault.db-wal')).catch(() => null)
  expect(log?.size ?? 0).toBe(0)

  await vault.start()
  expect(await reception.offsetOf(door, address)).toBe(100_000)
})
