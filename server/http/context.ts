import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseCookies } from '#server/auth/cookies.ts'
import type { Context, Identity, Target } from './call.ts'

export interface RequestFacts {
  readonly requestId: string
  readonly address: string
  readonly secure: boolean
}

/** The context of one request; `target` and `identity` are filled by the pipeline before a handler sees it. */
export function createContext(
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
  identity: Identity,
  target: Target,
): Context {
  let controller: AbortController | null = null
  let cookies: Map<string, string> | null = null
  return {
    ...facts,
    identity,
    target,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    origin: request.headers.origin ?? null,
    cookie(name) {
      cookies ??= parseCookies(request.headers.cookie ?? '')
      return cookies.get(name)
    },
    // Most requests never ask for the signal, so its listener is added on first use.
    get signal() {
      if (controller === null) {
        const made = new AbortController()
        controller = made
        if (response.destroyed) made.abort()
        else response.once('close', () => made.abort())
      }
      return controller.signal
    },
    setHeader(name, value) {
      response.setHeader(name, value)
    },
    addCookie(line) {
      response.appendHeader('set-cookie', line)
    },
  }
}
