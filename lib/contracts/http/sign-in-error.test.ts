import { expect, it } from 'vitest'
import { toSignInError } from './sign-in-error.ts'

it('says why somebody was not let in, and for how long, in one text', () => {
  expect(toSignInError({ code: 'wrong_credentials', retryAfterSeconds: null })).toBe('wrong_credentials')
  expect(toSignInError({ code: 'locked_out', retryAfterSeconds: 299.1 })).toBe('locked_out:300')
})
