import type { SessionId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import { type CookieToSet, cookieNames, setCookieLine } from './cookies.ts'
import { DEVICE_SECONDS, newDevice } from './devices.ts'
import { deviceIdOf } from './secrets.ts'
import type { SessionTokens } from './session-token.ts'

/** How long a browser keeps the session's cookie; renewed while it is used, so the browser never forgets it first. */
export const SESSION_COOKIE_SECONDS = 7 * 86_400
const ROLL_EVERY_MS = 3_600_000
const MAX_REMEMBERED = 5_000

/** Cookies that are renewed while a page is in use; both are sent by GET /api/session. */
export interface SessionCookies {
  /** Null when it was renewed within the last hour. */
  roll(sessionId: SessionId, secure: boolean): Promise<string | null>
  /** Takes the cookie of an ended session away. */
  clear(secure: boolean): string
  /** The cookie of this device for another 30 days, or of a new one. */
  device(secret: string | null, secure: boolean): { line: string; id: ReturnType<typeof deviceIdOf> }
}

export function createSessionCookies(deps: { clock: Clock; tokens: SessionTokens }): SessionCookies {
  const rolledAt = new Map<SessionId, number>()
  return {
    async roll(sessionId, secure) {
      const now = deps.clock.monotonic()
      if (now - (rolledAt.get(sessionId) ?? Number.NEGATIVE_INFINITY) < ROLL_EVERY_MS) return null
      if (rolledAt.size > MAX_REMEMBERED) rolledAt.clear()
      rolledAt.set(sessionId, now)
      const value = await deps.tokens.seal(sessionId)
      return sessionCookie({ value, secure, maxAgeSeconds: SESSION_COOKIE_SECONDS })
    },
    clear: (secure) => sessionCookie({ value: '', secure, maxAgeSeconds: 0 }),
    device(secret, secure) {
      const device = secret === null ? newDevice() : { secret, id: deviceIdOf(secret) }
      const name = cookieNames(secure).device
      return {
        id: device.id,
        line: setCookieLine({ name, value: device.secret, secure, maxAgeSeconds: DEVICE_SECONDS }),
      }
    },
  }
}

function sessionCookie(cookie: Omit<CookieToSet, 'name'>): string {
  return setCookieLine({ ...cookie, name: cookieNames(cookie.secure).session })
}
