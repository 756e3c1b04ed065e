import { describe, expect, it } from 'vitest'
import { deviceIdOf, digestOf, equalInConstantTime, newSecret, secretKindOf } from './secrets.ts'

describe('secrets', () => {
  it('says what each secret opens', () => {
    expect(secretKindOf(newSecret('access'))).toBe('access')
    expect(secretKindOf(newSecret('refresh'))).toBe('refresh')
    expect(secretKindOf(newSecret('grant'))).toBe('grant')
    expect(secretKindOf(newSecret('device'))).toBe('device')
  })

  it.each([
    '',
    'ha_',
    `hx_${'a'.repeat(43)}`,
    `ha_${'a'.repeat(42)}`,
    `ha_${'a'.repeat(44)}`,
    `ha_${'é'.repeat(43)}`,
    `ha_${'a'.repeat(42)}\n`,
  ])('does not take %j for a secret', (text) => {
    expect(secretKindOf(text)).toBeNull()
  })

  it('never makes the same secret twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newSecret('grant'))).size).toBe(1000)
  })

  it('names a device without giving its secret away', () => {
    const secret = newSecret('device')
    expect(deviceIdOf(secret)).toMatch(/^[0-9a-f]{32}$/)
    expect(digestOf(secret).startsWith(deviceIdOf(secret))).toBe(true)
    expect(secret).not.toContain(deviceIdOf(secret))
  })

  it('compares texts of any length', () => {
    expect(equalInConstantTime('ABCD', 'ABCD')).toBe(true)
    expect(equalInConstantTime('ABCD', 'ABCE')).toBe(false)
    expect(equalInConstantTime('ABCD', 'ABCDE')).toBe(false)
  })
})
