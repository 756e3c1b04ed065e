import { describe, expect, it } from 'vitest'
import { isAddress, stepsAddress } from './check-trust.ts'

describe('stepsAddress', () => {
  it('leads back to the port that the address names, on the same host', () => {
    expect(stepsAddress({ hostname: 'hearth.local', search: '?http=8080' })).toBe('http://hearth.local:8080/trust')
  })

  it.each(['', '?http=', '?http=0', '?http=65536', '?http=80.5', '?http=80@evil.example', '?http=%2F%2Fevil'])(
    'is not there for %s',
    (search) => {
      expect(stepsAddress({ hostname: '192.168.1.5', search })).toBeNull()
    },
  )
})

describe('isAddress', () => {
  it.each([
    ['192.168.1.5', true],
    ['[fd00::5]', true],
    ['hearth.local', false],
    ['10.example.org', false],
  ])('%s: %s', (hostname, expected) => {
    expect(isAddress(hostname)).toBe(expected)
  })
})
