import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { SessionView } from '#lib/contracts/http/system.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { IdentityService } from '#server/auth/identify.ts'
import type { SessionCookies } from '#server/auth/session-cookies.ts'
import type { Clock } from '#server/clock.ts'
import type { SettingsService } from '#server/features/settings/settings.service.ts'
import { type BoundRoute, type Context, onJson } from '#server/http/call.ts'

export interface SessionViewDeps {
  readonly clock: Clock
  readonly identities: IdentityService
  readonly cookies: SessionCookies
  readonly settings: SettingsService
  readonly setupNeeded: () => boolean
  /** What the configuration says; the rest of the vault's part changes while it runs. */
  readonly vault: Omit<SessionView['vault'], 'name' | 'setupNeeded'>
}

/** What the page asks first. It also renews the cookies of this browser, and gives a new one its device id. */
export function sessionViewRoutes(deps: SessionViewDeps): BoundRoute[] {
  return [
    onJson(ROUTES.system.session, async ({ context }) => {
      const { actor } = context.identity
      const editorsMayCreateRooms = deps.settings.current().editorsMayCreateRooms
      return {
        vault: {
          ...deps.vault,
          ...{ name: deps.settings.current().vaultName, setupNeeded: deps.setupNeeded() },
          // Where the vault lies in the network is nothing for those who are in front of it.
          reach: { ...deps.vault.reach, ...(actor.principal.kind === 'account' ? {} : { lanHost: null }) },
        },
        principal: await presentPrincipal(deps, context),
        may: {
          createRooms: can(actor, 'room.create', { kind: 'vault', editorsMayCreateRooms }).kind === 'allowed',
          administer: can(actor, 'settings.manage', { kind: 'vault', editorsMayCreateRooms }).kind === 'allowed',
        },
        now: deps.clock.now(),
      }
    }),
  ]
}

async function presentPrincipal(deps: SessionViewDeps, context: Context): Promise<SessionView['principal']> {
  const { account, sessionId, actor, deviceId } = context.identity
  const newDeviceId = await renewCookies(deps, context)
  if (account !== null && sessionId !== null && actor.principal.kind === 'account') {
    const { id: accountId, name, personalPlaceId } = account
    return { kind: 'account', accountId, name, role: actor.principal.role, sessionId, personalPlaceId }
  }
  const guestId = deviceId ?? newDeviceId
  return guestId === null ? { kind: 'nobody' } : { kind: 'guest', deviceId: guestId }
}

/** Programs with a bearer token keep no cookies. @returns the device as its cookie now says */
async function renewCookies(deps: SessionViewDeps, context: Context) {
  const { identity, secure } = context
  if (identity.via === 'bearer' || identity.via === 'grant') return null
  if (identity.sessionEnded) context.addCookie(deps.cookies.clear(secure))
  const rolled = identity.sessionId === null ? null : await deps.cookies.roll(identity.sessionId, secure)
  if (rolled !== null) context.addCookie(rolled)
  const { deviceSecret } = deps.identities.detailsOf(identity)
  // Known by its grants alone: a new device id would make its uploads somebody else's.
  if (deviceSecret === null && identity.deviceId !== null) return identity.deviceId
  const device = deps.cookies.device(deviceSecret, secure)
  context.addCookie(device.line)
  return device.id
}
