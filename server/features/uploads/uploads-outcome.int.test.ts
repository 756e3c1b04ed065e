import { afterEach, expect, test } from 'vitest'
import { close, house, offsetOf, open, site } from './testing/house-and-site.ts'
import { AS } from './testing/test-house.ts'
import { bytes, create, head, metadata, OFFSET_STREAM, patch, TUS } from './testing/tus-client.ts'

/** What becomes of an upload: once, under which name, whole or not at all, and for how long. */

const MiB = 1 << 20
afterEach(close)

test('a creation sent again after a lost answer makes no second upload, small or large, done or not', async () => {
  await open()
  const small = bytes(20_000)
  const large = bytes(2 * MiB)
  const send = (filename: string, transferId: string, body: Uint8Array, length = body.byteLength) =>
    site.send('POST', '/api/uploads', {
      headers: {
        ...TUS,
        ...OFFSET_STREAM,
        'upload-length': length,
        'upload-metadata': metadata({ filename, transferId }),
      },
      body,
    })
  const answers = await Promise.all(Array.from({ length: 4 }, () => send('small.bin', 't1', small)))
  const again = await send('small.bin', 't1', small)
  const done = [...answers, again].filter((answer) => answer.status === 201)
  expect(new Set(done.map((answer) => answer.headers.location)).size).toBe(1)
  expect(again.headers['upload-offset']).toBe('20000')

  const first = await send('large.bin', 't2', large.subarray(0, 100), large.length)
  const second = await send('large.bin', 't2', large.subarray(0, 100), large.length)
  expect(second.headers.location).toBe(first.headers.location)
  expect(second.headers['upload-offset']).toBe('100')
  expect((await patch(site, String(first.headers.location), 100, large.subarray(100))).status).toBe(204)
  expect((await send('large.bin', 't2', large)).headers['upload-offset']).toBe(String(large.length))

  const other = await send('other.bin', 't2', bytes(5))
  expect([other.status, other.code]).toEqual([409, 'transfer_id_reused'])
  expect(await house.names()).toEqual(['large.bin', 'small.bin'])
})

test('a cancelled transfer may be sent anew under the same id', async () => {
  await open()
  const first = await create(site, 'anew.bin', 2 * MiB, { transferId: 't' })
  await site.send('DELETE', first, { headers: TUS })
  expect(await create(site, 'anew.bin', 2 * MiB, { transferId: 't' })).not.toBe(first)
})

test('a file that is not what its sender announced is a 460: nothing is listed, nothing is left', async () => {
  await open()
  for (const size of [1000, 3 * MiB]) {
    const body = bytes(size)
    const sha256 = '00'.repeat(32)
    const address = await create(site, 'wrong.bin', size + 1, { sha256 })
    expect((await patch(site, address, 0, body)).status).toBe(204)
    const answer = await patch(site, address, size, bytes(1))
    expect([answer.status, answer.code]).toEqual([460, 'hash_mismatch'])
    expect((await head(site, address)).status).toBe(410)
    const result = JSON.parse((await site.send('GET', `${address}/result`)).body)
    expect(result).toMatchObject({ state: 'failed', failureCode: 'hash_mismatch', entryId: null })
  }
  const headers = {
    ...TUS,
    ...OFFSET_STREAM,
    'upload-length': 5,
    'upload-metadata': metadata({ filename: 'w', sha256: '11'.repeat(32) }),
  }
  expect((await site.send('POST', '/api/uploads', { headers, body: bytes(5) })).code).toBe('hash_mismatch')
  expect(await house.names()).toEqual([])
  expect(await house.partials()).toEqual([])
  expect(await house.listed()).toEqual([])
})

test('a name that is taken: keep both, replace, or skip', async () => {
  await open()
  const send = async (conflict: string, fill: number) => {
    const body = bytes(10, fill)
    const address = await create(site, 'n.txt', 10, { conflict })
    await patch(site, address, 0, body)
    return JSON.parse((await site.send('GET', `${address}/result`)).body)
  }
  expect((await send('keep', 1)).finalName).toBe('n.txt')
  expect((await send('keep', 2)).finalName).toBe('n_v2.txt')
  expect(await send('skip', 3)).toMatchObject({ state: 'done', skipped: true, finalName: null })
  expect((await send('replace', 4)).finalName).toBe('n.txt')
  expect(bytes(10, 4).equals(await house.read('n.txt'))).toBe(true)
  expect(await house.names()).toEqual(['n.txt', 'n_v2.txt'])
  expect(await house.partials()).toEqual([])
})

test('odd names are mapped, and paths that lead elsewhere refused', async () => {
  await open()
  for (const filename of ['../../etc/passwd', 'CON', 'a:b', ' ', '.hearth', 'x'.repeat(1000)]) {
    expect((await patch(site, await create(site, filename, 1), 0, bytes(1))).status).toBe(204)
  }
  for (const path of ['../x', '/abs', 'a/../../b', 'a\\b', 'a\0b']) {
    const answer = await site.send('POST', '/api/uploads', {
      headers: { ...TUS, 'upload-length': 1, 'upload-metadata': metadata({ filename: 'f', path }) },
    })
    expect([answer.status, answer.code]).toEqual([400, 'invalid_path'])
  }
  expect(await house.names()).toHaveLength(6)
})

test('the sweeper takes what expired and orphans, never a finished file', async () => {
  let now = Date.now()
  await open({ clock: { now: () => now, monotonic: () => now } })
  const stale = await create(site, 'stale.bin', 2 * MiB)
  await patch(site, stale, 0, bytes(MiB))
  await patch(site, await create(site, 'finished.bin', 5), 0, bytes(5))
  now += 8 * 86_400_000
  expect(await house.uploads.sweep()).toEqual({ expired: 1 })
  expect((await head(site, stale)).status).toBe(410)
  expect(await house.partials()).toEqual([])
  expect(await house.names()).toEqual(['finished.bin'])
  now += 8 * 86_400_000
  await house.uploads.sweep()
  expect(await house.uploadRows()).toEqual([])
  expect(await house.names()).toEqual(['finished.bin'])
})

test('a clock that jumps ten years ahead while the vault runs expires nothing', async () => {
  let wall = Date.now()
  let steady = 0
  await open({ clock: { now: () => wall, monotonic: () => steady } })
  const address = await create(site, 'old.bin', 2 * MiB)
  wall += 10 * 365 * 86_400_000
  steady += 1000
  expect(await house.uploads.sweep()).toEqual({ expired: 0 })
  expect(await offsetOf(address)).toBe(0)
})

test('a room that is not there, or not open to the sender, takes nothing', async () => {
  await open()
  const attempt = (place: string, who: string) =>
    site.send('POST', '/api/uploads', {
      headers: { ...TUS, [AS]: who, 'upload-length': 1, 'upload-metadata': metadata({ filename: 'f', place }) },
    })
  expect((await attempt('elsewhere', 'anna')).code).toBe('not_found')
  expect((await attempt('main', 'nobody')).code).toBe('not_signed_in')
  expect((await attempt('main', 'phone')).status).toBe(201)
})
