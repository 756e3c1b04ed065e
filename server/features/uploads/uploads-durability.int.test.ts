import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { close, house, idOf, offsetOf, open, site } from './testing/house-and-site.ts'
import { createOddDisk, failure } from './testing/odd-disk.ts'
import { bytes, create, head, patch, slowPatch, until } from './testing/tus-client.ts'

/** What an acknowledgement promises, whatever the disk does. Each trap of docs/durability.md has its test by name. */

const MiB = 1 << 20
afterEach(close)

test('no acknowledgement leaves before its bytes, and the name of their file, are on the disk', async () => {
  const files = createOddDisk()
  await open({ files })
  const address = await create(site, 'a.bin', 3 * MiB)
  for (let offset = 0; offset < 3 * MiB; offset += MiB) {
    await patch(site, address, offset, bytes(MiB))
    const synced = files.events.flatMap((event) => (event.kind === 'sync' ? [event.upTo] : []))
    expect(Math.max(...synced)).toBeGreaterThanOrEqual(offset + MiB)
    expect(files.events.some((event) => event.kind === 'sync-folder')).toBe(true)
  }
})

test('a long PATCH is made durable every 64 MiB on the way, while it goes on', async () => {
  const files = createOddDisk()
  await open({ files })
  const address = await create(site, 'long.bin', 200 * MiB)
  const body = bytes(MiB)
  const sending = slowPatch(site, address, 0, 200 * MiB)
  for (let sent = 0; sent < 150; sent++) sending.write(body)
  await until(async () => (await offsetOf(address)) >= 128 * MiB)
  const synced = files.events.flatMap((event) => (event.kind === 'sync' ? [event.upTo] : []))
  expect(synced.length).toBeLessThan(20)
  for (let sent = 150; sent < 200; sent++) sending.write(body)
  sending.end()
  expect((await sending.answer).status).toBe(204)
})

test('after a failed sync the upload stands at the last good offset, and goes on from there (D4)', async () => {
  const files = createOddDisk()
  await open({ files })
  const body = bytes(3 * MiB)
  const address = await create(site, 'q.bin', body.length)
  expect((await patch(site, address, 0, body.subarray(0, MiB))).status).toBe(204)
  files.onSync = () => {
    throw failure('EIO')
  }
  const failed = await patch(site, address, MiB, body.subarray(MiB, 2 * MiB))
  expect([failed.status, failed.code, failed.headers['upload-offset']]).toEqual([
    500,
    'upload_quarantined',
    String(MiB),
  ])
  expect(failed.body).not.toContain('EIO')
  expect(await offsetOf(address)).toBe(MiB)
  files.onSync = () => undefined
  expect((await patch(site, address, MiB, body.subarray(MiB))).status).toBe(204)
  expect(body.equals(await house.read('q.bin'))).toBe(true)
})

test('a sync that failed is never tried again on the same open file, for the kernel tells of lost bytes only once', async () => {
  const files = createOddDisk()
  await open({ files })
  const address = await create(site, 'q.bin', 3 * MiB)
  let tries = 0
  files.onSync = () => {
    tries += 1
    throw failure('EIO')
  }
  await patch(site, address, 0, bytes(2 * MiB))
  expect(tries).toBe(1)
  const reopened = files.events.filter((event) => event.kind === 'open').length
  files.onSync = () => undefined
  await patch(site, address, 0, bytes(MiB))
  expect(files.events.filter((event) => event.kind === 'open').length).toBe(reopened + 1)
})

