import { describe, expect, it } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { failureOfAnswer, failureOfError, failureOfSilence } from './upload-failure.ts'

const answer = (status: number, code?: string, retryAfterSeconds: number | null = null) => ({
  status,
  body: code === undefined ? '' : JSON.stringify({ status, code, detail: 'x' }),
  retryAfterSeconds,
})

describe('what an answer means for a transfer', () => {
  it.each([
    [answer(401, 'session_ended'), { kind: 'needsSignIn' }],
    [answer(401), { kind: 'needsSignIn' }],
    [answer(403, 'room_locked'), { kind: 'needsPassword' }],
    [answer(403, 'room_read_only'), { kind: 'serverError', code: 'room_read_only', retryable: false }],
    [answer(404), { kind: 'serverError', code: 'upload_not_found', retryable: false }],
    [answer(404, 'not_found'), { kind: 'serverError', code: 'not_found', retryable: false }],
    [answer(409, 'upload_offset_mismatch'), { kind: 'serverError', code: 'upload_offset_mismatch', retryable: true }],
    [answer(410), { kind: 'serverError', code: 'upload_gone', retryable: false }],
    [answer(413, 'quota_exceeded'), { kind: 'serverError', code: 'quota_exceeded', retryable: false }],
    [answer(423), { kind: 'serverError', code: 'upload_locked', retryable: true }],
    [
      answer(429, 'rate_limited', 3),
      { kind: 'serverError', code: 'rate_limited', retryable: true, retryAfterMs: 3000 },
    ],
    [answer(460, 'hash_mismatch'), { kind: 'serverError', code: 'hash_mismatch', retryable: false }],
    [answer(500, 'upload_quarantined'), { kind: 'serverError', code: 'upload_quarantined', retryable: true }],
    [answer(502), { kind: 'serverError', code: 'unavailable', retryable: true }],
    [
      answer(503, 'shutting_down', 5),
      { kind: 'serverError', code: 'shutting_down', retryable: true, retryAfterMs: 5000 },
    ],
    [answer(507, 'disk_full'), { kind: 'serverError', code: 'disk_full', retryable: false }],
    [
      { ...answer(502), body: '<html>' },
      { kind: 'serverError', code: 'unavailable', retryable: true },
    ],
    [answer(418, 'teapot'), { kind: 'serverError', code: 'bad_request', retryable: false }],
  ])('%o', (given, failure) => {
    expect(failureOfAnswer(given)).toEqual(failure)
  })

  it('tells a network that is away from a vault that is away', () => {
    expect(failureOfSilence(false)).toEqual({ kind: 'networkLost' })
    expect(failureOfSilence(true)).toMatchObject({ code: 'unavailable', retryable: true })
  })

  it('reads the errors of the typed client the same way', () => {
    const offline = new VaultError('unavailable', { details: { offline: true } })
    expect(failureOfError(offline, false)).toEqual({ kind: 'networkLost' })
    expect(failureOfError(new VaultError('room_locked'), true)).toEqual({ kind: 'needsPassword' })
    expect(failureOfError(new TypeError('a bug'), true)).toMatchObject({ code: 'internal' })
  })
})
