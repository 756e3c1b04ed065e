import type { Context } from '#server/http/call.ts'
import type { Doer } from './doer.ts'

/** Whoever sends this request, for the routes. */
export function doerOf(context: Pick<Context, 'identity' | 'address'>): Doer {
  const { identity, address } = context
  if (identity.account !== null) return { kind: 'account', id: identity.account.id, address }
  return { kind: 'device', id: identity.deviceId, address }
}
