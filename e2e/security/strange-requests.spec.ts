import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ADMIN } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'
import { complaintsIn, WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household, isAlive, putFile, STUDIO_PASSWORD } from './support/household.ts'
import { askForTokens, bearer, type Proof, sendJson, signInByCookie, takeTokens, unlock } from './support/people.ts'
import { type Answer, dishonestyOf, eachOf, send, sendBytes } from './support/wire.ts'

/** Requests that no honest client sends: ways around the handler that decides, and bodies that nobody expects. */

const SECRET = 'the recipe of grandmother, written nowhere else'

let house: Household
let entryId: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: [...WITHOUT_RATES, '--log-level', 'trace'] }))
  entryId = await putFile(house.door, house.places.hall.id, 'recipe.txt', SECRET, house.adminProof)
})

test.afterAll(() => house.vault.dispose())

/** The vault goes on, and with the memory it had. */
/** What no answer to a stranger may hold: a content, the names of entries, the rooms one must know of. */
const PRIVATE = [SECRET, 'recipe.txt', 'cellar', 'Mila', 'Ines']

function leakIn(answer: Answer): string | null {
  const leak = PRIVATE.find((word) => answer.text.includes(word))
  return leak === undefined ? null : `${answer.status} tells of "${leak}"`
}

const ENTRY_WAYS: (() => string)[] = [
  () => `//api/files/${entryId}/content`,
  () => `/api//files/${entryId}/content`,
  () => `/./api/files/${entryId}/content`,
  () => `/x/../api/files/${entryId}/content`,
  () => `/%2e/api/files/${entryId}/content`,
  () => `/_next/static/%2e%2e/%2e%2e/api/files/${entryId}/content`,
  () => `/_next/static/..%2f..%2fapi/files/${entryId}/content`,
  () => `/%61pi/files/${entryId}/content`,
  () => `/API/files/${entryId}/content`,
  () => `/api/files/${entryId}/content/`,
  () => `/api/files/${entryId}/content;.css`,
  () => `/api/files/${entryId}/content.css`,
  () => `/api/files/${entryId}/content%00.png`,
  () => `/api/files/${entryId}%2fcontent`,
  () => `/api/files/${entryId}%5ccontent`,
  () => `/api\\files\\${entryId}\\content`,
  () => `/api/auth/../files/${entryId}/content`,
  () => `/api/auth/callback/credentials/../../../files/${entryId}/content`,
  () => `http://localhost/api/files/${entryId}/content`,
  () => `http://evil.example/api/files/${entryId}/content`,
  () => `/api/files/${entryId}/content.rsc`,
  () => `/api/files/${entryId}.rsc`,
  () => `/_next/data/build/api/files/${entryId}/content.json`,
  () => `/api/places/${house.places.hall.id}/entries.json`,
  () => `/_next/data/build/place.json?id=${house.places.hall.id}`,
  () => `/place.rsc?id=${house.places.hall.id}`,
  () => `/place.txt?id=${house.places.hall.id}&_rsc=1`,
  () => `/place?id=${house.places.hall.id}&_rsc=1`,
  () => `/_next/image?url=%2Fapi%2Ffiles%2F${entryId}%2Fcontent&w=640&q=75`,
  () => '/_next/../.next/BUILD_ID',
  () => '/.next/server/app/index.html',
  () => '/.hearth/',
  () => '/rooms/hall/recipe.txt',
  () => '/../../../../etc/passwd',
  () => '/_next/static/../../../package.json',
  () => '/dist/main.js',
  () => '/server/main.ts',
  () => '/persist.json',
  () => '/vault.db',
]

