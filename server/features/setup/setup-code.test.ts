import { describe, expect, it } from 'vitest'
import { isSetupCode, newSetupCode } from './setup-code.ts'

describe('the set-up code', () => {
  it('is readable and never the same', () => {
    expect(newSetupCode()).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$/)
    expect(new Set(Array.from({ length: 100 }, newSetupCode)).size).toBe(100)
  })

  it.each(['K7QF-9M2X-TR4D', 'k7qf-9m2x-tr4d', 'K7QF9M2XTR4D', ' k7qf 9m2x tr4d '])('is taken as %j', (typed) => {
    expect(isSetupCode(typed, 'K7QF-9M2X-TR4D')).toBe(true)
  })

  it.each(['', 'K7QF-9M2X-TR4', 'K7QF-9M2X-TR4E', 'K7QF-9M2X-TR4D1'])('is not %j', (typed) => {
    expect(isSetupCode(typed, 'K7QF-9M2X-TR4D')).toBe(false)
  })
})
