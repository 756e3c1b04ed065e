import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import type { SessionId } from '#lib/core/ids/ids.ts'

/**
 * Its own expiry never matters: the row of the session decides, by a clock that does not jump. A century, so that a
 * wall clock that is years off neither ends a session nor revives one.
 */
const TOKEN_MAX_AGE_SECONDS = 100 * 365 * 86_400

const claims = z.object({ sid: z.string().min(1).max(64) })

/**
 * The value of the session cookie: next-auth's encrypted token, which carries the id of the session and nothing else.
 */
export interface SessionTokens {
  seal(sessionId: SessionId): Promise<string>
  /** Null when it was not made with this vault's secret. */
  open(token: string): Promise<SessionId | null>
}

export function createSessionTokens(secret: string): SessionTokens {
  return {
    seal: (sessionId) => encode({ token: { sid: sessionId }, secret, maxAge: TOKEN_MAX_AGE_SECONDS }),
    async open(token) {
      const payload = await decode({ token, secret }).catch(() => null)
      const parsed = claims.safeParse(payload)
      // Sealed by this vault, so the text is an id that it minted.
      return parsed.success ? (parsed.data.sid as SessionId) : null
    },
  }
}
