import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createOddDisk, failure } from './testing/odd-disk.ts'
import { AS, type House, type HouseOptions, openHouse } from './testing/test-house.ts'
import {
  bytes,
  create,
  head,
  metadata,
  OFFSET_STREAM,
  patch,
  type Site,
  serve,
  slowPatch,
  TUS,
  until,
} from './testing/tus-client.ts'

/** Each trap of docs/durability.md that an upload can fall into has its test here, by name. */

const MiB = 1 << 20
let house: House
let site: Site

async function open(options: HouseOptions = {}): Promise<void> {
  house = await openHouse(options)
  site = await serve(house.listener)
}
afterEach(async () => {
  await site.close()
  await house.remove()
})

const offsetOf = async (address: string) => Number((await head(site, address)).headers['upload-offset'])
const idOf = (address: string) => address.split('/').at(-1) ?? ''

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

test('the last bytes of the disk are left alone: creations beyond the floor are a 507 before a byte is sent', async () => {
  const files = createOddDisk()
  files.freeBytesNow = 100 * MiB
  await open({ files, limits: { freeSpaceFloorBytes: 60 * MiB } })
  await create(site, 'fits.bin', 30 * MiB)
  const refused = await site.send('POST', '/api/uploads', {
    headers: { ...TUS, 'upload-length': 20 * MiB, 'upload-metadata': metadata({ filename: 'b' }) },
  })
  // 40 MiB above the floor, 30 of them promised.
  expect([refused.status, refused.code]).toEqual([507, 'disk_full'])
  files.freeBytesNow = 50 * MiB
  expect((await patch(site, await create(site, 'c', 0), 0, bytes(0))).status).toBe(204)
})

test('thousands of creations of petabytes are refused, and leave nothing', async () => {
  await open()
  for (let index = 0; index < 50; index++) {
    const answer = await site.send('POST', '/api/uploads', {
      headers: { ...TUS, 'upload-length': '9007199254740991', 'upload-metadata': metadata({ filename: 'x' }) },
    })
    expect([answer.status, answer.code]).toEqual([507, 'disk_full'])
  }
  expect(await house.uploadRows()).toEqual([])
})

test('the number of unfinished uploads is limited per owner and per address', async () => {
  await open({ limits: { maxUnfinishedPerOwner: 3, maxUnfinishedPerAddress: 5 } })
  const attempt = (who: string) =>
    site.send('POST', '/api/uploads', {
      headers: { ...TUS, [AS]: who, 'upload-length': 2 * MiB, 'upload-metadata': metadata({ filename: 'x' }) },
    })
  const statuses: number[] = []
  for (const who of ['anna', 'anna', 'anna', 'anna', 'ben', 'ben', 'ben']) statuses.push((await attempt(who)).status)
  expect(statuses).toEqual([201, 201, 201, 429, 201, 201, 429])
})

test('of many creations at once, no sum of reservations exceeds the quota', async () => {
  await open({ limits: { accountQuotaBytes: 10 * MiB } })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      site.send('POST', '/api/uploads', {
        headers: { ...TUS, 'upload-length': 3 * MiB, 'upload-metadata': metadata({ filename: `q-${index}` }) },
      }),
    ),
  )
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(3)
  expect(new Set(answers.map((answer) => answer.code))).toEqual(new Set(['', 'quota_exceeded']))
  const rows = await house.uploadRows()
  expect(rows.reduce((sum, row) => sum + row.reserved_bytes, 0)).toBe(9 * MiB)
})

test('what is listed counts into the quota, what was cancelled does not', async () => {
  await open({ limits: { accountQuotaBytes: 5 * MiB } })
  const first = await create(site, 'a', 3 * MiB)
  await patch(site, first, 0, bytes(3 * MiB))
  const second = await create(site, 'b', 2 * MiB)
  await expect(create(site, 'c', 1)).rejects.toThrow('413')
  await site.send('DELETE', second, { headers: TUS })
  await create(site, 'c', 1)
  expect(
    (await patch(site, await create(site, 'd', 1, {}, { [AS]: 'ben' }), 0, bytes(1), { [AS]: 'ben' })).status,
  ).toBe(204)
})

test('what was replaced counts into the quota as long as it is kept, and so would a copy', async () => {
  await open({ limits: { accountQuotaBytes: 5 * MiB } })
  const again = { conflict: 'replace' }
  const first = await create(site, 'a', 2 * MiB, again)
  const { owner } = await house.uploads.service.get(first.split('/').at(-1) ?? '')
  expect((await patch(site, first, 0, bytes(2 * MiB))).status).toBe(204)
  expect((await patch(site, await create(site, 'a', 2 * MiB, again), 0, bytes(2 * MiB))).status).toBe(204)
  await expect(create(site, 'a', 2 * MiB, again)).rejects.toThrow('413')
  const copy = (size: number) =>
    house.uploads.service.assertRoom({ owner, placeId: house.place, folder: house.root, bytes: size })
  await expect(copy(2 * MiB)).rejects.toMatchObject({ code: 'quota_exceeded' })
  await copy(MiB)
})

