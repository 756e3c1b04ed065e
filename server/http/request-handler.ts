import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Logger } from 'pino'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { clientAddress, isHomeAddress, isTrusted, normaliseAddress } from './guards/address-guard.ts'
import { type HostNames, isAllowedHost } from './guards/host-guard.ts'
import { letOwnPagesRead } from './guards/own-pages.ts'
import { isAuthPath } from './pages.ts'
import type { Pipeline } from './pipeline.ts'
import { sendProblem, toVaultError } from './problem.ts'
import { setSecurityHeaders } from './security-headers.ts'
import type { Traffic } from './traffic.ts'
import { lingerAfterAnswer } from './unread-body.ts'

/** What every door asks before anything else. */
export interface Guards {
  readonly hosts: HostNames
  readonly allowPublic: boolean
  readonly trustProxy: readonly string[]
}

export interface RequestHandlerDeps extends Guards {
  readonly pipeline: Pipeline
  readonly pages: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
  readonly log: Logger
  /** Absent where nobody counts. */
  readonly traffic?: Pick<Traffic, 'begin'>
  /** True once the vault drains: no new requests are begun. */
  readonly stopping: () => boolean
}

export interface Arrival {
  readonly requestId: string
  readonly address: string
  readonly secure: boolean
  readonly url: URL
  readonly ownOrigin: string
}

/** The first thing every request meets, on every listener: address, host, shape of the URL; then API or pages. */
export function createRequestHandler(deps: RequestHandlerDeps): RequestListener {
  return (request, response) => {
    const requestId = randomBytes(9).toString('base64url')
    const startedAt = performance.now()
    response.setHeader('x-request-id', requestId)
    setSecurityHeaders(response)
    // Also of a request that has no use for its body: nobody else would ever read it to the end.
    lingerAfterAnswer(request, response)
    deps.traffic?.begin(request, response)
    response.once('close', () => logAccess(deps.log, request, response, requestId, startedAt))
    serve(deps, request, response, requestId).catch((error: unknown) => {
      const failure = toVaultError(error)
      if (failure.code === 'internal') deps.log.error({ requestId, err: error }, 'request failed')
      sendProblem(response, failure, requestId)
    })
  }
}

async function serve(
  deps: RequestHandlerDeps,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  if (deps.stopping()) {
    response.setHeader('connection', 'close')
    throw new VaultError('shutting_down', { details: { retryAfterSeconds: 5 } })
  }
  const arrival = admit(deps, request, requestId)
  const method = request.method ?? 'GET'
  if (arrival.url.pathname === '/api/health') letOwnPagesRead(request, response, deps.hosts)
  if (arrival.url.pathname.startsWith('/api/') && !isAuthPath(method, arrival.url.pathname)) {
    return deps.pipeline(request, response, arrival)
  }
  tellNext(request, arrival)
  await deps.pages(request, response, arrival.url)
}

/** @throws VaultError address_refused, misdirected_host, bad_request */
export function admit(deps: Guards, request: IncomingMessage, requestId: string): Arrival {
  const peer = request.socket.remoteAddress ?? ''
  const forwarded = request.headers['x-forwarded-for']
  const address = clientAddress(peer, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, deps.trustProxy)
  if (!deps.allowPublic && !isHomeAddress(address)) throw new VaultError('address_refused')
  if (countHosts(request.rawHeaders) > 1) throw new VaultError('bad_request', { details: { header: 'Host' } })
  if (!isAllowedHost(request.headers.host, deps.hosts)) {
    throw new VaultError('misdirected_host', { details: { setting: '--host' } })
  }
  const secure = isSecure(deps, request, peer)
  const ownOrigin = `${secure ? 'https' : 'http'}://${request.headers.host ?? ''}`
  return { requestId, address, secure, url: parseUrl(request.url ?? '/', ownOrigin), ownOrigin }
}

/** RFC 9112 section 3.2 refuses two; Node takes the first, and a proxy before it perhaps the second. */
function countHosts(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host')
    .length
}

function isSecure(deps: Pick<Guards, 'trustProxy'>, request: IncomingMessage, peer: string): boolean {
  // Plain sockets have no `encrypted`, which is what the comparison relies on.
  if ((request.socket as Partial<TLSSocket>).encrypted === true) return true
  const proxied = isTrusted(normaliseAddress(peer), deps.trustProxy)
  return proxied && request.headers['x-forwarded-proto'] === 'https'
}

/** Only origin-form targets without tricks: no `//`, no dot segments, no encoded separators or NUL. */
function parseUrl(target: string, origin: string): URL {
  const path = target.split('?', 1)[0] ?? ''
  const strange =
    !target.startsWith('/') || path.includes('//') || /%(?:2f|5c|00|2e)/i.test(path) || path.includes('\\')
  const dots = path.split('/').some((segment) => segment === '.' || segment === '..')
  if (strange || dots || target.length > 16_000) throw new VaultError('bad_request', { details: { reason: 'target' } })
  try {
    return new URL(target, origin)
  } catch (cause) {
    throw new VaultError('bad_request', { details: { reason: 'target' }, cause })
  }
}

/** Next and next-auth build addresses from these headers, so they carry what was checked and nothing a client wrote. */
function tellNext(request: IncomingMessage, arrival: Arrival): void {
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-forwarded-') || name.startsWith('x-middleware-') || name.startsWith('x-nextjs-')) {
      delete request.headers[name]
    }
  }
  request.headers['x-forwarded-host'] = request.headers.host ?? ''
  request.headers['x-forwarded-proto'] = arrival.secure ? 'https' : 'http'
  request.headers['x-forwarded-for'] = arrival.address
}

function logAccess(
  log: Logger,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  startedAt: number,
): void {
  if (!log.isLevelEnabled('info')) return
  log.info({
    requestId,
    method: request.method,
    // Queries may hold names of people's files: the path is enough to follow a request.
    path: request.url?.split('?', 1)[0],
    status: response.statusCode,
    ms: Math.round(performance.now() - startedAt),
    complete: response.writableFinished,
  })
}
