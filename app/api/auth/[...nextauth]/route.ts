import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { toSignInError } from '#lib/contracts/http/sign-in-error.ts'
import { ERROR_CODES, type ErrorCode } from '#lib/core/errors/error-codes.ts'
import { findAuthDoor } from '#server/app-context.ts'
import { lastingFor } from './cookie-lifetime.ts'
import { readSmallBody } from './read-small-body.ts'
import { authOptions, originOf, type SignInOutcome } from './sign-in-options.ts'

/**
 * next-auth is the sign-in form's counterpart and the cookie, no more: who somebody is, and for how long, is decided by
 * the vault behind the door. What it is not needed for stays shut, and its failures leave as problem documents.
 */
const ADDRESSES = new Set([
  'GET csrf',
  'GET session',
  'GET providers',
  'POST callback/credentials',
  'POST signout',
  'POST _log',
])

interface RouteContext {
  params: Promise<{ nextauth: string[] }>
}

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const action = `${request.method} ${(await context.params).nextauth.join('/')}`
  if (!ADDRESSES.has(action)) return refuse('not_found', null)
  // What a browser tells next-auth's log is nothing to keep.
  if (action === 'POST _log') return new Response(null, { status: 204 })
  if (request.method === 'POST' && isForeign(request)) return refuse('foreign_origin', null)
  const door = findAuthDoor()
  if (door === null) return refuse('unavailable', null)
  const outcome: SignInOutcome = { signedIn: false, refusal: null }
  const answer = await answerOf(request, context, authOptions(door, request, outcome))
  if (answer === null) return refuse('bad_request', null)
  if (outcome.refusal !== null) return refuse(outcome.refusal.code, outcome.refusal.retryAfterSeconds, request)
  const isUnanswered = action === 'POST callback/credentials' && !outcome.signedIn
  if (isUnanswered || answer.status >= 500 || (await saysForged(answer))) return refuse('bad_request', null, request)
  // Pictures and films that the browser took along go with the person; Back must not find them offline.
  if (action === 'POST signout') answer.headers.set('clear-site-data', '"cache"')
  const cookies = answer.headers.getSetCookie()
  answer.headers.delete('set-cookie')
  for (const line of cookies) answer.headers.append('set-cookie', lastingFor(line, Date.now()))
  return answer
}

/** Beside next-auth's own token: a page of another site is told no before anything is read. */
function isForeign(request: NextRequest): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin.toLowerCase() !== originOf(request).toLowerCase()
}

/** Null when next-auth gave up on a request that makes no sense. */
async function answerOf(
  request: NextRequest,
  context: RouteContext,
  options: ReturnType<typeof authOptions>,
): Promise<Response | null> {
  const body = request.method === 'POST' ? await readSmallBody(request) : undefined
  if (body === null) return null
  const { method, headers } = request
  try {
    // The body was read within bounds, so next-auth gets a request that carries it anew.
    const again = body === undefined ? request : new NextRequest(request.url, { method, headers, body })
    return await NextAuth(again, context, options)
  } catch {
    return null
  }
}

/** next-auth answers a missing or wrong csrfToken with an address, and status 200 when it was asked for JSON. */
async function saysForged(answer: Response): Promise<boolean> {
  if (answer.headers.get('location')?.includes('csrf=true')) return true
  if (!answer.headers.get('content-type')?.includes('json')) return false
  const body: unknown = await answer.clone().json()
  return typeof body === 'object' && body !== null && 'url' in body && String(body.url).includes('csrf=true')
}

/** A problem document; `url` is where next-auth's own client looks for the reason. */
function refuse(code: ErrorCode, retryAfterSeconds: number | null, request?: NextRequest): Response {
  const [status, title, detail] = ERROR_CODES[code]
  const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterSeconds) }
  const error = toSignInError({ code, retryAfterSeconds })
  const url = request === undefined ? {} : { url: new URL(`/sign-in?error=${error}`, originOf(request)).href }
  const document = { type: `/api/docs#${code}`, title, status, code, detail, ...wait, ...url }
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  })
  if (retryAfterSeconds !== null) headers.set('retry-after', String(Math.ceil(retryAfterSeconds)))
  return new Response(JSON.stringify(document), { status, headers })
}

/** Each answer is about the one who asks. */
export const dynamic = 'force-dynamic'
export { handle as GET, handle as POST }