test('an upload of unknown length reserves as it grows, and stops at the quota with its offset kept', async () => {
  await open({ limits: { accountQuotaBytes: 70 * MiB } })
  const address = await create(site, 'grows.bin', null)
  const first = await patch(site, address, 0, bytes(60 * MiB))
  expect(first.status).toBe(204)
  const more = await patch(site, address, 60 * MiB, bytes(20 * MiB))
  expect([more.status, more.code]).toEqual([413, 'quota_exceeded'])
  expect(await offsetOf(address)).toBeGreaterThanOrEqual(60 * MiB)
})

test('a stranger gets 404 from every verb, and the owner who is just sending is not disturbed', async () => {
  await open()
  const address = await create(site, 'mine.bin', 2 * MiB)
  const sending = slowPatch(site, address, 0, 2 * MiB)
  sending.write(bytes(MiB))
  const stranger = { ...TUS, [AS]: 'ben' }
  expect((await head(site, address, stranger)).status).toBe(404)
  expect((await patch(site, address, 0, bytes(10), stranger)).status).toBe(404)
  expect((await site.send('DELETE', address, { headers: stranger })).status).toBe(404)
  expect((await site.send('GET', `${address}/result`, { headers: { [AS]: 'ben' } })).status).toBe(404)
  sending.write(bytes(MiB))
  sending.end()
  expect((await sending.answer).status).toBe(204)
})

test('a HEAD of the owner answers at once while a PATCH is under way, and does not end it', async () => {
  await open()
  const address = await create(site, 'busy.bin', 2 * MiB)
  const sending = slowPatch(site, address, 0, 2 * MiB)
  sending.write(bytes(MiB))
  for (let asked = 0; asked < 5; asked++) expect((await head(site, address)).status).toBe(200)
  sending.write(bytes(MiB))
  sending.end()
  expect((await sending.answer).status).toBe(204)
})

test('a second PATCH takes over from one that hangs: its bytes are kept, and it learns 423', async () => {
  await open()
  const body = bytes(3 * MiB)
  const address = await create(site, 'over.bin', body.length)
  const hanging = slowPatch(site, address, 0, body.length)
  hanging.write(body.subarray(0, MiB))
  await until(async () => (await house.partials()).length === 1)
  // It cannot know of the bytes that are just on their way, so it is told.
  const early = await patch(site, address, 0, body)
  expect((await hanging.answer).status).toBe(423)
  expect([early.status, early.headers['upload-offset']]).toEqual([409, String(MiB)])
  expect((await patch(site, address, MiB, body.subarray(MiB))).status).toBe(204)
  expect(body.equals(await house.read('over.bin'))).toBe(true)
})

test('a sender whose bytes are coming is not driven out, neither by its twin nor by wrong offsets', async () => {
  await open()
  const body = bytes(4 * MiB)
  const address = await create(site, 'twin.bin', body.length)
  const sending = slowPatch(site, address, 0, body.length)
  sending.write(body.subarray(0, MiB))
  await until(async () => (await house.partials()).length === 1)
  const twin = patch(site, address, 0, body)
  for (let part = 1; part < 4; part++) {
    const wrong = await patch(site, address, 12_345, bytes(10))
    expect([wrong.status, wrong.code]).toEqual([409, 'upload_offset_mismatch'])
    await new Promise((resolve) => setTimeout(resolve, 500))
    sending.write(body.subarray(part * MiB, (part + 1) * MiB))
  }
  sending.end()
  expect((await sending.answer).status).toBe(204)
  expect((await twin).status).toBe(409)
  expect(body.equals(await house.read('twin.bin'))).toBe(true)
})

test('a holder that cannot let go in time leaves the newcomer a 423', async () => {
  const files = createOddDisk()
  await open({ files, lockWaitMs: 100 })
  const address = await create(site, 'slow.bin', 3 * MiB)
  let goOn: () => void = () => undefined
  const slow = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let syncing = false
  files.onSync = () => {
    syncing = true
    return slow
  }
  const first = patch(site, address, 0, bytes(MiB))
  await until(() => syncing)
  const second = await patch(site, address, 0, bytes(MiB))
  expect([second.status, second.code]).toEqual([423, 'upload_locked'])
  goOn()
  expect((await first).status).toBe(204)
})

