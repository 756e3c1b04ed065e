import { randomBytes } from 'node:crypto'
import type { Selector } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import type { Clock } from '#server/clock.ts'
import { ownerOfActor } from '../bulk/permissions.ts'
import { ownerColumns } from '../entries/owner.ts'

export interface ZipWish {
  readonly placeId: PlaceId
  readonly selector: Selector
  readonly name: string
}

const KEPT_MS = 5 * 60_000
/** Each holds up to 10,000 ids. */
const MOST_TICKETS = 200

/**
 * Selections are too long for an address: a ticket stands for one, for a short time and for whoever asked. In memory.
 */
export class ZipTickets {
  readonly #tickets = new Map<string, ZipWish & { holder: string; until: number }>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  give(wish: ZipWish, actor: Actor): { ticket: string; expiresAt: number } {
    const now = this.#clock.monotonic()
    for (const [ticket, { until }] of this.#tickets) {
      if (until <= now || this.#tickets.size >= MOST_TICKETS) this.#tickets.delete(ticket)
    }
    const ticket = randomBytes(18).toString('base64url')
    this.#tickets.set(ticket, { ...wish, holder: holderOf(actor), until: now + KEPT_MS })
    return { ticket, expiresAt: this.#clock.now() + KEPT_MS }
  }

  /** It may be used again, as a browser does that asks twice. @throws VaultError `ticket_expired` */
  take(ticket: string, placeId: PlaceId, actor: Actor): ZipWish {
    const wish = this.#tickets.get(ticket)
    const isOwn = wish !== undefined && wish.placeId === placeId && wish.holder === holderOf(actor)
    if (!isOwn || wish.until <= this.#clock.monotonic()) throw new VaultError('ticket_expired')
    return wish
  }
}

/** Whoever is nobody shares with nobody else what they both may see. */
function holderOf(actor: Actor): string {
  const { kind, id } = ownerColumns(ownerOfActor(actor))
  return `${kind ?? 'nobody'}:${id ?? ''}`
}
