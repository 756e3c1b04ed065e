import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOddDisk, failure, type OddDisk } from '../testing/odd-disk.ts'
import { type House, openHouse } from '../testing/test-house.ts'
import { bytes, type Site, serve, until } from '../testing/tus-client.ts'

const MiB = 1 << 20
const run = promisify(execFile)
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')

let house: House
let site: Site
let files: OddDisk

beforeEach(async () => {
  files = createOddDisk()
  house = await openHouse({ files, limits: { maxFileBytes: 20 * MiB } })
  site = await serve(house.listener)
})
afterEach(async () => {
  await site.close()
  // Whatever happened: nothing half is listed, and nothing is left behind.
  expect(await house.partials()).toEqual([])
  expect((await house.uploadRows()).filter((row) => row.state === 'open' || row.state === 'finishing')).toEqual([])
  await house.remove()
})

const put = (path: string, body: Uint8Array, query = '') =>
  site.send('PUT', `/api/places/main/content?path=${encodeURIComponent(path)}${query}`, { body })

test.each([0, 1, 20_000, MiB, MiB + 1, 5 * MiB])(
  'PUT of %d bytes lists the file and answers with its entry',
  async (size) => {
    const body = bytes(size)
    const answer = await put('a/b/file.bin', body)
    expect(answer.status).toBe(201)
    expect(JSON.parse(answer.body)).toMatchObject({ skipped: false, entry: { name: 'file.bin', sizeBytes: size } })
    expect(body.equals(await house.read('a', 'b', 'file.bin'))).toBe(true)
    const [entry] = await house.listed()
    expect(Buffer.from(entry?.sha256 ?? []).toString('hex')).toBe(sha256(body))
  },
)

test('PUT of a body of unknown length works as well', async () => {
  const body = bytes(3 * MiB)
  const parts = (async function* () {
    for (let offset = 0; offset < body.length; offset += 100_000) yield body.subarray(offset, offset + 100_000)
  })()
  const answer = await site.send('PUT', '/api/places/main/content?path=chunked.bin', { body: parts })
  expect(answer.status).toBe(201)
  expect(body.equals(await house.read('chunked.bin'))).toBe(true)
})

test('PUT says what to do when the name is taken', async () => {
  await put('n.txt', bytes(5, 1))
  expect(JSON.parse((await put('n.txt', bytes(5, 2))).body).entry.name).toBe('n_v2.txt')
  const skipped = await put('n.txt', bytes(5, 3), '&conflict=skip')
  expect([skipped.status, JSON.parse(skipped.body).skipped]).toEqual([200, true])
  expect(JSON.parse((await put('n.txt', bytes(5, 4), '&conflict=replace')).body).entry.name).toBe('n.txt')
  expect(bytes(5, 4).equals(await house.read('n.txt'))).toBe(true)
  expect(await house.names()).toEqual(['n.txt', 'n_v2.txt'])
})

test.each([1000, 3 * MiB])(
  'PUT of %d bytes that are not what was announced is a 460 and leaves nothing',
  async (size) => {
    const answer = await put('w.bin', bytes(size), `&sha256=${'0'.repeat(64)}`)
    expect([answer.status, answer.code]).toEqual([460, 'hash_mismatch'])
    const right = await put('r.bin', bytes(size), `&sha256=${sha256(bytes(size))}`)
    expect(right.status).toBe(201)
    expect(await house.names()).toEqual(['r.bin'])
  },
)

test.each([
  ['no name', '', 'invalid_path'],
  ['a folder', 'a/b/', 'invalid_path'],
  ['a way out', '../x', 'invalid_path'],
  ['an absolute path', '/x', 'invalid_path'],
  ['two dots', 'a/..', 'invalid_path'],
])('PUT to %s is a 400', async (_what, path, code) => {
  const answer = await put(path, bytes(10))
  expect([answer.status, answer.code]).toEqual([400, code])
})

test('PUT beyond the largest size is refused: at once when the length is told, on the way when not', async () => {
  const told = await put('big.bin', bytes(20 * MiB + 1))
  expect([told.status, told.code]).toEqual([413, 'file_too_large'])
  const parts = (async function* () {
    for (let sent = 0; sent < 30; sent++) yield bytes(MiB)
  })()
  const answer = await site.send('PUT', '/api/places/main/content?path=big.bin', { body: parts })
  expect([answer.status, answer.code]).toEqual([413, 'file_too_large'])
  expect(await house.names()).toEqual([])
})

test('PUT of a part of a file, or of a packed body, is refused', async () => {
  const path = '/api/places/main/content?path=x.bin'
  const range = await site.send('PUT', path, { headers: { 'content-range': 'bytes 0-4/10' }, body: bytes(5) })
  expect([range.status, range.code]).toEqual([400, 'bad_request'])
  const packed = await site.send('PUT', path, { headers: { 'content-encoding': 'gzip' }, body: bytes(5) })
  expect([packed.status, packed.code]).toEqual([415, 'unsupported_media_type'])
})

test('PUT on a full disk is a 507 and leaves nothing', async () => {
  files.onWrite = (_path, upTo) => {
    if (upTo > MiB) throw failure('ENOSPC')
  }
  for (const size of [3 * MiB]) {
    const answer = await put('full.bin', bytes(size))
    expect([answer.status, answer.code]).toEqual([507, 'disk_full'])
  }
  files.onSync = () => {
    throw failure('EIO')
  }
  expect((await put('eio.bin', bytes(1000))).code).toBe('upload_quarantined')
  expect(await house.names()).toEqual([])
})

