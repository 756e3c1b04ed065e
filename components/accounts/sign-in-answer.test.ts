import { expect, test } from 'vitest'
import { signInError } from './sign-in-answer.ts'

test.each([
  ['locked_out:280', 401, 'locked_out', 280],
  ['account_disabled', 401, 'account_disabled', undefined],
  ['CredentialsSignin', 401, 'wrong_credentials', undefined],
  ['Configuration', 500, 'unavailable', undefined],
  ['anything', 429, 'rate_limited', undefined],
  ['locked_out:soon', 401, 'locked_out', undefined],
])('%s with %i is %s', (error, status, code, seconds) => {
  const failure = signInError(error, status)
  expect(failure.code).toBe(code)
  expect(failure.details.retryAfterSeconds).toBe(seconds)
})
