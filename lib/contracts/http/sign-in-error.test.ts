import { describe, expect, it } from 'vitest'
import { parseSignInError, toSignInError } from './sign-in-error.ts'

describe('the error of the sign-in page', () => {
  it.each([
    { code: 'wrong_credentials', retryAfterSeconds: null },
    { code: 'locked_out', retryAfterSeconds: 300 },
  ] as const)('comes through as it was: %o', (refusal) => {
    expect(parseSignInError(toSignInError(refusal))).toEqual(refusal)
  })

  it.each(['CredentialsSignin', '', 'constructor', '<script>', ':300'])('is "internal" for %j', (text) => {
    expect(parseSignInError(text)).toEqual({ code: 'internal', retryAfterSeconds: null })
  })
})
