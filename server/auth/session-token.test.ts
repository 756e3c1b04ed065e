import { encode } from 'next-auth/jwt'
import { describe, expect, it } from 'vitest'
import type { SessionId } from '#lib/core/ids/ids.ts'
import { createSessionTokens } from './session-token.ts'

const ID = '01920000-0000-7000-8000-0123456789ab' as SessionId

describe('createSessionTokens', () => {
  it('opens what it sealed, and shows the id to nobody else', async () => {
    const tokens = createSessionTokens('secret one')
    const token = await tokens.seal(ID)
    expect(token).not.toContain(Buffer.from(ID).toString('base64url').slice(2, 20))
    expect(await tokens.open(token)).toBe(ID)
  })

  it('does not open what another secret sealed', async () => {
    const token = await createSessionTokens('secret one').seal(ID)
    expect(await createSessionTokens('secret two').open(token)).toBeNull()
  })

  it('does not open a changed token, garbage or a token without an id', async () => {
    const tokens = createSessionTokens('secret one')
    const token = await tokens.seal(ID)
    expect(await tokens.open(`${token.slice(0, -2)}AA`)).toBeNull()
    expect(await tokens.open('')).toBeNull()
    expect(await tokens.open('a.b.c.d.e')).toBeNull()
    expect(await tokens.open(await encode({ token: { name: 'x' }, secret: 'secret one' }))).toBeNull()
  })
})
