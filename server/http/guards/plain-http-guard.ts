import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { isLoopback, isTrusted, normaliseAddress } from './address-guard.ts'

export interface PlainHttpPolicy {
  readonly allowHttp: boolean
  readonly trustProxy: readonly string[]
}

/** Plain http is the whole app only where nobody can listen in, behind the proxy, or where the admin allowed it. */
export function isWholeAppHere({ socket }: Pick<IncomingMessage, 'socket'>, policy: PlainHttpPolicy): boolean {
  // Plain sockets have no `encrypted`, which is what the comparison relies on.
  if ((socket as Partial<TLSSocket>).encrypted === true || policy.allowHttp) return true
  return isLoopback(normaliseAddress(socket.remoteAddress)) || isBehindProxy({ socket }, policy)
}

export function isBehindProxy(
  { socket }: Pick<IncomingMessage, 'socket'>,
  { trustProxy }: Pick<PlainHttpPolicy, 'trustProxy'>,
): boolean {
  return isTrusted(normaliseAddress(socket.remoteAddress), trustProxy)
}

/** What a visitor of a share link needs: its page, what that is built of, and the addresses below `/api/shared`. */
const OF_LINKS = /^\/(s|api\/shared|(api\/shared|_next\/static|outsider|icons)\/[^?#]*)$/

/** Whether this is asked for by way of a share link, which an admin may let in over plain http too. */
export function isLinkPath(target: string | undefined): boolean {
  return OF_LINKS.test((target ?? '').split('?', 1)[0] ?? '')
}