test('of two devices that send the same bytes at once, each offset is acknowledged to one', async () => {
  await open()
  const body = bytes(6 * MiB)
  const address = await create(site, 'two.bin', body.length)
  for (let offset = 0; offset < body.length; offset += MiB) {
    const part = body.subarray(offset, offset + MiB)
    const answers = await Promise.all([patch(site, address, offset, part), patch(site, address, offset, part)])
    const statuses = answers.map((answer) => answer.status).sort()
    expect(statuses.filter((status) => status === 204).length).toBeLessThanOrEqual(1)
    const stands = await offsetOf(address)
    if (stands < offset + MiB) await patch(site, address, stands, body.subarray(stands, offset + MiB))
  }
  expect(body.equals(await house.read('two.bin'))).toBe(true)
  expect(await house.names()).toEqual(['two.bin'])
})

test('two devices that finish together make one file (D5)', async () => {
  await open()
  for (let round = 0; round < 10; round++) {
    const body = bytes(20_000, round)
    const address = await create(site, `once-${round}.bin`, body.length)
    await patch(site, address, 0, body.subarray(0, 10_000))
    const last = () => patch(site, address, 10_000, body.subarray(10_000))
    const empty = () => patch(site, address, 20_000, new Uint8Array())
    await Promise.all([last(), last(), empty(), head(site, address), empty()])
    expect(await offsetOf(address)).toBe(20_000)
  }
  expect(await house.names()).toHaveLength(10)
  expect(await house.listed()).toHaveLength(10)
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

test('a sender that falls silent is let go with 408; its bytes and offset are kept', async () => {
  await open({ pace: { idleMs: 200, minBytesPerSecond: 1, windowMs: 10_000, yieldMs: 1000 } })
  const address = await create(site, 'silent.bin', 2 * MiB)
  const sending = slowPatch(site, address, 0, 2 * MiB)
  sending.write(bytes(300_000))
  const answer = await sending.answer
  expect([answer.status, answer.code, answer.headers['upload-offset']]).toEqual([408, 'upload_stalled', '300000'])
  expect(await offsetOf(address)).toBe(300_000)
})

test('a sender that drips a byte now and then is let go as well', async () => {
  await open({ pace: { idleMs: 10_000, minBytesPerSecond: 1000, windowMs: 600, yieldMs: 1000 } })
  const address = await create(site, 'drip.bin', 2 * MiB)
  const sending = slowPatch(site, address, 0, 2 * MiB)
  const drip = setInterval(() => sending.write(bytes(1)), 20)
  const answer = await sending.answer
  clearInterval(drip)
  expect(answer.code).toBe('upload_stalled')
  expect(await offsetOf(address)).toBeGreaterThan(0)
})

test('a sender that vanishes frees the upload at once, and loses no byte that arrived', async () => {
  await open()
  const body = bytes(2 * MiB)
  const address = await create(site, 'gone.bin', body.length)
  const sending = slowPatch(site, address, 0, body.length)
  sending.write(body.subarray(0, 700_000))
  await until(async () => (await house.partials()).length === 1)
  await new Promise((resolve) => setTimeout(resolve, 200))
  sending.vanish()
  await until(async () => (await offsetOf(address)) === 700_000)
  expect((await patch(site, address, 700_000, body.subarray(700_000))).status).toBe(204)
  expect(body.equals(await house.read('gone.bin'))).toBe(true)
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

test('a hundred senders that hardly send do not stand in the way of others, and cost no batch of memory each', async () => {
  await open()
  const slow: ReturnType<typeof slowPatch>[] = []
  for (let index = 0; index < 100; index++) {
    const address = await create(site, `slow-${index}.bin`, 2 * MiB)
    const sending = slowPatch(site, address, 0, 2 * MiB)
    sending.write(bytes(2000, index))
    slow.push(sending)
  }
  const body = bytes(3 * MiB)
  for (let index = 0; index < 5; index++) {
    const address = await create(site, `fast-${index}.bin`, body.length)
    expect((await patch(site, address, 0, body)).status).toBe(204)
  }
  for (const sending of slow) sending.vanish()
  await until(() => !house.uploads.service.isBusy())
  const rows = await house.uploadRows()
  expect(rows.filter((row) => row.state === 'open' && row.offset_bytes === 2000)).toHaveLength(100)
})

test('an upload that comes in one request has no address for others to write to', async () => {
  await open()
  const put = site.send('PUT', '/api/places/main/content?path=one.bin', {
    headers: { 'content-length': 2 * MiB },
    body: (async function* () {
      yield bytes(MiB)
      await until(async () => (await house.uploadRows()).length === 1)
      const [row] = await house.uploadRows()
      expect((await patch(site, `/api/uploads/${row?.id}`, 0, bytes(10))).status).toBe(404)
      yield bytes(MiB)
    })(),
  })
  expect((await put).status).toBe(201)
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
