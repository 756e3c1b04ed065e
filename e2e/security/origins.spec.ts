import { expect, test } from '@playwright/test'
import { buildPath } from '#lib/api/build-path.ts'
import { allRoutes, ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, EDITOR } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'
import { complaintsIn, WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household, STUDIO_PASSWORD } from './support/household.ts'
import {
  knockAtSignIn,
  openJar,
  type Proof,
  plainDoor,
  secureDoor,
  sendJson,
  signInByCookie,
  takeTokens,
  unlock,
} from './support/people.ts'
import { type Door, dishonestyOf, eachOf, send } from './support/wire.ts'

/** Pages of strangers in the browsers of the household: other names, other origins, other networks. */

let house: Household

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
})

test.afterAll(async () => {
  await house.vault.dispose()
})

const STRANGE_HOSTS = [
  ...[
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    '127.0.0.1.nip.example',
    '127.0.0.2',
    '127.1',
    '2130706433',
  ],
  ...[
    '0x7f.0.0.1',
    '0.0.0.0',
    '[::]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '10.0.0.1',
    'localhost@evil.example',
    'localhost:x',
  ],
  ...[
    'localhost:80:80',
    'localhost/',
    'localhost#',
    'localhost\\',
    ' localhost, evil.example',
    '[::1',
    '::1',
    '.',
    '..',
    '*',
    'hearth',
  ],
]

