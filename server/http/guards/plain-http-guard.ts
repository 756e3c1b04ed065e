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