/** Sends the beginning of a request and hangs up. */
async function abort(head: string, body: Uint8Array): Promise<void> {
  const socket = connect(site.port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(`${head}\r\nHost: localhost\r\n`)
  socket.write('\r\n')
  socket.write(body)
  await until(() => house.uploads.service.isBusy())
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.destroy()
  await until(() => !house.uploads.service.isBusy())
}

test.each([100_000, 10 * MiB])('a PUT of %d bytes that is broken off lists nothing', async (length) => {
  const path = '/api/places/main/content?path=half.bin'
  await abort(`PUT ${path} HTTP/1.1\r\nContent-Length: ${length}`, bytes(length / 2))
  await until(async () => (await house.partials()).length === 0)
  await abort(
    `PUT ${path} HTTP/1.1\r\nTransfer-Encoding: chunked`,
    Buffer.concat([Buffer.from('2710\r\n'), bytes(10_000)]),
  )
  await until(async () => (await house.partials()).length === 0)
  expect(await house.names()).toEqual([])
  expect(await house.listed()).toEqual([])
})

const BOUNDARY = 'xyzzy'
const form = (parts: { name: string; filename?: string; body: Uint8Array }[], end = `--${BOUNDARY}--\r\n`) =>
  Buffer.concat([
    ...parts.flatMap(({ name, filename, body }) => [
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n\r\n`,
      ),
      body,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(end),
  ])
const FORM = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
const post = (body: Uint8Array, headers: Record<string, string> = FORM, query = '?path=photos') =>
  site.send('POST', `/api/places/main/content${query}`, { headers, body })

test('a form lists all its files, in order', async () => {
  const parts = [
    { name: 'note', body: Buffer.from('not a file') },
    { name: 'files', filename: 'ä b.jpg', body: bytes(30_000, 1) },
    { name: 'files', filename: 'large.mov', body: bytes(4 * MiB, 2) },
    { name: 'files', filename: '', body: Buffer.alloc(0) },
    { name: 'files', filename: 'empty.txt', body: Buffer.alloc(0) },
  ]
  const answer = await post(form(parts))
  expect(answer.status).toBe(201)
  const names = JSON.parse(answer.body).files.map((file: { entry: { name: string } }) => file.entry.name)
  expect(names).toEqual(['ä b.jpg', 'large.mov', 'empty.txt'])
  expect(bytes(4 * MiB, 2).equals(await house.read('photos', 'large.mov'))).toBe(true)
  expect(bytes(30_000, 1).equals(await house.read('photos', 'ä b.jpg'))).toBe(true)
})

test('files of a form keep their order when a later one is on the disk first', async () => {
  const slowest: string[] = []
  files.onSync = async (path) => {
    if (slowest.length === 0) slowest.push(path)
    if (path === slowest[0]) await until(() => files.events.some((event) => event.kind === 'sync'))
  }
  const parts = [
    { name: 'files', filename: 'first.mov', body: bytes(2 * MiB, 1) },
    { name: 'files', filename: 'second.mov', body: bytes(2 * MiB, 2) },
  ]
  const answer = await post(form(parts))
  const names = JSON.parse(answer.body).files.map((file: { entry: { name: string } }) => file.entry.name)
  expect(names).toEqual(['first.mov', 'second.mov'])
})

test.each([
  ['no file', form([{ name: 'a', body: Buffer.from('x') }])],
  ['no end', form([{ name: 'f', filename: 'a.bin', body: bytes(1000) }], '')],
  ['nothing in it', Buffer.alloc(0)],
  ['garbage in it', bytes(1000)],
])('a form with %s is a 400 and lists nothing', async (_what, body) => {
  const answer = await post(body)
  expect([answer.status, answer.code]).toEqual([400, 'bad_request'])
  expect(await house.listed()).toEqual([])
})

test('a form of another type is a 415, one without a boundary a 400', async () => {
  expect((await post(bytes(10), { 'content-type': 'application/json' })).status).toBe(415)
  expect((await post(bytes(10), { 'content-type': 'multipart/form-data' })).status).toBe(400)
})

test('a form that is broken off in its second file does not list its first', async () => {
  const whole = form([
    { name: 'f', filename: 'first.bin', body: bytes(2 * MiB) },
    { name: 'f', filename: 'second.bin', body: bytes(2 * MiB) },
  ])
  const head = `POST /api/places/main/content HTTP/1.1\r\nContent-Type: ${FORM['content-type']}\r\nContent-Length: ${whole.length}`
  await abort(head, whole.subarray(0, 3 * MiB))
  await until(async () => (await house.partials()).length === 0)
  expect(await house.names()).toEqual([])
  expect(await house.listed()).toEqual([])
})

test('curl sends files both ways', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-curl-'))
  try {
    const file = join(folder, 'from curl.bin')
    await writeFile(file, bytes(3 * MiB))
    const base = `http://127.0.0.1:${site.port}/api/places/main/content`
    const first = await run('curl', ['-sS', '-T', file, `${base}?path=put.bin`])
    const second = await run('curl', ['-sS', '-F', `file=@${file}`, `${base}?path=`])
    expect(JSON.parse(first.stdout).entry.name).toBe('put.bin')
    expect(JSON.parse(second.stdout).files[0].entry.name).toBe('from curl.bin')
    expect(await house.names()).toEqual(['from curl.bin', 'put.bin'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
