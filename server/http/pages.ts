import type { IncomingMessage, ServerResponse } from 'node:http'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { answerShare, SHARE_PATH } from './answer-share.ts'
import type { PagePolicies } from './page-policies.ts'
import { unlessStalled } from './stalled-body.ts'
import type { WebFiles } from './web-files.ts'

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
/** Next's router asks for the parts of a page by one of these headers. */
const ROUTER_HEADERS = ['rsc', 'next-router-prefetch', 'next-router-segment-prefetch', 'next-router-state-tree']

export interface PagesDeps {
  readonly next: NextHandler
  /** Told of a page that was sent: its parts and next-auth will be asked for soon. */
  readonly warmUp: () => void
  readonly policies: PagePolicies
  readonly files: WebFiles
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
    if (method === 'POST' && pathname === SHARE_PATH) return answerShare(response)
    // Pages have no writes: this also refuses Server Actions, which would reach code past the route table.
    if (method !== 'GET' && method !== 'HEAD')
      throw new VaultError('method_not_allowed', { details: { allow: 'GET, HEAD' } })
    const page = pathname === '/' ? '/' : pathname.replace(/\/$/, '')
    const policy = deps.policies.find(page)
    if (policy === null && deps.files.has(pathname)) return deps.files.send(pathname, request, response)
    // What is no upgrade has no business at the sockets.
    if (pathname.startsWith('/_next/') || pathname.startsWith('/socket.io/')) throw new VaultError('not_found')
    if (policy === null) {
      const room = roomSlug(pathname)
      if (room !== null) return redirect(response, `/place?id=${encodeURIComponent(room)}`)
    }
    response.setHeader('content-security-policy', policy ?? deps.policies.fallback)
    if (deps.files.has(pathname) && !ROUTER_HEADERS.some((name) => name in request.headers)) {
      deps.warmUp()
      return deps.files.send(pathname, request, response)
    }
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
