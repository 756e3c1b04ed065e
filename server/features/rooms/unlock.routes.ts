import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { grantCookieName, setCookieLine } from '#server/auth/cookies.ts'
import type { SessionCookies } from '#server/auth/session-cookies.ts'
import { type BoundRoute, type Context, onJson, placeOf } from '#server/http/call.ts'
import type { GrantsService, Unlocked } from './grants.service.ts'

export interface UnlockRoutesDeps {
  readonly grants: GrantsService
  readonly cookies: SessionCookies
  readonly grantMs: number
}

export function unlockRoutes(deps: UnlockRoutesDeps): BoundRoute[] {
  return [
    onJson(ROUTES.places.unlock, async ({ body, context }) => {
      // A page must not hold the secret, where a script could read it: only what is no browser gets it to keep.
      const inBody = body.grantIn === 'body'
      if (inBody && context.origin !== null) throw new VaultError('bad_request', { details: { reason: 'origin' } })
      const placeId = placeOf(context).id
      const unlocked = await deps.grants.unlock({
        ...{ placeId, password: body.password, address: context.address },
        ...{ deviceId: context.identity.deviceId, accountId: context.identity.account?.id ?? null },
        label: context.userAgent,
      })
      if (inBody) return { until: unlocked.until, ...(unlocked.secret === null ? {} : { grant: unlocked.secret }) }
      setCookies(deps, context, placeId, unlocked)
      return { until: unlocked.until }
    }),
    onJson(ROUTES.places.leave, async ({ context }) => {
      const { id } = placeOf(context)
      const { deviceId } = context.identity
      if (deviceId !== null) await deps.grants.leave(id, deviceId)
      const { secure } = context
      context.addCookie(setCookieLine({ name: grantCookieName(secure, id), value: '', secure, maxAgeSeconds: 0 }))
    }),
  ]
}

function setCookies(deps: UnlockRoutesDeps, context: Context, placeId: PlaceId, unlocked: Unlocked): void {
  const { secure } = context
  if (unlocked.secret !== null) {
    const cookie = { name: grantCookieName(secure, placeId), value: unlocked.secret, secure }
    context.addCookie(setCookieLine({ ...cookie, maxAgeSeconds: deps.grantMs / 1000 }))
  }
  if (unlocked.newDeviceSecret !== null) {
    context.addCookie(deps.cookies.device(unlocked.newDeviceSecret, secure).line)
  }
}
