import { describe, expect, it } from 'vitest'
import { accountNameSchema } from './common.ts'
import { settingsSchema } from './system.ts'

describe.each([
  ['of a person', accountNameSchema],
  ['of the vault', settingsSchema.shape.vaultName],
])('a name %s', (_whose, schema) => {
  it.each(['Mila', ' Theo ', 'Žofie', '李', '😀'])('may be %j', (name) => {
    expect(schema.parse(name)).toBe(name.trim())
  })

  it.each(['', '  ', 'a\0b', 'a\nb', '\u202eb', '\ud800', 'x\udc00'])('is not %j', (name) => {
    expect(schema.safeParse(name).success).toBe(false)
  })
})
