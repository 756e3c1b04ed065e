import { expect, test } from '@playwright/test'
import { buildPath } from '#lib/api/build-path.ts'
import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { allRoutes } from '#lib/contracts/http/routes.ts'
import { launchVault } from '../support/vault-process.ts'
import { complaintsIn, WITHOUT_RATES } from './support/gathering.ts'
import { hostileBodies } from './support/hostile-bodies.ts'
import { furnish, type Household, isAlive, putFile, tusMetadata } from './support/household.ts'
import { dishonestyOf, eachOf, send } from './support/wire.ts'

/** Bodies, addresses and headers that nobody expects: each is answered in words, and nothing fails inside. */

const CONTENT = 'the recipe of grandmother, written nowhere else'

// Thousands of requests, on whatever machine.
test.describe.configure({ timeout: 240_000 })

let house: Household
let entryId: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
  entryId = await putFile(house.door, house.places.hall.id, 'recipe.txt', CONTENT, house.adminProof)
})

test.afterAll(() => house.vault.dispose())

/** The vault goes on, and with the memory it had. */
const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000)

const BODIES: readonly (readonly [type: string, body: string | Uint8Array])[] = [
  ['application/json', ''],
  ['application/json', 'null'],
  ['application/json', '[]'],
  ['application/json', '"text"'],
  ['application/json', '{"a":'],
  ['application/json', '{"name":1,"role":{},"password":[],"access":null,"path":{},"action":[],"grant":0}'],
  ['application/json', '{"__proto__":{"role":"admin"},"name":"x"}'],
  ['application/json', '{"constructor":{"prototype":{"role":"admin"}}}'],
  ['application/json', `{"name":"${'n'.repeat(100_000)}"}`],
  ['application/json', '{"name":"\\ud800","password":"\\u0000\\ud800\\u0000\\u0000\\u0000\\u0000"}'],
  ['application/json', `{"name":${'9'.repeat(400)},"quotaBytes":1e400,"path":-0}`],
  ['application/json', deep('[', ']')],
  ['application/json', deep('{"a":', '}').replace('}', '1}')],
  ['application/json', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['application/json', new Uint8Array(1_200_000).fill(0x20)],
  ['application/json; charset=utf-16', '{}'],
  ['text/plain', '{}'],
  ['application/x-www-form-urlencoded', 'a=1'],
  ['multipart/form-data', 'x'],
  ['multipart/form-data; boundary=', 'x'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nnever ends',
  ],
  ['application/offset+octet-stream', 'x'],
]

test('whatever body comes, an admin’s too, is answered by a problem with a known code and never by a failure of ours', async () => {
  const { places, accountIds } = house
  const params = { place: places.yard.id, entry: places.yard.entryId, upload: 'none', job: 'none', session: 'none' }
  // Deleting has no body, and would make the rest of the test empty.
  const routes = allRoutes().filter(({ method, id }) => method !== 'DELETE' && id !== 'uploads.create')
  const cases = routes.flatMap((route) => BODIES.map((body) => ({ route, body })))
  const complaints = await eachOf(cases, 8, async ({ route, body: [type, body] }) => {
    const path = buildPath(route.path, { ...params, account: accountIds.viewer }, {})
    const answer = await send(house.door, {
      ...{ method: route.method, path, ...(route.method === 'GET' || route.method === 'HEAD' ? {} : { body }) },
      headers: { 'content-type': type, ...house.adminProof },
    })
    const dishonesty = dishonestyOf(answer, route.method)
    return dishonesty === null ? null : `${route.id} ${type} ${String(body).slice(0, 40)}: ${dishonesty}`
  })
  expect(complaintsIn(complaints)).toEqual([])
  expect(await isAlive(house)).toBe(true)
})

test('whatever value stands where the contract wants one, it is taken or answered by a problem, never by a failure of ours', async () => {
  const { places, accountIds } = house
  const params = { place: places.den.id, entry: places.den.entryId, upload: 'none', job: 'none', session: 'none' }
  const routes = allRoutes().filter(({ rule }) => rule.kind !== 'setup')
  const cases = routes.flatMap((route) => hostileBodies(route).map((body) => ({ route, body })))
  expect(cases.length).toBeGreaterThan(400)
  const complaints = await eachOf(cases, 8, async ({ route, body }) => {
    const path = buildPath(route.path, { ...params, account: accountIds.viewer }, {})
    const headers = { 'content-type': 'application/json', ...house.adminProof }
    const answer = await send(house.door, { method: route.method, path, headers, body })
    const dishonesty = dishonestyOf(answer)
    return dishonesty === null ? null : `${route.id} ${body.slice(0, 120)}: ${dishonesty}`
  })
  expect(complaintsIn(complaints)).toEqual([])
  expect(await isAlive(house)).toBe(true)
})

const VALUES = [
  ...[
    '',
    '..',
    '%00',
    '%ff',
    '%zz',
    '%',
    '%2e%2e',
    '__proto__',
    'constructor',
    'null',
    'undefined',
    'NaN',
    '-1',
    '1e999',
  ],
  ...[
    '999999999999999999999',
    '%F0%9F%98%80',
    `${'a'.repeat(5_000)}`,
    "'%20OR%201=1--",
    '%3Cscript%3E',
    '%0d%0aX:%20y',
    '{}',
    '[]',
  ],
]

test('whatever stands in an address is answered by a problem with a known code and never by a failure of ours', async () => {
  const cases = allRoutes()
    .filter(({ method, path }) => method !== 'OPTIONS' && !SPENDING.has(path))
    .flatMap((route) => VALUES.flatMap((value) => waysIn(route, value).map((path) => ({ route, path }))))
  const complaints = await eachOf(cases, 8, async ({ route, path }) => {
    const answer = await send(house.door, { method: route.method, path, headers: house.adminProof })
    const dishonesty = dishonestyOf(answer, route.method)
    return dishonesty === null ? null : `${route.method} ${path.slice(0, 120)}: ${dishonesty}`
  })
  expect(complaintsIn(complaints)).toEqual([])
  expect(await isAlive(house)).toBe(true)
})

/** What would end the session of the test. */
const SPENDING = new Set(['/api/me/sessions', '/api/tokens/current'])
const QUERIES = [
  'path',
  'cursor',
  'limit',
  'sort',
  'q',
  'since',
  'conflict',
  'sha256',
  'type',
  'files',
  'to',
  'confirm',
]

/** The value as every parameter of the path, and as the names and the values of a query. */
function waysIn({ path, query }: AnyRoute, value: string): string[] {
  const filled = path.replace(/:[a-z]+/g, value === '' ? 'x' : value)
  const ways = filled === path ? [] : [filled]
  if (query !== undefined) ways.push(`${filled}?${QUERIES.map((name) => `${name}=${value.slice(0, 1_000)}`).join('&')}`)
  return [...ways, `${filled}?${value}=1&${value}=2`]
}

const HEADERS: Record<string, string>[] = [
  ...[
    'bytes=',
    'bytes=-',
    'bytes=9-1',
    'bytes=0-0,0-0,0-0',
    `bytes=${'0-1,'.repeat(2_000)}0-1`,
    'lines=1-2',
    'bytes=a-b',
  ],
].map((range) => ({ range }))

test('whatever a header says, the answer is the content, a part of it, or a problem with a known code', async () => {
  const odd = ['', '"', 'W/', 'W/"', '"a","b', '*', '*,*', '\u00ff', 'Thu, 99 Foo 2020 00:00:00 GMT', 'x'.repeat(4_000)]
  const conditional = ['if-match', 'if-none-match', 'if-range', 'if-modified-since', 'if-unmodified-since'].flatMap(
    (name) => odd.map((value) => ({ [name]: value, range: 'bytes=0-3' })),
  )
  const others = ['accept-encoding', 'content-type', 'cookie', 'origin', 'user-agent', 'expect'].flatMap((name) =>
    odd.map((value) => ({ [name]: value })),
  )
  const complaints = await eachOf([...HEADERS, ...conditional, ...others], 8, async (headers) => {
    const path = `/api/files/${entryId}/content`
    const answer = await send(house.door, { method: 'GET', path, headers: { ...headers, ...house.adminProof } })
    const isContent =
      answer.status < 400 && (answer.text === '' || CONTENT.includes(answer.text) || answer.status === 206)
    const dishonesty = isContent ? null : dishonestyOf(answer)
    return dishonesty === null ? null : `${JSON.stringify(headers).slice(0, 100)}: ${dishonesty}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('whatever a tus client says is answered by a problem with a known code and never by a failure of ours', async () => {
  const metadata = tusMetadata({ place: house.places.yard.id, filename: 'a.bin' })
  const lengths = ['', '-1', '1e21', '1.5', '0x10', '9'.repeat(30), 'NaN', '5,5', '+5', '٣']
  const metadatas = [
    ...[
      '',
      ',',
      'place',
      'place ',
      'place !!!',
      'place YQ==,place YQ==',
      '__proto__ YQ==',
      'constructor YQ==',
      'toString YQ==',
    ],
    ...['filename YQ==', `place ${'A'.repeat(12_000)}`, 'filename /w==,place /w==', Array(40).fill('k YQ==').join(',')],
    ...[
      `${metadata},sha256 YQ==`,
      `${metadata},lastModified bm93`,
      `${metadata},conflict b3Zlcg==`,
      `${metadata},path Li4=`,
    ],
  ]
  const wires = [
    ...lengths.map((value) => ({
      'upload-length': Buffer.from(value).toString('latin1'),
      'upload-metadata': metadata,
    })),
    ...metadatas.map((value) => ({ 'upload-length': '3', 'upload-metadata': value })),
    { 'upload-defer-length': '2', 'upload-metadata': metadata },
    { 'upload-defer-length': '1', 'upload-length': '3', 'upload-metadata': metadata },
    { 'upload-length': '3', 'upload-concat': 'partial', 'upload-metadata': metadata },
    { 'upload-length': '3', 'upload-concat': 'final;/api/uploads/a /api/uploads/b', 'upload-metadata': metadata },
    { 'upload-length': '3', 'upload-checksum': 'md4 x', 'upload-metadata': metadata },
    { 'upload-length': '3', 'upload-metadata': metadata, 'tus-resumable': '9.9.9' },
  ]
  const complaints = await eachOf(wires, 4, async (wire) => {
    const headers = { 'tus-resumable': '1.0.0', ...(wire as Record<string, string>), ...house.adminProof }
    const answer = await send(house.door, { method: 'POST', path: '/api/uploads', headers })
    const dishonesty = answer.status < 400 ? `taken: ${answer.headers.location}` : dishonestyOf(answer)
    return dishonesty === null ? null : `${JSON.stringify(wire).slice(0, 120)}: ${dishonesty}`
  })
  expect(complaintsIn(complaints)).toEqual([])
  expect(await isAlive(house)).toBe(true)
})
