import { createServer as createHttpServer, type RequestListener, type Server, STATUS_CODES } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { describeProblem } from './problem.ts'

export interface TlsFiles {
  readonly key: string
  readonly cert: string
}

/**
 * Limits of both listeners. Whole requests have none, for a film may come for hours: each reader of a body guards
 * its own pace. Headers must be in after 20 s, and Node looks every 5 s, so a staller costs little.
 */
const LIMITS = {
  requestTimeout: 0,
  headersTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
  noDelay: true,
} as const

/** How long somebody refused may take to read why. */
const LINGER_MS = 2000

export function createHttpListener(handler: RequestListener): Server {
  return harden(createHttpServer(LIMITS, handler), handler)
}

export function createHttpsListener(tls: TlsFiles, handler: RequestListener): HttpsServer {
  const server = harden(
    createHttpsServer({ ...LIMITS, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: 20_000 }, handler),
    handler,
  )
  // An answer would wait for the end of a handshake that does not come, and hold the connection for good.
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}

function harden<S extends Server>(server: S, handler: RequestListener): S {
  server.maxRequestsPerSocket = 0
  server.on('clientError', (error: BrokenRequest, socket) => {
    if (!socket.writable) return void socket.destroy()
    socket.end(refuseBroken(error))
    // Whoever does not close the own side after that would keep the connection for good.
    setTimeout(() => socket.destroy(), LINGER_MS).unref()
  })
  // RFC 9110 section 10.1.1 lets a server pass over an expectation it does not know; Node would answer without a word.
  server.on('checkExpectation', handler)
  return server
}

type BrokenRequest = NodeJS.ErrnoException & { readonly rawPacket?: Buffer }

/** No request came out of what was sent, so there is no response to write to (RFC 9112 section 9.6). */
function refuseBroken({ code: reason, rawPacket }: BrokenRequest): string {
  const code = reason === 'HPE_HEADER_OVERFLOW' ? 'request_too_large' : 'bad_request'
  const problem = describeProblem(new VaultError(code, { details: { reason: 'http' } }), 'none')
  const { status, headers } = problem
  // Whoever asked by HEAD takes a body for the next answer.
  const body = rawPacket?.toString('latin1', 0, 5) === 'HEAD ' ? '' : problem.body
  const all = { ...headers, connection: 'close', 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`
}

/**
 * @param address null: all addresses, IPv6 and IPv4
 * @returns the port it listens on (another one than asked for only when 0 was asked for)
 * @throws NodeJS.ErrnoException such as EADDRINUSE, which the start turns into words
 */
export async function listen(server: Server, port: number, address: string | null): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, ...(address === null ? {} : { host: address }) }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  // A listening TCP server always has an AddressInfo.
  return (server.address() as AddressInfo).port
}

/** Ends a listener: no new connections, idle ones closed, busy ones until the deadline. */
export async function closeListener(server: Server, deadline: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    const force = (): void => server.closeAllConnections()
    if (deadline.aborted) force()
    else deadline.addEventListener('abort', force, { once: true })
  })
}
