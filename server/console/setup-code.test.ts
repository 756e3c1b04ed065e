import { describe, expect, it } from 'vitest'
import { createSetupCode } from './setup-code.ts'

describe('createSetupCode', () => {
  it('reads well aloud: no 0, O, 1, I or L', () => {
    for (let i = 0; i < 200; i++) expect(createSetupCode().text).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/)
  })

  it('accepts itself however a person types it', () => {
    const code = createSetupCode()
    for (const typed of [
      code.text,
      code.text.toLowerCase(),
      code.text.replace('-', ''),
      ` ${code.text.replace('-', ' – ')} `,
    ]) {
      expect(code.accepts(typed)).toBe(true)
    }
  })

  it('refuses everything else, and itself once it was spent', () => {
    const code = createSetupCode()
    for (const typed of ['', code.text.slice(1), `${code.text}A`, createSetupCode().text])
      expect(code.accepts(typed)).toBe(false)
    code.spend()
    expect(code.accepts(code.text)).toBe(false)
  })
})
