import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  constraintsFor,
  decodeNameConstraints,
  encodeNameConstraints,
  HOME_CONSTRAINTS,
  permits,
} from './name-constraints.ts'

describe('permits', () => {
  it.each([
    'hearth.local',
    'localhost',
    'box.home.arpa',
    '192.168.1.7',
    '127.0.0.1',
    '::1',
    'fd00::5',
    '100.64.3.3',
    '172.31.0.1',
  ])('lets the home CA sign %s', (name) => {
    expect(permits(HOME_CONSTRAINTS, name)).toBe(true)
  })

  it.each(['example.org', 'notlocal', 'local.example.org', '8.8.8.8', '172.32.0.1', '2001:db8::1', '100.128.0.1'])(
    'keeps the home CA from signing %s',
    (name) => {
      expect(permits(HOME_CONSTRAINTS, name)).toBe(false)
    },
  )
})

describe('constraintsFor', () => {
  it('adds only the names that the home does not have already', () => {
    const constraints = constraintsFor(['hearth.local', 'vault.example.org', '10.1.1.1', '203.0.113.9', '2001:db8::9'])
    expect(constraints.dnsNames).toEqual([...HOME_CONSTRAINTS.dnsNames, 'vault.example.org'])
    expect(constraints.networks.slice(HOME_CONSTRAINTS.networks.length)).toEqual(['203.0.113.9/32', '2001:db8::9/128'])
  })
})

describe('the extension', () => {
  it('reads back what it wrote', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
    const network = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`)
    fc.assert(
      fc.property(fc.array(label, { maxLength: 40 }), fc.array(network, { maxLength: 20 }), (dnsNames, networks) => {
        const once = decodeNameConstraints(encodeNameConstraints({ dnsNames, networks }))
        expect(once.dnsNames).toEqual(dnsNames)
        expect(once.networks.map((text) => text.split('/')[1])).toEqual(networks.map((text) => text.split('/')[1]))
        expect(decodeNameConstraints(encodeNameConstraints(once))).toEqual(once)
      }),
    )
    expect(decodeNameConstraints(encodeNameConstraints(HOME_CONSTRAINTS))).toEqual(HOME_CONSTRAINTS)
  })

  it('refuses bytes that are cut short', () => {
    const bytes = encodeNameConstraints(HOME_CONSTRAINTS)
    for (const length of [1, 2, 20, bytes.length - 1]) {
      expect(() => decodeNameConstraints(bytes.subarray(0, length))).toThrow(RangeError)
    }
  })
})
