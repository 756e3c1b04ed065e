import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { SessionId } from '#lib/core/ids/ids.ts'
import type { AuthDoor, SignInAnswer, SignInAtDoor } from '#server/app-context.ts'
import type { LiveSession, SessionsService } from '#server/features/sessions/sessions.service.ts'
import type { SignIn } from '#server/features/sessions/sign-in.service.ts'
import { cookieNames } from './cookies.ts'
import { readCredentials } from './credentials.ts'
import type { Doer } from './doer.ts'
import { deviceIdOf } from './secrets.ts'
import { SESSION_COOKIE_SECONDS } from './session-cookies.ts'
import type { SessionTokens } from './session-token.ts'

export interface AuthDoorDeps {
  readonly secret: string
  readonly sessionTokens: SessionTokens
  readonly sessions: SessionsService
  readonly signIn: SignIn
  /** The limit of sign-ins per client, which the route table cannot apply here. @throws VaultError rate_limited */
  readonly takeRate: (address: string) => void
  readonly onError: (error: unknown) => void
}

/** Longer than any name or password that could be right. */
const MAX_TYPED = 1024

export function createAuthDoor(deps: AuthDoorDeps): AuthDoor {
  const { sessions, sessionTokens } = deps

  async function findSession(token: string | null): Promise<LiveSession | null> {
    const sessionId = token === null ? null : await sessionTokens.open(token)
    return sessionId === null ? null : sessions.find(sessionId)
  }

  async function signIn({ name, password, address, userAgent, secure, cookies }: SignInAtDoor): Promise<SignInAnswer> {
    deps.takeRate(address)
    if (name.length > MAX_TYPED || password.length > MAX_TYPED) throw new VaultError('wrong_credentials')
    const shown = readCredentials({ cookie: cookies }, secure)
    const deviceSecret = shown.kind === 'cookies' ? shown.deviceSecret : null
    const deviceId = deviceSecret === null ? null : deviceIdOf(deviceSecret)
    const before = await findSession(shown.kind === 'cookies' ? shown.session : null)
    const { sessionId, account } = await deps.signIn({ name, password, address, deviceId, userAgent })
    // The new cookie takes the place of the old one, whose session nobody could end any more.
    if (before !== null) await end(before, address)
    return { kind: 'in', sessionId, accountId: account.id, name: account.name }
  }

  async function end(session: LiveSession, address: string): Promise<void> {
    const doer: Doer = { kind: 'account', id: session.accountId, address }
    try {
      await sessions.end(session.id, doer)
    } catch (error) {
      // Ended meanwhile: that is what was wanted.
      if (!(error instanceof VaultError && error.code === 'not_found')) throw error
    }
  }

  return {
    secret: deps.secret,
    maxAgeSeconds: SESSION_COOKIE_SECONDS,
    cookieNames,
    signIn: (request) =>
      signIn(request).catch((error: unknown): SignInAnswer => {
        const code: ErrorCode = error instanceof VaultError ? error.code : 'internal'
        if (code === 'internal') deps.onError(error)
        return { kind: 'refused', refusal: { code, retryAfterSeconds: secondsOf(error) } }
      }),
    async signOut(sessionId, address) {
      // Sealed by this vault, so the text is an id that it minted.
      const session = await sessions.find(sessionId as SessionId)
      if (session !== null) await end(session, address)
    },
    isLive: async (sessionId) => (await sessions.find(sessionId as SessionId)) !== null,
    seal: (sessionId) => sessionTokens.seal(sessionId as SessionId),
    open: (token) => sessionTokens.open(token),
  }
}

function secondsOf(error: unknown): number | null {
  const seconds = error instanceof VaultError ? error.details.retryAfterSeconds : null
  return typeof seconds === 'number' ? seconds : null
}