test('a name that is not the vault’s is refused everywhere, and told which setting allows it', async () => {
  const doors: Door[] = [plainDoor(house.vault), secureDoor(house.vault)]
  const paths = [
    '/',
    '/sign-in',
    '/api/health',
    '/api/session',
    '/api/places',
    '/api/auth/csrf',
    '/icon.svg',
    '/nowhere',
  ]
  const cases = doors.flatMap((door) => STRANGE_HOSTS.flatMap((host) => paths.map((path) => ({ door, host, path }))))
  const complaints = await eachOf(cases, 8, async ({ door, host, path }) => {
    const name = /[:\]\s,/#\\@]/.test(host) ? host : `${host}:${door.port}`
    const answer = await send(door, { method: 'GET', path, headers: { host: name, ...house.adminProof } })
    const isRefused = answer.code === 'misdirected_host' && answer.text.includes('--host')
    return isRefused && dishonestyOf(answer) === null ? null : `${host} ${path}: ${answer.status} ${answer.code}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('the vault’s own names are answered', async () => {
  const own = ['localhost', 'LOCALHOST', '127.0.0.1', '[::1]']
  for (const name of own) {
    const headers = { host: `${name}:${house.door.port}` }
    expect((await send(house.door, { method: 'GET', path: '/api/health', headers })).status, name).toBe(200)
  }
})

/** Everything that a browser may say of where a write comes from, when it does not come from here. */
function strangeOrigins({ port }: Door): string[] {
  return [
    ...[
      'http://evil.example',
      'https://evil.example',
      'null',
      '',
      'file://',
      'http://localhost',
      `http://localhost:${port + 1}`,
    ],
    ...[
      `https://localhost:${port}`,
      `http://127.0.0.1:${port}`,
      `http://localhost:${port}.evil.example`,
      `http://evil.localhost:${port}`,
    ],
    ...[
      `http://localhost:${port}, http://evil.example`,
      `http://localhost:${port}/`,
      'chrome-extension://abcdef',
      `http://localhost:${port}@evil.example`,
    ],
  ]
}

test('a write from another origin is refused, whoever sends it and wherever', async () => {
  const { door, vault } = house
  const { proof } = await signInByCookie(door, EDITOR)
  const { cookie = '' } = proof
  const proofs: Proof[] = [{}, { cookie }, house.editorProof]
  const params = {
    place: house.places.yard.id,
    entry: house.places.yard.entryId,
    upload: 'u',
    job: 'j',
    account: 'a',
    session: 's',
  }
  const writes = allRoutes().filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
  const paths = [
    ...writes.map(({ method, path }) => ({ method, path: buildPath(path, params, {}) })),
    // What is sent to next-auth's log is read by nobody, whoever sends it.
    ...['callback/credentials', 'signout'].map((path) => ({ method: 'POST', path: `/api/auth/${path}` })),
  ]
  const cases = paths.flatMap((to) =>
    strangeOrigins(door).flatMap((origin) => proofs.map((who) => ({ to, origin, who }))),
  )
  const complaints = await eachOf(cases, 8, async ({ to, origin, who }) => {
    const answer = await send(door, { ...to, headers: { ...who, origin } })
    if (answer.headers['access-control-allow-origin'] !== undefined) return `${to.path}: allows ${origin} to read`
    return answer.code === 'foreign_origin'
      ? null
      : `${to.method} ${to.path} from ${JSON.stringify(origin)}: ${answer.status} ${answer.code}`
  })
  expect(complaintsIn(complaints)).toEqual([])
  expect((await send(plainDoor(vault), { method: 'GET', path: '/api/session', headers: { cookie } })).text).toContain(
    EDITOR.name,
  )
})

test('a write by cookie proves its origin; one by token needs none', async () => {
  const { door, places } = house
  const { proof } = await signInByCookie(door, EDITOR)
  const { cookie = '' } = proof
  const path = `/api/places/${places.yard.id}/folders`
  let number = 0
  const write = (headers: Record<string, string>) =>
    sendJson(door, 'POST', path, { name: `folder ${number++}` }, headers)
  expect((await write({ cookie })).code).toBe('foreign_origin')
  for (const site of ['cross-site', 'same-site', 'none', 'Same-Origin', 'same-origin, cross-site']) {
    expect((await write({ cookie, 'sec-fetch-site': site })).code, site).toBe('foreign_origin')
  }
  expect((await write({ cookie, referer: `http://localhost:${door.port}/` })).code).toBe('foreign_origin')
  expect((await write({ cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  expect((await write(proof)).status).toBe(201)
  expect((await write(house.editorProof)).status).toBe(201)
})

test('no answer lets another origin read it', async () => {
  const paths = [
    '/',
    '/api/session',
    '/api/places',
    `/api/files/${house.places.yard.entryId}/content`,
    '/api/openapi.json',
    '/api/uploads',
  ]
  for (const path of paths) {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { origin: 'http://evil.example', 'access-control-request-method': 'PUT', ...house.adminProof }
      const answer = await send(house.door, { method, path, headers })
      const cors = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))
      expect(cors, `${method} ${path}`).toEqual([])
      expect(answer.headers['cross-origin-resource-policy'], `${method} ${path}`).toBe('same-origin')
    }
  }
})

test('the cookies of a browser are shut to scripts and to other sites, and bound to https there', async () => {
  for (const door of [plainDoor(house.vault), secureDoor(house.vault)]) {
    const jar = openJar()
    jar.take(await send(door, { method: 'GET', path: '/api/session' }))
    await knockAtSignIn(door, EDITOR, jar)
    const guest = await unlock(door, 'studio', STUDIO_PASSWORD, { origin: originFor(door) }, 'cookie')
    jar.take(guest)
    expect(jar.lines.length).toBeGreaterThanOrEqual(4)
    for (const line of jar.lines) {
      expect(line).toMatch(/; ?HttpOnly/i)
      expect(line).toMatch(/; ?SameSite=Lax/i)
      expect(line).toMatch(/; ?Path=\/(;|$)/i)
      expect(line).not.toMatch(/; ?Domain=/i)
      expect(/; ?Secure/i.test(line), line).toBe(door.tls === true)
      expect(line.startsWith('__Host-'), line).toBe(door.tls === true)
    }
  }
})

const originFor = ({ tls, port }: Door): string => `${tls ? 'https' : 'http'}://localhost:${port}`

test('a cookie that plain http wrote is not believed on https', async () => {
  const { proof, jar } = await signInByCookie(plainDoor(house.vault), EDITOR)
  const secure = secureDoor(house.vault)
  const names = [jar.header(), jar.header().replace(/(^|; )hearth=/, '$1__Secure-hearth=')]
  for (const cookie of names) {
    const session = await send(secure, { method: 'GET', path: '/api/session', headers: { cookie } })
    expect(session.text).not.toContain(EDITOR.name)
  }
  expect((await send(house.door, { method: 'GET', path: '/api/session', headers: proof })).text).toContain(EDITOR.name)
})

test('what is not of https asks for no HSTS, and a redirect is temporary and kept by nobody', async () => {
  for (const door of [plainDoor(house.vault), secureDoor(house.vault)]) {
    const page = await send(door, { method: 'GET', path: '/hall' })
    expect([page.status, page.headers['cache-control']]).toEqual([307, 'no-store'])
    expect(page.headers['strict-transport-security']).toBeUndefined()
  }
})

test('two credentials in one request are refused', async () => {
  const { accessToken } = await takeTokens(house.door, ADMIN)
  const path = '/api/session'
  const twice = await send(house.door, {
    method: 'GET',
    path,
    headers: { authorization: [`Bearer ${accessToken}`, `Bearer ${accessToken}`] },
  })
  expect(twice.code).toBe('ambiguous_credentials')
  const list = await send(house.door, {
    method: 'GET',
    path,
    headers: { authorization: `Bearer ${accessToken}, Bearer x` },
  })
  expect(list.code).toBe('ambiguous_credentials')
  const { sessions } = await house.admin.call(ROUTES.people.sessions, {})
  expect(sessions.length).toBeGreaterThan(0)
})
