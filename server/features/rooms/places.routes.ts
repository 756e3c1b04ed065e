import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type IdentityService, unlockedUntil } from '#server/auth/identify.ts'
import { type BoundRoute, type Context, onJson, placeOf } from '#server/http/call.ts'
import type { PlacesService, Viewer } from './places.service.ts'

export interface PlaceRoutesDeps {
  readonly places: PlacesService
  readonly identities: IdentityService
}

export function placeRoutes({ places, identities }: PlaceRoutesDeps): BoundRoute[] {
  return [
    onJson(ROUTES.places.list, async ({ context }) => ({
      places: await places.listVisible(viewerOf(identities, context)),
    })),
    onJson(ROUTES.places.get, ({ context }) => places.view(placeOf(context).id, viewerOf(identities, context))),
  ]
}

export function viewerOf(identities: IdentityService, { identity }: Pick<Context, 'identity'>): Viewer {
  const details = identities.detailsOf(identity)
  return {
    actor: identity.actor,
    unlocked: (placeId) => {
      const until = unlockedUntil(details, placeId)
      return until === null ? null : { until, leftMs: identities.leftMs(until) }
    },
  }
}
