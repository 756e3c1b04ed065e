import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Doer } from '#server/auth/doer.ts'
import type { PersonalOpenings } from '#server/auth/personal-openings.ts'
import type { Bus } from '#server/bus.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import type { PlacesService } from '#server/features/rooms/places.service.ts'

/** An admin's look into the private room of somebody: explicit, short, written down, and shown to that person. */
export interface PersonalAccessService {
  /** @throws VaultError not_found when there is no such account, forbidden for the own room */
  open(request: {
    readonly ownerId: AccountId
    readonly admin: { readonly id: AccountId; readonly sessionId: SessionId }
    readonly doer: Doer
  }): Promise<{ placeId: PlaceId; until: number }>
  /** Who looked into the own room, the newest first. */
  listOpenings(placeId: PlaceId): Promise<{ at: number; byName: string }[]>
}

const MAX_LISTED = 100

export function createPersonalAccessService(deps: {
  db: Database
  bus: Bus
  audit: AuditService
  places: PlacesService
  openings: PersonalOpenings
}): PersonalAccessService {
  return {
    async open({ ownerId, admin, doer }) {
      if (ownerId === admin.id) throw new VaultError('forbidden')
      const place = await deps.places.findPersonal(ownerId)
      if (place === null) throw new VaultError('not_found')
      const placeId = place.facts.id
      // Written down before the door opens: a look that could not be recorded does not happen.
      await commitOrThrow(deps.db, [
        deps.audit.step({
          ...{ doer, action: 'personal.opened', target: { kind: 'place', id: placeId } },
          details: { ownerId },
        }),
      ])
      const { until } = deps.openings.open(admin.sessionId, placeId)
      deps.bus.emit('account.changed', { accountId: admin.id })
      return { placeId, until }
    },
    listOpenings: (placeId) => deps.audit.listPersonalOpenings(placeId, MAX_LISTED),
  }
}
