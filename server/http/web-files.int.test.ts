import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendProblem } from './problem.ts'
import { openWebFiles, type WebFiles } from './web-files.ts'

const SCRIPT = { file: 'a.js', type: 'text/javascript', cache: 'immutable', etag: 'one', varies: [], headers: {} }
const PAGE = {
  ...{ file: 'p.html', type: 'text/html', cache: 'no-cache', etag: 'two', varies: ['rsc'], encodings: [] },
  headers: { 'service-worker-allowed': '/' },
}
const INDEX = {
  '/a.js': { ...SCRIPT, encodings: ['br', 'gzip'] },
  '/p': PAGE,
  '/gone.js': { ...SCRIPT, file: 'gone.js', encodings: [] },
}

let folder: string
let files: WebFiles
let server: Server
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-web-'))
  await writeFile(join(folder, 'index.json'), JSON.stringify(INDEX))
  for (const [name, text] of Object.entries({
    'a.js': 'plain',
    'a.js.br': 'br!',
    'a.js.gzip': 'gz',
    'p.html': '<p>',
  })) {
    await writeFile(join(folder, name), text)
  }
  files = await openWebFiles(folder)
  server = createServer((asked, response) => {
    files.send(asked.url ?? '', asked, response).catch((error: unknown) => sendProblem(response, error, 'asked'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Asked by a client that unpacks nothing. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, method, agent: false }, async (answer) => {
      let body = ''
      for await (const chunk of answer) body += chunk
      resolve({ status: answer.statusCode, headers: answer.headers, body })
    })
    asked.on('error', reject).end()
  })
}

describe('built files', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', 'br!'],
    ['gzip, deflate', 'gzip', 'gz'],
    ['X-GZip', 'gzip', 'gz'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'gz'],
    ['br; q=0.000, *', 'gzip', 'gz'],
    ['*;q=0', undefined, 'plain'],
    ['identity', undefined, 'plain'],
    ['brotli, gzippy', undefined, 'plain'],
    ['', undefined, 'plain'],
  ])('a client that takes %j gets %j', async (accepted, encoding, body) => {
    const answer = await ask('/a.js', { 'accept-encoding': accepted })
    expect([answer.status, answer.headers['content-encoding'], answer.body]).toEqual([200, encoding, body])
    expect(answer.headers).toMatchObject({
      ...{ 'content-type': 'text/javascript', 'cache-control': 'immutable', vary: 'accept-encoding' },
      ...{ etag: 'W/"one"', 'content-length': String(body.length) },
    })
  })

  it.each([
    ['W/"one"', 304],
    ['"other", W/"one"', 304],
    ['*', 304],
    ['"other"', 200],
    ['one', 200],
  ])('a client that holds %s is answered %i', async (held, status) => {
    const answer = await ask('/a.js', { 'if-none-match': held })
    expect([answer.status, answer.body]).toEqual([status, status === 200 ? 'plain' : ''])
    expect(answer.headers.etag).toBe('W/"one"')
  })

  it('HEAD has the length and no body, and a page says what else it depends on', async () => {
    const answer = await ask('/p', {}, 'HEAD')
    expect(answer.headers['service-worker-allowed']).toBe('/')
    expect([answer.status, answer.headers['content-length'], answer.body]).toEqual([200, '3', ''])
    expect(answer.headers.vary).toBe('rsc')
  })

  it('what was sent once outlives a build, and what could not be read is tried again', async () => {
    expect((await ask('/a.js')).body).toBe('plain')
    await rm(join(folder, 'a.js'))
    expect((await ask('/a.js')).body).toBe('plain')
    expect((await ask('/gone.js')).status).toBe(404)
    await writeFile(join(folder, 'gone.js'), 'back')
    expect((await ask('/gone.js')).body).toBe('back')
  })

  it('a part of a file is not made: all of it comes', async () => {
    expect((await ask('/a.js', { range: 'bytes=1-2' })).status).toBe(200)
    expect(files.has('/p')).toBe(true)
    expect(files.has('/../index.json')).toBe(false)
  })
})
