import { expect, test } from 'vitest'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { englishErrors, UNEXPECTED } from './en-errors.ts'
import { createExplain } from './errors.ts'
import { createFormatter } from './format.ts'

const sentences = englishErrors(createFormatter('en'))
const explain = createExplain(sentences, UNEXPECTED)

test('every code of the vault has a sentence and says what to do', () => {
  for (const code of Object.keys(ERROR_CODES) as (keyof typeof ERROR_CODES)[]) {
    const { sentence, advice } = explain(new VaultError(code))
    expect(sentence, code).toMatch(/^[A-Z“].*\.$/)
    expect(advice, code).toMatch(/^[A-Z].*\.$/)
    expect(`${sentence} ${advice}`, code).not.toMatch(/undefined|null|!|\bitem\b|\bnode\b/)
  }
})

test('a lock-out says how long it lasts', () => {
  const error = new VaultError('locked_out', { details: { retryAfterSeconds: 280 } })
  expect(explain(error).advice).toBe('Possible again in 5 min.')
})

test('a refused name says why', () => {
  const error = new VaultError('invalid_name', { details: { reason: 'separator' } })
  expect(explain(error).sentence).toBe('A name cannot contain a slash.')
})

test('a reason that this page does not know is still a sentence', () => {
  const error = new VaultError('invalid_name', { details: { reason: '__proto__' } })
  expect(explain(error).sentence).toBe('This name cannot be used.')
})

test('a file that is too large says what is taken', () => {
  const error = new VaultError('file_too_large', { details: { maxBytes: 4_000_000_000 } })
  expect(explain(error).advice).toBe('It takes files up to 4 GB.')
})

test('what is not a failure of the vault is told without its insides', () => {
  expect(explain(new TypeError('x is not a function'))).toMatchObject({ code: 'unexpected', sentence: UNEXPECTED[0] })
})
