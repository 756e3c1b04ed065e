import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { problemSchema } from '#lib/contracts/http/common.ts'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { describeProblem } from './problem.ts'

const read = (error: unknown) => {
  const problem = describeProblem(error, 'r1')
  return { ...problem, document: JSON.parse(problem.body) as Record<string, unknown> }
}

describe('a problem document', () => {
  it.each(Object.entries(ERROR_CODES))('tells %s with its status, what is wrong and what to do', (code, [status]) => {
    const { document, ...problem } = read(new VaultError(code as keyof typeof ERROR_CODES))
    expect(problem.status).toBe(status)
    expect(problemSchema.parse(document)).toMatchObject({ code, status, requestId: 'r1' })
  })

  it('tells nothing about an unknown failure', () => {
    const { status, body } = read(new Error('SQLITE_ERROR near /home/somebody'))
    expect(status).toBe(500)
    expect(body).not.toMatch(/SQLITE|home|stack/)
  })

  it('names the fields of an invalid input, not their values', () => {
    const { status, document, body } = read(z.object({ name: z.string().max(2) }).safeParse({ name: 'secret' }).error)
    expect(status).toBe(400)
    expect(document).toMatchObject({ code: 'invalid_input', issues: [{ field: 'name' }] })
    expect(body).not.toContain('secret')
  })

  it('turns seconds to wait into Retry-After, at least 1', () => {
    expect(read(new VaultError('locked_out', { details: { retryAfterSeconds: 0.2 } })).headers['retry-after']).toBe('1')
    expect(read(new VaultError('locked_out', { details: { retryAfterSeconds: 61 } })).headers['retry-after']).toBe('61')
  })

  it('lets no detail overwrite what the code says', () => {
    const { document } = read(new VaultError('forbidden', { details: { status: 200, code: 'ok' } }))
    expect(document).toMatchObject({ status: 403, code: 'forbidden' })
  })
})
