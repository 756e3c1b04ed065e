import { describe, expect, it } from 'vitest'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { cookieNames, grantCookieName, parseCookies, setCookieLine } from './cookies.ts'

const PLACE = '01920000-0000-7000-8000-0123456789ab' as PlaceId

describe('cookie names', () => {
  it.each([true, false])(
    'never begin like the session cookie, which next-auth would glue together (secure: %s)',
    (secure) => {
      const { session, device, csrf, callback } = cookieNames(secure)
      for (const name of [device, csrf, callback, grantCookieName(secure, PLACE)]) {
        expect(name.startsWith(session)).toBe(false)
      }
    },
  )

  it('differ between http and https, and are bound to the host there', () => {
    const plain = Object.values(cookieNames(false))
    for (const name of Object.values(cookieNames(true))) {
      expect(name).toMatch(/^__Host-/)
      expect(plain).not.toContain(name)
    }
  })
})

describe('parseCookies', () => {
  it('reads pairs, keeps "=" inside values and the first of a name', () => {
    const cookies = parseCookies('a=1; b=x=y;c= 3 ; a=2; =4; broken')
    expect([...cookies]).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
      ['c', '3'],
    ])
  })

  it('takes names of Object.prototype for names', () => {
    expect(parseCookies('__proto__=1; constructor=2').get('__proto__')).toBe('1')
  })
})

describe('setCookieLine', () => {
  it('is HttpOnly, Lax, for the whole host, and Secure on https', () => {
    const cookie = { name: '__Host-hearth', value: 'abc', maxAgeSeconds: 3600.9 }
    expect(setCookieLine({ ...cookie, secure: true })).toBe(
      '__Host-hearth=abc; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure',
    )
    expect(setCookieLine({ ...cookie, secure: false })).not.toMatch(/Secure/)
  })
})
