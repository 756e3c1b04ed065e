import { expect, test } from '@playwright/test'
import { ADMIN } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import { WITHOUT_RATES } from './support/gathering.ts'
import { askForTokens, bearer, plainDoor, sendJson } from './support/people.ts'
import { send } from './support/wire.ts'

/** What a reverse proxy says of its visitors is believed from a trusted one alone. */

let direct: VaultProcess
let proxied: VaultProcess

test.beforeAll(async () => {
  test.setTimeout(120_000)
  direct = await launchVault({ flags: WITHOUT_RATES })
  // The proxy speaks https, so the vault behind it does not have to.
  const flags = ['--tls', 'off', '--trust-proxy', '127.0.0.1', '--host', 'cosy.example', ...WITHOUT_RATES]
  proxied = await launchVault({ flags })
  for (const vault of [direct, proxied]) {
    const setUp = { code: vault.setupCode(), ...ADMIN }
    expect((await sendJson(plainDoor(vault), 'POST', '/api/setup', setUp)).status).toBe(201)
  }
})

test.afterAll(async () => {
  await proxied.dispose()
  await direct.dispose()
})

/** The address that a vault believes it was asked from, told by the list of sessions. */
async function addressSeenBy(vault: VaultProcess, forwardedFor: string): Promise<string> {
  const door = plainDoor(vault)
  const headers = { 'x-forwarded-for': forwardedFor, 'x-real-ip': '192.168.9.9', forwarded: 'for=192.168.9.9' }
  const answer = await askForTokens(door, ADMIN, headers)
  if (answer.status !== 201) return answer.code ?? ''
  const proof = bearer(answer.json<{ accessToken: string }>().accessToken)
  const list = await send(door, { method: 'GET', path: '/api/me/sessions', headers: proof })
  const { sessions } = list.json<{ sessions: { address: string; current: boolean }[] }>()
  return sessions.find(({ current }) => current)?.address ?? ''
}

test('X-Forwarded-For is believed from a trusted proxy alone, and only its last word', async () => {
  expect(await addressSeenBy(direct, '192.168.7.7')).toBe('127.0.0.1')
  expect(await addressSeenBy(direct, '8.8.8.8')).toBe('127.0.0.1')
  expect(await addressSeenBy(proxied, '192.168.7.7')).toBe('192.168.7.7')
  expect(await addressSeenBy(proxied, '127.0.0.1, 10.0.0.9, 192.168.7.7')).toBe('192.168.7.7')
  expect(await addressSeenBy(proxied, '192.168.7.7, 127.0.0.1')).toBe('192.168.7.7')
  expect(await addressSeenBy(proxied, '192.168.1.1, 8.8.8.8')).toBe('address_refused')
  expect(await addressSeenBy(proxied, '192.168.1.1, nonsense')).toBe('127.0.0.1')
  expect(await addressSeenBy(proxied, '::ffff:192.168.7.7')).toBe('192.168.7.7')
})

test('a name of the setting is the vault’s own', async () => {
  const headers = { host: 'cosy.example' }
  expect((await send(plainDoor(proxied), { method: 'GET', path: '/api/health', headers })).status).toBe(200)
  expect((await send(plainDoor(direct), { method: 'GET', path: '/api/health', headers })).code).toBe('misdirected_host')
})

test('X-Forwarded-Proto makes secure cookies behind a trusted proxy alone', async () => {
  const linesOf = async (vault: VaultProcess) => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.168.7.7' }
    const answer = await send(plainDoor(vault), { method: 'GET', path: '/api/session', headers })
    return answer.headers['set-cookie'] ?? []
  }
  expect((await linesOf(direct)).every((line) => !/Secure/.test(line))).toBe(true)
  const lines = await linesOf(proxied)
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.every((line) => /; Secure/.test(line) && line.startsWith('__Host-'))).toBe(true)
})

test('X-Forwarded-Host never changes what is the vault’s own name', async () => {
  for (const vault of [direct, proxied]) {
    const door = plainDoor(vault)
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-port': '1', 'x-forwarded-proto': 'http' }
    const csrf = await send(door, { method: 'GET', path: '/api/auth/providers', headers })
    expect(csrf.text).not.toContain('evil.example')
    const rebound = await send(door, {
      method: 'GET',
      path: '/api/health',
      headers: { ...headers, host: 'evil.example' },
    })
    expect(rebound.code).toBe('misdirected_host')
  }
})
