import { expect, test } from 'vitest'
import { afterFailure, MAX_ATTEMPTS } from './retry.ts'

test('waits longer after each attempt', () => {
  expect([1, 2, 3, 4].map((attempts) => afterFailure('unavailable', attempts))).toEqual([
    { kind: 'retry', delayMs: 1_000 },
    { kind: 'retry', delayMs: 4_000 },
    { kind: 'retry', delayMs: 16_000 },
    { kind: 'retry', delayMs: 64_000 },
  ])
})

test('gives up after the last attempt', () => {
  expect(afterFailure('unavailable', MAX_ATTEMPTS)).toEqual({ kind: 'fail' })
})

test('does not repeat what would fail the same way again', () => {
  expect(afterFailure('not_found', 1)).toEqual({ kind: 'fail' })
  expect(afterFailure('internal', 1)).toEqual({ kind: 'fail' })
})