test.each(['ENOSPC', 'EDQUOT'])(
  'a full disk (%s) is a 507; what came is kept, and the rest may come later',
  async (code) => {
    const files = createOddDisk()
    await open({ files })
    const body = bytes(6 * MiB)
    const address = await create(site, 'full.bin', body.length)
    files.onWrite = (_path, upTo) => {
      if (upTo > 3 * MiB) throw failure(code)
    }
    const failed = await patch(site, address, 0, body)
    expect([failed.status, failed.code]).toEqual([507, 'disk_full'])
    expect(failed.body).not.toMatch(/ENOSPC|EDQUOT|hearth-uploads/)
    const offset = await offsetOf(address)
    expect(offset).toBeGreaterThan(0)
    expect(offset).toBeLessThanOrEqual(3 * MiB)
    expect(failed.headers['upload-offset']).toBe(String(offset))
    files.onWrite = () => undefined
    expect((await patch(site, address, offset, body.subarray(offset))).status).toBe(204)
    expect(body.equals(await house.read('full.bin'))).toBe(true)
  },
)

test('a disk that fails while it writes is told as such, and the upload goes on', async () => {
  const files = createOddDisk()
  await open({ files })
  const body = bytes(4 * MiB)
  const address = await create(site, 'eio.bin', body.length)
  files.onWrite = (_path, upTo) => {
    if (upTo > 2 * MiB) throw failure('EIO')
  }
  const failed = await patch(site, address, 0, body)
  expect([failed.status, failed.code]).toEqual([500, 'upload_quarantined'])
  files.onWrite = () => undefined
  const offset = await offsetOf(address)
  expect((await patch(site, address, offset, body.subarray(offset))).status).toBe(204)
  expect(body.equals(await house.read('eio.bin'))).toBe(true)
})

test('a listing that fails is told, and HEAD never says complete before the file is listed', async () => {
  let failing = true
  await open({
    faultPoint: (name) => {
      if (failing && name === 'finish:before-publish') throw failure('EIO')
    },
  })
  const body = bytes(2 * MiB)
  const address = await create(site, 'late.bin', body.length)
  expect((await patch(site, address, 0, body)).status).toBe(500)
  expect(await house.names()).toEqual([])
  expect((await head(site, address)).status).toBe(500)
  failing = false
  const stands = await head(site, address)
  expect([stands.status, stands.headers['upload-offset']]).toEqual([200, String(body.length)])
  expect(body.equals(await house.read('late.bin'))).toBe(true)
  expect(await house.listed()).toHaveLength(1)
})

test('bytes under a checksum that never came to its end are not kept', async () => {
  await open()
  const address = await create(site, 'half.bin', 2 * MiB)
  const sending = slowPatch(site, address, 0, 2 * MiB, { 'upload-checksum': `sha1 ${'A'.repeat(27)}=` })
  sending.write(bytes(700_000))
  await until(async () => (await house.partials()).length === 1)
  sending.vanish()
  await until(() => !house.uploads.service.isBusy())
  expect(await offsetOf(address)).toBe(0)
})

test('stopping the vault keeps and acknowledges the bytes in flight', async () => {
  await open()
  const body = bytes(3 * MiB)
  const address = await create(site, 'stop.bin', body.length)
  const sending = slowPatch(site, address, 0, body.length)
  sending.write(body.subarray(0, MiB + 17))
  await until(async () => (await house.partials()).length === 1)
  await new Promise((resolve) => setTimeout(resolve, 200))
  await house.uploads.service.drain()
  const answer = await sending.answer
  expect([answer.status, answer.headers['upload-offset']]).toEqual([204, String(MiB + 17)])
  const refused = await patch(site, address, MiB + 17, bytes(1))
  expect([refused.status, refused.code]).toEqual([503, 'shutting_down'])
})

test('a partial that somebody cut by hand sets the upload back to what is there', async () => {
  await open()
  const body = bytes(3 * MiB)
  const address = await create(site, 'cut.bin', body.length)
  await patch(site, address, 0, body.subarray(0, 2 * MiB))
  await writeFile(join(house.root, '.hearth', 'partials', `${idOf(address)}.part`), body.subarray(0, MiB))
  expect((await patch(site, address, 2 * MiB, body.subarray(2 * MiB))).code).toBe('upload_quarantined')
  expect(await offsetOf(address)).toBe(MiB)
  expect((await patch(site, address, MiB, body.subarray(MiB))).status).toBe(204)
  expect(body.equals(await house.read('cut.bin'))).toBe(true)
})
