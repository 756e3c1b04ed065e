import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { canMakeNamespaces, WITHOUT_NAMESPACES } from '../support/network-namespaces.ts'
import type { Probe } from './support/namespace-probe.ts'

/**
 * What other devices get without https, and what the internet gets at all. Such a device is played by an address that
 * only exists in a network namespace of the test: nothing leaves the machine, and nothing on it can come in.
 */

const HOME = '10.213.7.1'
const STRANGER = '198.51.100.7'

let probes: ReadonlyMap<string, Probe>

test.skip(!canMakeNamespaces(), WITHOUT_NAMESPACES)

test.beforeAll(async () => {
  test.setTimeout(120_000)
  const addresses = `ip link set lo up && ip addr add ${HOME}/32 dev lo && ip addr add ${STRANGER}/32 dev lo`
  const probe = `exec "${process.execPath}" --import tsx e2e/security/support/namespace-probe.ts ${HOME} ${STRANGER}`
  const { stdout } = await promisify(execFile)('unshare', ['-n', 'sh', '-c', `${addresses} && ${probe}`], {
    maxBuffer: 8 << 20,
  })
  const list = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Probe[]
  probes = new Map(list.map((one) => [one.what, one]))
})

const answerTo = (what: string): Probe => {
  const found = probes.get(what)
  if (found === undefined) throw new Error(`nobody asked ${what}`)
  return found
}

test('another device gets the health and the way to https, and no cookie, form or foreign script', () => {
  expect(answerTo('http /api/health').status).toBe(200)
  for (const what of ['http /', 'http /sign-in']) {
    const { status, text, cookies } = answerTo(what)
    expect(status).toBe(200)
    expect(text).toContain(`https://${HOME}:`)
    expect(text).toMatch(/fingerprint/i)
    expect(text).not.toMatch(/<form|<input/i)
    expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/trust-page.js" defer>'])
    expect(cookies).toBe(0)
  }
  expect(answerTo('http /hearth-ca.crt').text).toContain('BEGIN CERTIFICATE')
})

test('the whole app asks for https there', () => {
  for (const what of ['http /api/session', 'http /api/places', 'http /api/docs', 'http tokens']) {
    expect(answerTo(what).code, what).toBe('https_required')
  }
  expect(answerTo('http sockets').text).toContain('https_required')
})

test('--allow-http serves the whole app there too', () => {
  expect(answerTo('allowed /sign-in').text).toContain('<script')
  expect(answerTo('allowed /api/session').status).toBe(200)
  expect(answerTo('allowed sockets').text).toBe('open')
})

test('a setting lets share links in there, and nothing else of the app', () => {
  expect(answerTo('shut /s').text).toContain(`https://${HOME}:`)
  expect(answerTo('shut /api/shared').code).toBe('https_required')
  expect(answerTo('links /s').text).toContain('<div id="page">')
  expect(answerTo('links /api/shared').code).toBe('link_unknown')
  for (const what of ['shut /api/session', 'links /api/session']) expect(answerTo(what).code).toBe('https_required')
})

test('the way to https never leads to a name of a stranger', () => {
  const { code, text } = answerTo('http rebound')
  expect(code).toBe('misdirected_host')
  expect(text).not.toContain('evil.example')
})

test('over https the same device gets the app', () => {
  expect(answerTo('https /').type).toContain('text/html')
  expect(answerTo('https /api/places').status).toBe(200)
})

test('an address of the internet is refused at every door', () => {
  for (const what of ['stranger http /api/health', 'stranger https /', 'stranger https /api/session']) {
    expect(answerTo(what).code, what).toBe('address_refused')
  }
  expect(answerTo('stranger http /').code).toBe('address_refused')
})
