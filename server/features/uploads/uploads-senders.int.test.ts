import { afterEach, expect, test } from 'vitest'
import { close, house, offsetOf, open, site } from './testing/house-and-site.ts'
import { createOddDisk } from './testing/odd-disk.ts'
import { AS } from './testing/test-house.ts'
import { bytes, create, head, patch, slowPatch, TUS, until } from './testing/tus-client.ts'

/** Who may send, when several do, and senders that do not. */

const MiB = 1 << 20
afterEach(close)

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
