import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localName } from './local-name-kind.ts'
import { SETTING_KEYS, SETTINGS } from './settings.ts'
import * as kinds from './value-kinds.ts'

const read = (kind: kinds.ValueKind<unknown>, raw: unknown) => {
  const result = kind.schema.safeParse(raw)
  return result.success ? result.data : 'refused'
}

describe('the name in the home network', () => {
  it.each<[string | null, string | null]>([
    ['Attic', 'attic'],
    ['box-3.local', 'box-3'],
    ['a'.padEnd(58, 'b'), 'a'.padEnd(58, 'b')],
    ['off', null],
    ['none', null],
    [null, null],
  ])('reads %j', (raw, name) => {
    expect(read(localName(), raw)).toBe(name)
  })

  it.each(['a b', 'a.b', '-a', 'a-', '1st', 'localhost', 'a_b', '', 'a'.padEnd(59, 'b'), 5])('refuses %j', (raw) => {
    expect(read(localName(), raw)).toBe('refused')
  })
})

describe('host names', () => {
  it.each([
    ['Vault.Example.ORG.', ['vault.example.org']],
    ['bücher.example', ['xn--bcher-kva.example']],
    ['[FD00::0005]', ['fd00::5']],
    ['a.org, 10.0.0.1,a.org', ['a.org', '10.0.0.1']],
    [
      ['a.org', 'b.org'],
      ['a.org', 'b.org'],
    ],
    ['', []],
  ])('reads %j', (raw, names) => {
    expect(read(kinds.hostNames(), raw)).toEqual(names)
  })

  it.each([
    'http://a.org',
    'a.org:8443',
    'a.org/x',
    'a b',
    '*.a.org',
    'user@a.org',
    '0x7f.1',
    '-a.org',
    5,
    null,
    ['a.org', 5],
  ])('refuses %j', (raw) => {
    expect(read(kinds.hostNames(), raw)).toBe('refused')
  })
})

it.each([
  ['10.0.0.0/8', ['10.0.0.0/8']],
  ['fd00::/8,::1', ['fd00::/8', '::1']],
  ['10.0.0.0/33', 'refused'],
  ['10.0.0.0/8/8', 'refused'],
  ['proxy', 'refused'],
])('reads the network %s', (raw, value) => {
  expect(read(kinds.networks(), raw)).toEqual(value)
})

it.each([
  ['auto', { kind: 'auto' }],
  ['off', { kind: 'off' }],
  ['a.pem, b.pem', { kind: 'files', certPath: 'a.pem', keyPath: 'b.pem' }],
  ['C:\\a.pem,C:\\b.pem', { kind: 'files', certPath: 'C:\\a.pem', keyPath: 'C:\\b.pem' }],
  ['a.pem', 'refused'],
  ['a,b,c', 'refused'],
  [true, 'refused'],
])('reads the TLS setting %j', (raw, value) => {
  expect(read(kinds.tls(), raw)).toEqual(value)
})

it.each([
  ['/mnt/films', [{ name: 'films', path: '/mnt/films' }]],
  ['Films=/mnt/a=b', [{ name: 'Films', path: '/mnt/a=b' }]],
  ['D:\\Films\\', [{ name: 'Films', path: 'D:\\Films\\' }]],
  [' ', 'refused'],
])('reads the drive %s', (raw, value) => {
  expect(read(kinds.drives(), raw)).toEqual(value)
})

it.each([
  ['022', 0o022],
  ['0o077', 0o077],
  ['0', 0],
  ['99', 'refused'],
  ['700', 'refused'],
  [22, 'refused'],
])('reads the umask %j', (raw, value) => {
  expect(read(kinds.umask(), raw)).toBe(value)
})

it('answers any value with a value or a refusal, never with a throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SETTING_KEYS), fc.oneof(fc.anything(), fc.string()), (key, raw) => {
      SETTINGS[key].kind.schema.safeParse(raw)
    }),
  )
})
