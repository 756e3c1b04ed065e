import type { IncomingMessage, ServerResponse } from 'node:http'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PagePolicies } from './page-policies.ts'
import { unlessStalled } from './stalled-body.ts'

export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What next-auth is asked for by the page; everything else below /api/auth stays shut. */
const AUTH_PATHS = new Set([
  'GET /api/auth/csrf',
  'GET /api/auth/session',
  'GET /api/auth/providers',
  'POST /api/auth/callback/credentials',
  'POST /api/auth/signout',
  'POST /api/auth/_log',
])
const STATIC_FILE =
  /^\/(_next\/static\/|icons\/|favicon\.ico$|icon\.svg$|apple-touch-icon\.png$|manifest\.webmanifest$|robots\.txt$|self-test-worker\.js$)/

export interface PagesDeps {
  readonly next: NextHandler
  readonly policies: PagePolicies
}

export function isAuthPath(method: string, pathname: string): boolean {
  return AUTH_PATHS.has(`${method} ${pathname}`)
}

/** Everything the route table does not know: pages, their assets, next-auth, and `/<room>` typed by hand. */
export function createPages(
  deps: PagesDeps,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  return async (request, response, url) => {
    const method = request.method ?? 'GET'
    const { pathname } = url
    if (isAuthPath(method, pathname)) {
      response.setHeader('cache-control', 'no-store')
      return unlessStalled(request, deps.next(request, response))
    }
    if (pathname.startsWith('/api/')) throw new VaultError('not_found')
    // Pages have no writes: this also refuses Server Actions, which would reach code past the route table.
    if (method !== 'GET' && method !== 'HEAD')
      throw new VaultError('method_not_allowed', { details: { allow: 'GET, HEAD' } })
    if (STATIC_FILE.test(pathname)) return deps.next(request, response)
    // What is no upgrade has no business at the sockets.
    if (pathname.startsWith('/_next/') || pathname.startsWith('/socket.io/')) throw new VaultError('not_found')
    const policy = deps.policies.find(pathname === '/' ? '/' : pathname.replace(/\/$/, ''))
    if (policy === null) {
      const room = roomSlug(pathname)
      if (room !== null) return redirect(response, `/place?id=${encodeURIComponent(room)}`)
    }
    response.setHeader('content-security-policy', policy ?? deps.policies.fallback)
    await deps.next(request, response)
  }
}

/** `/grandparents` -> `grandparents`; null for everything with more segments or an extension. */
function roomSlug(pathname: string): string | null {
  const match = /^\/([^/.]+)\/?$/.exec(pathname)
  if (match?.[1] === undefined) return null
  try {
    return decodeURIComponent(match[1])
  } catch {
    return null
  }
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(307, { location, 'cache-control': 'no-store', 'content-length': 0 })
  response.end()
}
