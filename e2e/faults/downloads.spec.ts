import { open } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Door } from '#server/features/uploads/testing/tus-client.ts'
import { ADMIN, moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import * as reception from './support/reception.ts'

const MiB = 1 << 20
/** More than all buffers between the vault and somebody who does not read. */
const SIZE_BYTES = 40 * MiB
const OLD = Buffer.alloc(SIZE_BYTES, 'old ')
const ROOM_PASSWORD = 'apple tree garden'

let vault: VaultProcess
let admin: Door
let guest: Door

test.beforeAll(async () => {
  vault = await launchVault({ flags: ['--rate-download', 'none', '--rate-upload', 'none'] })
  await moveIn(vault)
  admin = await reception.openDoor(vault, ADMIN)
  const room = { name: 'films', access: 'password', password: ROOM_PASSWORD }
  await reception.tell(admin, 'POST', '/api/rooms', room, 201)
  guest = await unlock(ROOM_PASSWORD)
})
test.afterAll(() => vault.dispose())

/** Somebody without an account who knows the password. */
async function unlock(password: string): Promise<Door> {
  const stranger = reception.doorWith(vault.httpPort, {})
  const body = { password, grantIn: 'body' }
  const { grant } = await reception.tell<{ grant: string }>(stranger, 'POST', '/api/rooms/films/unlock', body, 200)
  return reception.doorWith(vault.httpPort, { authorization: `Bearer ${grant}` })
}

async function beginFilm(name: string): Promise<{ id: string; download: IncomingMessage }> {
  const id = await reception.putFile(admin, 'films', name, OLD)
  return { id, download: await reception.beginDownload(guest, id) }
}

async function expectWhole(download: IncomingMessage): Promise<void> {
  const { bytes, isWhole } = await reception.readDownload(download)
  expect([isWhole, bytes.equals(OLD)]).toEqual([true, true])
}

test('a download goes on when its file is renamed', async () => {
  const { id, download } = await beginFilm('renamed.bin')
  await reception.tell(admin, 'PATCH', `/api/files/${id}`, { name: 'other.bin' }, 200)
  await expectWhole(download)
})

test('a download goes on when its file is moved', async () => {
  const { id, download } = await beginFilm('moved.bin')
  await reception.tell(admin, 'POST', '/api/places/films/folders', { name: 'attic' }, 201)
  await bulk({ action: 'move', selector: { kind: 'ids', ids: [id] }, to: { place: 'films', path: 'attic' } })
  await expectWhole(download)
})

test('a download goes on when its file is deleted, and the next one is refused', async () => {
  const { id, download } = await beginFilm('deleted.bin')
  await bulk({ action: 'trash', selector: { kind: 'ids', ids: [id] } })
  await expectWhole(download)
  const again = await guest.send('GET', `/api/files/${id}/content`)
  expect([again.status, again.code]).toEqual([410, 'entry_gone'])
})

for (const [what, change] of [
  ['overwritten in place', (path: string) => overwriteEnd(path)],
  ['cut short', (path: string) => cutShort(path)],
] as const) {
  test(`a download breaks off when its file is ${what} by hand, and never mixes two contents`, async () => {
    const { id, download } = await beginFilm(`${what}.bin`)
    await change(join(vault.dataFolder, 'rooms', 'films', `${what}.bin`))
    const { bytes, isWhole } = await reception.readDownload(download)
    expect(isWhole).toBe(false)
    expect(bytes.equals(OLD.subarray(0, bytes.length))).toBe(true)
    // Who goes on with a range learns that it is another content, and gets that one whole.
    const range = { range: `bytes=${bytes.length}-`, 'if-range': String(download.headers.etag) }
    const next = await guest.send('GET', `/api/files/${id}/content`, { headers: range })
    expect(next.status).toBe(200)
    expect(next.headers.etag).not.toBe(download.headers.etag)
  })
}

// The last one: nobody but the admin is in after it.
test('a download goes on when the password of its room changes, and the next one is refused', async () => {
  const { id, download } = await beginFilm('locked.bin')
  await reception.tell(admin, 'PATCH', '/api/rooms/films', { password: 'pear tree garden' }, 200)
  const again = await guest.send('GET', `/api/files/${id}/content`)
  expect(again.status, again.body).toBeGreaterThanOrEqual(400)
  await expectWhole(download)
})

async function bulk(body: object): Promise<void> {
  const { id } = await reception.tell<{ id: string }>(admin, 'POST', '/api/places/films/bulk', body, 202)
  const job = async () => JSON.parse((await admin.send('GET', `/api/jobs/${id}`)).body) as { state: string }
  await expect.poll(async () => (await job()).state, { timeout: 30_000 }).toBe('done')
}

async function overwriteEnd(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(MiB, 'new '), 0, MiB, SIZE_BYTES - MiB)
  await file.close()
}

async function cutShort(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.truncate(MiB)
  await file.close()
}
