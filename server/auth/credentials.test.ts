import { describe, expect, it } from 'vitest'
import { readCredentials } from './credentials.ts'
import { newSecret } from './secrets.ts'

const access = newSecret('access')
const grant = newSecret('grant')
const device = newSecret('device')

describe('readCredentials', () => {
  it('finds nothing where nothing was sent', () => {
    expect(readCredentials({}, true)).toEqual({ kind: 'none' })
  })

  it('reads the cookies of this scheme and leaves those of the other', () => {
    const cookie = `hearth=plain; __Host-hearth=safe; __Host-device-hearth=${device}; __Host-room-hearth-1=${grant}; room-hearth-2=${grant}`
    expect(readCredentials({ cookie }, true)).toEqual({
      kind: 'cookies',
      session: 'safe',
      deviceSecret: device,
      grantSecrets: [grant],
    })
    expect(readCredentials({ cookie }, false)).toMatchObject({ session: 'plain', deviceSecret: null })
  })

  it('does not take cookies of the wrong shape or kind', () => {
    const cookie = `hearth=; device-hearth=${grant}; room-hearth-1=${device}; room-hearth-2=x`
    expect(readCredentials({ cookie }, false)).toEqual({
      kind: 'cookies',
      session: null,
      deviceSecret: null,
      grantSecrets: [],
    })
  })

  it('reads a bearer token and forgets the cookies beside it', () => {
    expect(readCredentials({ authorization: `Bearer ${access}`, cookie: 'hearth=x' }, false)).toEqual({
      kind: 'access',
      secret: access,
    })
    expect(readCredentials({ authorization: `bearer  ${grant}` }, false)).toEqual({ kind: 'grant', secret: grant })
  })

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer abc',
    `Bearer ${newSecret('refresh')}`,
    `Bearer ${device}`,
    'Basic YTpi',
    access,
    `Bearer ${access} more`,
  ])('refuses %j instead of taking it for nobody', (authorization) => {
    expect(() => readCredentials({ authorization }, false)).toThrow(expect.objectContaining({ code: 'token_invalid' }))
  })

  it('refuses two credentials in one header', () => {
    const authorization = `Bearer ${access}, Bearer ${grant}`
    expect(() => readCredentials({ authorization }, false)).toThrow(
      expect.objectContaining({ code: 'ambiguous_credentials' }),
    )
  })
})
