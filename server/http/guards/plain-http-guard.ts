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
  const peer = normaliseAddress(socket.remoteAddress)
  return isLoopback(peer) || isTrusted(peer, policy.trustProxy)
}
