import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { AccountId } from '#lib/core/ids/ids.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import type { IdentityService } from '#server/auth/identify.ts'
import type { Passwords } from '#server/auth/passwords.ts'
import { type BoundRoute, onJson, placeOf } from '#server/http/call.ts'
import { viewerOf } from './places.routes.ts'
import type { PlacesService } from './places.service.ts'
import type { RoomsService } from './rooms.service.ts'

export interface RoomRoutesDeps {
  readonly rooms: RoomsService
  readonly places: PlacesService
  readonly passwords: Passwords
  readonly identities: IdentityService
}

/** What of a request's body is said in other words inside. */
interface TypedRoom {
  readonly password?: string | undefined
  readonly memberIds?: readonly string[] | undefined
}

export function roomRoutes({ rooms, places, passwords, identities }: RoomRoutesDeps): BoundRoute[] {
  const seal = async <Body extends TypedRoom>({ password, memberIds, ...rest }: Body) => ({
    ...rest,
    passwordHash: password === undefined ? undefined : await passwords.hash(password),
    // The unit of work refuses ids of no account.
    memberIds: memberIds as readonly AccountId[] | undefined,
  })
  return [
    onJson(ROUTES.places.createRoom, async ({ body, context }) => {
      const placeId = await rooms.create(await seal(body), doerOf(context))
      return places.view(placeId, viewerOf(identities, context))
    }),
    onJson(ROUTES.places.roomSettings, ({ context }) => rooms.settings(placeOf(context).id)),
    onJson(ROUTES.places.changeRoom, async ({ body, context }) => {
      const { id } = placeOf(context)
      await rooms.change(id, await seal(body), doerOf(context))
      return places.view(id, viewerOf(identities, context))
    }),
    onJson(ROUTES.places.deleteRoom, ({ query, context }) =>
      rooms.remove(placeOf(context).id, query.confirm, doerOf(context)),
    ),
  ]
}
