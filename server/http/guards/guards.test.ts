import { describe, expect, it } from 'vitest'
import { clientAddress, isHomeAddress, isLoopback, isTrusted, normaliseAddress } from './address-guard.ts'
import { hostOf, isAllowedHost } from './host-guard.ts'
import { isOwnOrigin, isOwnUpgrade } from './origin-guard.ts'
import { isLinkPath } from './plain-http-guard.ts'

describe('the address guard', () => {
  it.each([
    ['192.168.1.20', true],
    ['10.1.2.3', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['100.64.0.1', true],
    ['127.0.0.1', true],
    ['169.254.3.4', true],
    ['::1', true],
    ['fe80::1', true],
    ['fd00::5', true],
    ['::ffff:192.168.1.20', true],
    ['::ffff:8.8.8.8', false],
    ['8.8.8.8', false],
    ['2001:db8::1', false],
    ['2a00:1450::1', false],
    ['', false],
    ['nonsense', false],
  ])('%s is at home: %s', (address, home) => {
    expect(isHomeAddress(address)).toBe(home)
  })

  it('gives one spelling to mapped addresses and cuts zones', () => {
    expect(normaliseAddress('::ffff:10.0.0.1')).toBe('10.0.0.1')
    expect(normaliseAddress('fe80::1%eth0')).toBe('fe80::1')
    expect(normaliseAddress(undefined)).toBe('')
  })

  it('knows loopback in both families', () => {
    expect([
      isLoopback('127.3.2.1'),
      isLoopback('::1'),
      isLoopback('::ffff:127.0.0.1'),
      isLoopback('10.0.0.1'),
    ]).toEqual([true, true, true, false])
  })

  it('ignores X-Forwarded-For from a peer that is not the trusted proxy', () => {
    expect(clientAddress('10.0.0.9', '1.2.3.4', [])).toBe('10.0.0.9')
    expect(clientAddress('10.0.0.9', '1.2.3.4', ['10.0.0.1'])).toBe('10.0.0.9')
  })

  it('takes the last hop that is no trusted proxy, for the client wrote everything before it', () => {
    expect(clientAddress('10.0.0.1', '6.6.6.6, 192.168.1.7', ['10.0.0.1'])).toBe('192.168.1.7')
    expect(clientAddress('10.0.0.1', '192.168.1.7, 10.0.0.2', ['10.0.0.0/30'])).toBe('192.168.1.7')
    expect(clientAddress('10.0.0.1', 'garbage', ['10.0.0.1'])).toBe('10.0.0.1')
    expect(clientAddress('10.0.0.1', undefined, ['10.0.0.1'])).toBe('10.0.0.1')
  })

  it('compares ranges only within one family', () => {
    expect(isTrusted('10.0.0.1', ['fd00::/8'])).toBe(false)
    expect(isTrusted('fd00::1', ['fd00::/8'])).toBe(true)
  })
})

describe('the host guard', () => {
  const hosts = { names: () => new Set(['localhost', '192.168.1.5', 'hearth.local', '[::1]']) }

  it.each([
    'localhost',
    'localhost:8080',
    'LOCALHOST:8080',
    '192.168.1.5:8443',
    'hearth.local.',
    '[::1]:8080',
    '[0:0:0:0:0:0:0:1]',
  ])('allows %s', (header) => {
    expect(isAllowedHost(header, hosts)).toBe(true)
  })

  it.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    'localhost:80:80',
    'localhost@evil.example',
    'a b',
    '[::1',
    'x'.repeat(400),
    'localhost/..',
  ])('refuses %s', (header) => {
    expect(isAllowedHost(header, hosts)).toBe(false)
  })

  it('reads a host without port and case', () => {
    expect(hostOf('Hearth.Local:8443')).toBe('hearth.local')
  })
})

describe('the origin guard', () => {
  const own = 'https://192.168.1.5:8443'
  const base = { method: 'POST', origin: undefined, fetchSite: undefined, own, byCookie: false }

  it('lets reads pass', () => {
    expect(isOwnOrigin({ ...base, method: 'GET', origin: 'https://evil.example', byCookie: true })).toBe(true)
  })

  it('refuses every write of a foreign or null origin, whatever the credential', () => {
    expect(isOwnOrigin({ ...base, origin: 'https://evil.example' })).toBe(false)
    expect(isOwnOrigin({ ...base, origin: 'null' })).toBe(false)
    expect(isOwnOrigin({ ...base, origin: 'http://192.168.1.5:8443' })).toBe(false)
    expect(isOwnOrigin({ ...base, origin: 'https://192.168.1.5' })).toBe(false)
    expect(isOwnOrigin({ ...base, origin: own })).toBe(true)
  })

  it('refuses a write by cookie that names no origin, and lets a program with a token pass', () => {
    expect(isOwnOrigin({ ...base, byCookie: true })).toBe(false)
    expect(isOwnOrigin({ ...base, byCookie: true, fetchSite: 'cross-site' })).toBe(false)
    expect(isOwnOrigin({ ...base, byCookie: true, fetchSite: 'same-site' })).toBe(false)
    expect(isOwnOrigin({ ...base, byCookie: true, fetchSite: 'same-origin' })).toBe(true)
    expect(isOwnOrigin(base)).toBe(true)
  })

  it('refuses upgrades of strangers, and of cookies without an origin', () => {
    expect(isOwnUpgrade('https://evil.example', own, false)).toBe(false)
    expect(isOwnUpgrade('null', own, false)).toBe(false)
    expect(isOwnUpgrade(undefined, own, true)).toBe(false)
    expect(isOwnUpgrade(undefined, own, false)).toBe(true)
    expect(isOwnUpgrade(own, own, true)).toBe(true)
  })
})

describe('what a share link needs of plain http', () => {
  it.each([
    '/s',
    '/s?x=1',
    '/api/shared',
    '/api/shared/a/files/b/content?download',
    '/outsider/main-1.js',
    '/_next/static/a.css',
  ])('lets %s through', (target) => {
    expect(isLinkPath(target)).toBe(true)
  })

  it.each([
    undefined,
    '/',
    '/sign-in',
    '/s/x',
    '/api/sharedx',
    '/api/share-links',
    '/api/session',
    '/api/files/a/content',
    '/x/api/shared',
  ])('keeps %s', (target) => {
    expect(isLinkPath(target)).toBe(false)
  })
})
