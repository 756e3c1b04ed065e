import type { ShareLinkId } from '#lib/core/ids/ids.ts'
import type { Owner } from '#lib/core/permissions/actors-and-targets.ts'
import type { Asking } from '#server/features/files/serving.service.ts'

/** Who is given something, or does something, and from where. */
export interface Who {
  readonly kind: 'account' | 'device' | 'link'
  /** Null for somebody who is nobody: no account, no cookie. */
  readonly id: string | null
  readonly linkId: ShareLinkId | null
  readonly address: string | null
  /** As the browser says it. */
  readonly userAgent: string
}

export function whoOf({ identity, address, userAgent }: Asking): Who {
  const from = { linkId: null, address, userAgent }
  if (identity.account !== null) return { kind: 'account', id: identity.account.id, ...from }
  return { kind: 'device', id: identity.deviceId, ...from }
}

/** Whoever opened a link: a person of the house as such, everybody else by the link alone. */
export function visitorOf(context: Asking, linkId: ShareLinkId): Who {
  const who = whoOf(context)
  return who.kind === 'account' ? { ...who, linkId } : { ...who, kind: 'link', id: null, linkId }
}

export function ownerAsWho(owner: NonNullable<Owner>, address: string | null, userAgent = ''): Who {
  const from = { linkId: null, address, userAgent }
  if (owner.kind === 'account') return { kind: 'account', id: owner.accountId, ...from }
  return { kind: 'device', id: owner.deviceId, ...from }
}

/** The same for all requests of one person on one device, as far as that can be told. */
export function keyOfWho({ kind, id, linkId, address, userAgent }: Who): string {
  return id === null ? `${kind} ${linkId} ${address} ${userAgent}` : `${kind} ${id} ${linkId}`
}
