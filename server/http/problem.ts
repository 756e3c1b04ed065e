import type { ServerResponse } from 'node:http'
import { ZodError } from 'zod'
import { formatUnsatisfied } from '#lib/core/bytes/content-range.ts'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** A problem document of RFC 9457, ready to be sent. */
export interface Problem {
  status: number
  headers: Record<string, string>
  body: string
}

/** The one exit for failures: whatever was thrown becomes a code of the closed list; unknown errors tell nothing. */
export function toVaultError(error: unknown): VaultError {
  if (error instanceof VaultError) return error
  if (error instanceof ZodError) {
    const issues = error.issues.slice(0, 20).map((issue) => ({ field: issue.path.join('.'), message: issue.message }))
    return new VaultError('invalid_input', { details: { issues }, cause: error })
  }
  return new VaultError('internal', { cause: error })
}

export function describeProblem(error: unknown, requestId: string): Problem {
  const failure = toVaultError(error)
  const [status, title, advice] = ERROR_CODES[failure.code]
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  const { retryAfterSeconds, allow, sizeBytes } = failure.details
  if (typeof retryAfterSeconds === 'number') headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterSeconds)))
  if (typeof allow === 'string') headers.allow = allow
  // RFC 9110 section 15.5.17
  if (failure.code === 'range_not_satisfiable' && typeof sizeBytes === 'number') {
    headers['content-range'] = formatUnsatisfied(sizeBytes)
  }
  const document = {
    ...failure.details,
    type: `/api/docs#${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: advice,
    requestId,
  }
  return { status, headers, body: JSON.stringify(document) }
}

/** Sends a problem unless the answer has begun; then the connection ends, so that nobody takes half for whole. */
export function sendProblem(response: ServerResponse, error: unknown, requestId: string): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const problem = describeProblem(error, requestId)
  for (const name of [
    'content-length',
    'content-range',
    'etag',
    'last-modified',
    'content-disposition',
    'repr-digest',
  ]) {
    response.removeHeader(name)
  }
  response.writeHead(problem.status, { ...problem.headers, 'content-length': Buffer.byteLength(problem.body) })
  response.end(response.req?.method === 'HEAD' ? undefined : problem.body)
}
