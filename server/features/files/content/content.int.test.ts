import { createHash, randomBytes } from 'node:crypto'
import { appendFile, mkdtemp, open, rename, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { sendProblem } from '#server/http/problem.ts'
import { factsOf } from '../disk/file-facts.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import { createContentHandler } from './content.handler.ts'
import { Descriptors } from './descriptors.ts'
import { createOpenContent } from './open-content.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const BYTES = randomBytes(3_000_000)

let root: string
let server: Server
let origin: string
let entries: Map<string, EntryFacts>
let reconciled: string[]
let descriptors: Descriptors

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hearth-content-'))
  entries = new Map()
  reconciled = []
  descriptors = new Descriptors({ monotonic: () => performance.now() })
  const openContent = createOpenContent({
    find: async (id) => entries.get(id) ?? null,
    rootOf: async () => root,
    reconcile: async (entry) => {
      reconciled.push(entry.id)
      await list(entry.name, entry.mime, 'c2')
    },
    descriptors,
  })
  const handle = createContentHandler(({ entryId }: { entryId: EntryId; download: boolean }) => openContent(entryId))
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const wanted = {
      entryId: decodeURIComponent(url.pathname.slice(1)) as EntryId,
      download: url.searchParams.has('download'),
    }
    handle(wanted, request, response).catch((error: unknown) => sendProblem(response, error, 'r'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  descriptors.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(root, { recursive: true })
})

async function list(name: string, mime: string | null, contentId = 'c1'): Promise<void> {
  const facts = factsOf(await stat(join(root, name), { bigint: true }))
  entries.set(name, {
    id: name as EntryId,
    placeId: 'p' as PlaceId,
    parentId: null,
    kind: 'file',
    name,
    path: [name],
    state: 'live',
    owner: null,
    sizeBytes: facts.sizeBytes,
    mtimeMs: 0,
    mime,
    addedAt: 0,
    content: { id: contentId as ContentId, facts, sha256: createHash('sha256').update(name).digest() },
  })
}

async function put(name: string, bytes: Uint8Array, mime: string | null = null, contentId = 'c1'): Promise<void> {
  await writeFile(join(root, name), bytes)
  await list(name, mime, contentId)
}

const ask = (name: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${origin}/${encodeURIComponent(name)}`, { headers, method })
const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe('the content of a file', () => {
  it('is sent whole with its identity, size, date and hash', async () => {
    await put('a.bin', BYTES)
    await utimes(join(root, 'a.bin'), 1_700_000_000, 1_700_000_000)
    await list('a.bin', null)
    const response = await ask('a.bin')
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '3000000',
      'content-type': 'application/octet-stream',
      etag: '"c1"',
      'last-modified': 'Tue, 14 Nov 2023 22:13:20 GMT',
      'repr-digest': `sha-256=:${createHash('sha256').update('a.bin').digest('base64')}:`,
    })
    expect((await bodyOf(response)).equals(BYTES)).toBe(true)
  })

  it('answers HEAD with the same headers and no body', async () => {
    await put('a.bin', BYTES)
    const response = await ask('a.bin', { range: 'bytes=0-1' }, 'HEAD')
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '3000000'])
  })

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-', 0, 2_999_999],
    ['bytes=2999999-', 2_999_999, 2_999_999],
    ['bytes=5-9', 5, 9],
    ['bytes=100-99999999', 100, 2_999_999],
    ['bytes=-1', 2_999_999, 2_999_999],
    ['bytes=-9999999', 0, 2_999_999],
    ['bytes=262143-262145', 262_143, 262_145],
    ['bytes=1-2000000', 1, 2_000_000],
  ])('sends the range %s', async (range, start, end) => {
    await put('a.bin', BYTES)
    const response = await ask('a.bin', { range })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/3000000`)
    expect(response.headers.get('content-length')).toBe(String(end - start + 1))
    expect((await bodyOf(response)).equals(BYTES.subarray(start, end + 1))).toBe(true)
  })

  it.each(['bytes=3000000-', 'bytes=-0', 'bytes=9999999-99999999'])('cannot satisfy %s', async (range) => {
    await put('a.bin', BYTES)
    const response = await ask('a.bin', { range })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */3000000')
    expect(response.headers.get('content-type')).toMatch('application/problem+json')
  })

  it.each(['bytes=5-1', 'items=0-1', 'bytes=x', 'bytes='])('ignores the malformed %s', async (range) => {
    await put('a.bin', BYTES)
    expect((await ask('a.bin', { range })).status).toBe(200)
  })

  it('sends several ranges as multipart/byteranges with an exact length', async () => {
    await put('a.bin', BYTES)
    const response = await ask('a.bin', { range: 'bytes=0-9,1000-1999,-5' })
    const body = await bodyOf(response)
    expect(response.status).toBe(206)
    expect(response.headers.get('content-type')).toMatch(/^multipart\/byteranges; boundary=/)
    expect(body.length).toBe(Number(response.headers.get('content-length')))
    for (const part of [BYTES.subarray(0, 10), BYTES.subarray(1000, 2000), BYTES.subarray(-5)]) {
      expect(body.includes(part)).toBe(true)
    }
    expect(body.toString('latin1')).toContain('Content-Range: bytes 1000-1999/3000000\r\n')
  })

  it('sends an empty file, and refuses every range of it', async () => {
    await put('empty', new Uint8Array())
    expect((await ask('empty')).headers.get('content-length')).toBe('0')
    expect((await ask('empty', { range: 'bytes=0-' })).status).toBe(416)
  })

  it('continues only the content the client has part of', async () => {
    await put('a.bin', BYTES)
    const date = (await ask('a.bin', {}, 'HEAD')).headers.get('last-modified') ?? ''
    const range = { range: 'bytes=1-2' }
    expect((await ask('a.bin', { ...range, 'if-range': '"c1"' })).status).toBe(206)
    expect((await ask('a.bin', { ...range, 'if-range': '"other"' })).status).toBe(200)
    expect((await ask('a.bin', { ...range, 'if-range': 'W/"c1"' })).status).toBe(200)
    expect((await ask('a.bin', { ...range, 'if-range': date })).status).toBe(206)
    expect((await ask('a.bin', { ...range, 'if-range': 'Tue, 14 Nov 2000 22:13:20 GMT' })).status).toBe(200)
  })

  it('answers conditions: unchanged is 304, another content is 412', async () => {
    await put('a.bin', BYTES)
    const unchanged = await ask('a.bin', { 'if-none-match': '"x", "c1"' })
    expect([unchanged.status, (await bodyOf(unchanged)).length]).toEqual([304, 0])
    expect((await ask('a.bin', { 'if-match': '"x"' })).status).toBe(412)
  })

  it('shows pictures in place and lets nothing else run on this origin', async () => {
    await put('p.png', PNG, 'image/png', 'k0')
    await put('fake.png', Buffer.from('<svg onload=alert(1)>'), 'image/png', 'k1')
    await put('x.svg', Buffer.from('<svg onload=alert(1) xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', 'k2')
    await put('x.html', Buffer.from('<script>alert(1)</script>'), 'text/html', 'k3')
    const disposition = async (name: string) => (await ask(name)).headers.get('content-disposition')?.split(';')[0]
    expect(await Promise.all(['p.png', 'fake.png', 'x.svg', 'x.html'].map(disposition))).toEqual([
      'inline',
      'attachment',
      'attachment',
      'attachment',
    ])
    expect((await ask('p.png')).headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
    expect((await fetch(`${origin}/p.png?download`)).headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it.each(['text/javascript', 'application/javascript', 'application/x-javascript', 'text/ecmascript', 'text/css'])(
    'does not call %s what it is, or an injected tag would run it',
    async (mime) => {
      await put('a', Buffer.from('alert(1)'), mime)
      const response = await ask('a')
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    },
  )

  it('writes any name into one header line', async () => {
    const name = 'Ünï "quoted" — 😀.txt'
    await put(name, Buffer.from('x'))
    expect((await ask(name)).headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('Ünï')}`,
    )
  })

  it('brings the row in line first when the file changed by hand, and sends the new content under a new ETag', async () => {
    await put('a.txt', Buffer.from('old'))
    await writeFile(join(root, 'a.txt'), 'newer')
    const response = await ask('a.txt')
    expect([response.headers.get('etag'), await response.text()]).toEqual(['"c2"', 'newer'])
    expect(reconciled).toEqual(['a.txt'])
  })

  it('follows no symbolic link out of the place', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'hearth-outside-'))
    await writeFile(join(outside, 'secret'), 'canary')
    await put('a.txt', Buffer.from('canary'))
    await rm(join(root, 'a.txt'))
    await symlink(join(outside, 'secret'), join(root, 'a.txt'))
    const response = await ask('a.txt')
    await rm(outside, { recursive: true })
    expect(response.status).toBe(503)
    expect(await response.text()).not.toContain('canary')
  })

  it('says what is no file, gone or missing', async () => {
    await put('a', Buffer.from('x'))
    const entry = entries.get('a')
    if (entry === undefined) throw new Error('not listed')
    const codeOf = async () => ((await (await ask('a')).json()) as { code: string }).code
    entries.set('a', { ...entry, kind: 'folder' })
    expect(await codeOf()).toBe('not_a_file')
    entries.set('a', { ...entry, state: 'trashed' })
    expect(await codeOf()).toBe('entry_gone')
    entries.set('a', { ...entry, state: 'missing' })
    expect(await codeOf()).toBe('content_missing')
    entries.delete('a')
    expect(await codeOf()).toBe('not_found')
  })
})

describe('a file that changes during its download', () => {
  const SIZE = 48 * 1024 * 1024

  async function startSlowly(name: string): Promise<IncomingMessage> {
    const file = await open(join(root, name), 'w')
    await file.truncate(SIZE)
    await file.close()
    await list(name, null)
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${origin}/${name}`, resolve).once('error', reject)
    })
    await new Promise((resolve) => response.once('readable', resolve))
    return response
  }

  async function drain(response: IncomingMessage): Promise<{ length: number; complete: boolean; foreign: boolean }> {
    let length = 0
    let foreign = false
    try {
      for await (const chunk of response) {
        length += (chunk as Buffer).length
        foreign ||= (chunk as Buffer).includes(0x61)
      }
    } catch {
      // An aborted response ends its reading with an error, which is what the caller asks about.
    }
    return { length, complete: response.complete, foreign }
  }

  it.each([
    ['is appended to', (path: string) => appendFile(path, 'aaaa')],
    ['is truncated', (path: string) => truncate(path, 1024)],
    ['is overwritten in place', (path: string) => overwrite(path)],
  ])('%s: the connection breaks, and no byte of another content is sent', async (_what, change) => {
    const response = await startSlowly('film.bin')
    await change(join(root, 'film.bin'))
    const outcome = await drain(response)
    expect(outcome.complete).toBe(false)
    expect(outcome.length).toBeLessThan(SIZE)
    expect(outcome.foreign).toBe(false)
  })

  it('comes whole when it is only renamed', async () => {
    const response = await startSlowly('film.bin')
    await rename(join(root, 'film.bin'), join(root, 'renamed.bin'))
    expect(await drain(response)).toMatchObject({ complete: true, length: SIZE })
  })

  async function overwrite(path: string): Promise<void> {
    const file = await open(path, 'r+')
    await file.write(Buffer.alloc(1024 * 1024, 'a'), 0, 1024 * 1024, SIZE - 1024 * 1024)
    await file.close()
  }
})