const ROUND_THE_HANDLER: Record<string, string>[] = [
  {},
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy', 'x-middleware-subrequest-id': 'x' },
  { 'x-middleware-rewrite': '/api/files', 'x-middleware-next': '1', 'x-middleware-override-headers': 'cookie' },
  { 'x-original-url': '/api/session', 'x-rewrite-url': '/api/session', 'x-http-method-override': 'GET' },
  { 'x-invoke-path': '/place', 'x-invoke-status': '200', 'x-matched-path': '/place', 'x-nextjs-data': '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-state-tree': '%5B%22%22%5D', 'next-url': '/place' },
  { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', forwarded: 'for=127.0.0.1', 'x-forwarded-user': 'Rowan' },
]

test('no way round the handler leads to content or to names', async () => {
  const plain = [`/api/files/${entryId}/content`, `/api/places/${house.places.hall.id}/entries`, '/place', '/']
  const paths = [...plain, ...ENTRY_WAYS.map((way) => way())]
  const cases = paths.flatMap((path) => ROUND_THE_HANDLER.map((headers) => ({ path, headers })))
  const complaints = await eachOf(cases, 8, async ({ path, headers }) => {
    const answer = await send(house.door, { method: 'GET', path, headers })
    const leak = leakIn(answer)
    return leak === null && answer.status !== 500
      ? null
      : `${path} ${JSON.stringify(headers)}: ${leak ?? answer.status}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('the same ways are shut for somebody signed in: only the address of the table leads to the content', async () => {
  const complaints = await eachOf(ENTRY_WAYS, 8, async (way) => {
    const answer = await send(house.door, { method: 'GET', path: way(), headers: house.adminProof })
    return answer.text.includes(SECRET) || answer.status === 500 ? `${way()}: ${answer.status}` : null
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('a header that speaks to the framework changes no answer of the API', async () => {
  for (const headers of ROUND_THE_HANDLER) {
    const answer = await send(house.door, { method: 'GET', path: `/api/files/${entryId}`, headers })
    expect(answer.code, JSON.stringify(headers)).toBe('not_signed_in')
  }
})

test('there are no server actions: a page takes no writes, and the vault lives on', async () => {
  const boundary = '----x'
  const part = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const form = `${part('1_$ACTION_ID_0', '')}${part('0', '["$F1",{"id":"x","bound":null}]')}--${boundary}--\r\n`
  const types = {
    [`multipart/form-data; boundary=${boundary}`]: form,
    'text/plain;charset=UTF-8': '[]',
    'application/json': '{}',
  }
  for (const path of ['/', '/place', '/sign-in', '/setup', '/admin', '/hall', '/_next/static/x', '/nowhere/at/all']) {
    for (const [type, body] of Object.entries(types)) {
      const headers = { 'content-type': type, 'next-action': '0'.repeat(42), ...house.adminProof }
      const answer = await send(house.door, { method: 'POST', path, headers, body })
      expect(answer.status, `${path} ${type}`).toBeGreaterThanOrEqual(400)
      expect(dishonestyOf(answer), `${path} ${type}`).toBeNull()
    }
  }
  expect(await isAlive(house)).toBe(true)
})

test('methods that nobody serves are refused', async () => {
  for (const method of ['TRACE', 'PROPFIND', 'MKCOL', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'LINK', 'REPORT']) {
    for (const path of ['/', '/api/health', '/place']) {
      const answer = await send(house.door, { method, path })
      expect(dishonestyOf(answer), `${method} ${path}`).toBeNull()
      expect(answer.status, `${method} ${path}`).toBeGreaterThanOrEqual(400)
    }
  }
})

test('the image optimiser and the development server are not there', async () => {
  const paths = [
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/_next/webpack-hmr',
    '/__nextjs_original-stack-frame',
    '/_next/mcp',
  ]
  for (const path of paths) {
    expect((await send(house.door, { method: 'GET', path })).status, path).toBeGreaterThanOrEqual(300)
  }
  expect((await send(house.door, { method: 'GET', path: paths[0] ?? '' })).code).toBe('not_found')
})

test('only the sockets upgrade', async () => {
  const key = randomBytes(16).toString('base64')
  for (const path of [
    '/',
    '/_next/webpack-hmr',
    `/api/files/${entryId}/content`,
    '/socket.iox/',
    '/api/session',
    '//socket.io/',
  ]) {
    const answer = await sendBytes(
      house.door.port,
      `GET ${path} HTTP/1.1\r\nHost: localhost:${house.door.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
      1_000,
    )
    expect(answer, path).not.toContain(' 101 ')
    expect(answer, path).not.toContain(SECRET)
  }
  expect(await isAlive(house)).toBe(true)
})

test('requests that HTTP forbids are refused, and the next one is answered', async () => {
  const { port } = house.door
  const host = `Host: localhost:${port}\r\n`
  const health = `GET /api/health HTTP/1.1\r\n${host}\r\n`
  const broken = [
    `GET /api/health HTTP/1.1\r\n\r\n`,
    `GET /api/health HTTP/1.1\r\n${host}${host}\r\n`,
    `GET /api/health HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`,
    `GET /api/health\r\nSECRET HTTP/1.1\r\n${host}\r\n`,
    `POST /api/tokens HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${health}`,
    `POST /api/tokens HTTP/1.1\r\n${host}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
    `POST /api/tokens HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`,
    `POST /api/tokens HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    `POST /api/tokens HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n${host}\r\n`,
    `GET / HTTP/1.1\r\n${host}X-Long: ${'a'.repeat(70_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${host}${Array.from({ length: 5_000 }, (_, i) => `X-${i}: 1\r\n`).join('')}\r\n`,
    `GET / HTTP/9.9\r\n${host}\r\n`,
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    '\0\0\0\0\r\n\r\n',
  ]
  const complaints = await eachOf(broken, 4, async (text) => {
    const answer = await sendBytes(port, text, 1_500)
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
    return statuses.some((status) => status < 400 || status >= 500)
      ? `${JSON.stringify(text.slice(0, 80))}: ${statuses}`
      : null
  })
  expect(complaintsIn(complaints)).toEqual([])
  expect(await isAlive(house)).toBe(true)
})

test('no password, token, cookie or grant is in the log or readable in the data folder', async () => {
  const { door, vault } = house
  const tokens = await takeTokens(door, ADMIN)
  const { jar } = await signInByCookie(door, ADMIN)
  const grant = (await unlock(door, 'studio', STUDIO_PASSWORD)).json<{ grant: string }>().grant
  await askForTokens(door, { name: ADMIN.name, password: 'a mistyped password 1' })
  await unlock(door, 'studio', 'a mistyped password 2')
  await sendJson(door, 'POST', '/api/tokens', { grant: 'refresh', refreshToken: tokens.refreshToken })
  const proofs: Proof[] = [
    bearer(tokens.accessToken),
    bearer(grant),
    { cookie: jar.header() },
    bearer('ha_not a token of ours'),
  ]
  for (const headers of proofs) {
    await send(door, { method: 'GET', path: `/api/session?token=${tokens.accessToken}`, headers })
    await send(door, { method: 'GET', path: '/api/files/none/content', headers })
  }
  const cookies = jar
    .header()
    .split('; ')
    .map((pair) => pair.slice(pair.indexOf('=') + 1))
  const secrets = [
    ...[tokens.accessToken, tokens.refreshToken, grant, ADMIN.password, STUDIO_PASSWORD],
    ...['a mistyped password 1', 'a mistyped password 2', ...cookies.filter((value) => value.length > 20)],
  ]
  const files = (await readdir(vault.dataFolder)).filter(
    (name) => name.startsWith('vault.db') || name.endsWith('.json'),
  )
  // Gathered for a second before they are written.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const log = await readFile(join(vault.dataFolder, 'logs', 'hearth.log'), 'utf8')
  expect(log).toContain('/api/session')
  const contents = await Promise.all(files.map((name) => readFile(join(vault.dataFolder, name), 'latin1')))
  const places = new Map([
    ['the log', log],
    ['the console', vault.output()],
    ...files.map((name, index) => [name, contents[index] ?? ''] as const),
  ])
  const found = [...places].flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${place}: ${secret}`),
  )
  expect(found).toEqual([])
})
