import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DeviceId, PlaceId, ServiceTokenId, SessionId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import type { GrantsService, LiveGrant } from '#server/features/rooms/grants.service.ts'
import type { ServiceTokensService } from '#server/features/service-tokens/service-tokens.service.ts'
import type { LiveSession, SessionsService } from '#server/features/sessions/sessions.service.ts'
import type { TokensService } from '#server/features/tokens/tokens.service.ts'
import type { Identify, Identity } from '#server/http/call.ts'
import { type Credentials, readCredentials } from './credentials.ts'
import { type Loaded, LoadingCache } from './loading-cache.ts'
import type { PersonalOpenings } from './personal-openings.ts'
import { deviceIdOf, digestOf } from './secrets.ts'
import type { SessionTokens } from './session-token.ts'
import type { SteadyTime } from './steady-time.ts'

/** What only the doors need of an identity: to renew a cookie or to say until when a room is open. */
export interface IdentityDetails {
  readonly deviceSecret: string | null
  readonly grants: readonly LiveGrant[]
}

export interface IdentityService {
  /**
   * Who sends a request: microseconds once it was seen, for every range of a film asks. An ended cookie is nobody
   * (`sessionEnded`); a bearer token that is not valid is refused, for a program must not go on as somebody else.
   * @throws VaultError ambiguous_credentials, token_invalid, session_ended
   */
  readonly identify: Identify
  detailsOf(identity: Identity): IdentityDetails
  /** How long it is until then, by the time that ends a grant. */
  leftMs(until: number): number
}

export interface IdentifyDeps {
  readonly clock: Clock
  readonly time: SteadyTime
  readonly bus: Bus
  readonly sessionTokens: SessionTokens
  readonly sessions: SessionsService
  readonly tokens: Pick<TokensService, 'findAccess'>
  readonly grants: Pick<GrantsService, 'find'>
  readonly serviceTokens: Pick<ServiceTokensService, 'find' | 'touch'>
  readonly openings: PersonalOpenings
}

interface Known {
  readonly identity: Identity
  readonly session: LiveSession | null
  readonly serviceToken?: ServiceTokenId
}

const KEEP_MS = 15 * 60_000
const MAX_KNOWN = 5_000
const NO_DETAILS: IdentityDetails = { deviceSecret: null, grants: [] }
const NOBODY: Identity = {
  actor: { principal: { kind: 'nobody' }, deviceId: null, grants: [], openedPersonal: [] },
  ...{ account: null, sessionId: null, deviceId: null, via: 'nobody', byCookie: false },
}

/**
 * Three memories, one above the other: a whole set of credentials -> identity, a cookie -> session id, and the
 * sessions, tokens and grants of their services. Whatever ends any of them empties the first, before the event returns.
 */
export function createIdentityService(deps: IdentifyDeps): IdentityService {
  const { clock, time, bus, sessions, openings } = deps
  const known = new LoadingCache<Known>({ maxEntries: MAX_KNOWN, monotonic: clock.monotonic })
  const cookies = new LoadingCache<SessionId>({ maxEntries: MAX_KNOWN, monotonic: clock.monotonic })
  const details = new WeakMap<Identity, IdentityDetails>()
  for (const event of ['session.ended', 'account.changed', 'grant.ended', 'service_token.ended'] as const) {
    bus.on(event, () => known.clear())
  }

  async function openCookie(token: string): Promise<LiveSession | null> {
    const sessionId = await cookies.get(digestOf(token), async () => {
      const opened = await deps.sessionTokens.open(token)
      return opened === null ? null : { value: opened, ttlMs: Number.POSITIVE_INFINITY }
    })
    return sessionId === null ? null : sessions.find(sessionId)
  }

  async function fromCookies(shown: Extract<Credentials, { kind: 'cookies' }>): Promise<Loaded<Known>> {
    const session = shown.session === null ? null : await openCookie(shown.session)
    const found = await Promise.all(shown.grantSecrets.map((secret) => deps.grants.find(digestOf(secret))))
    const grants = found.filter((grant) => grant !== null)
    const cookieDevice = shown.deviceSecret === null ? null : deviceIdOf(shown.deviceSecret)
    // A grant outlives a device cookie that was cleared alone, and still tells whose uploads are whose.
    const deviceId = cookieDevice ?? grants[0]?.deviceId ?? null
    const identity: Identity = {
      ...who(session, deviceId, grants),
      via: session === null && deviceId === null ? 'nobody' : 'cookie',
      byCookie: session !== null || deviceId !== null,
      ...(shown.session !== null && session === null ? { sessionEnded: true } : {}),
    }
    details.set(identity, { deviceSecret: shown.deviceSecret, grants })
    return remember({ identity, session }, grants)
  }

  async function fromAccessToken(secret: string): Promise<Loaded<Known>> {
    const token = await deps.tokens.findAccess(digestOf(secret))
    if (token === null) throw new VaultError('token_invalid')
    const session = await sessions.find(token.sessionId)
    if (session === null) throw new VaultError('session_ended')
    const identity: Identity = { ...who(session, null, []), via: 'bearer', byCookie: false }
    return remember({ identity, session }, [token])
  }

  async function fromGrant(secret: string): Promise<Loaded<Known>> {
    const grant = await deps.grants.find(digestOf(secret))
    if (grant === null) throw new VaultError('token_invalid')
    const identity: Identity = { ...who(null, grant.deviceId, [grant]), via: 'grant', byCookie: false }
    details.set(identity, { deviceSecret: null, grants: [grant] })
    return remember({ identity, session: null }, [grant])
  }

  async function fromServiceToken(secret: string): Promise<Loaded<Known>> {
    const token = await deps.serviceTokens.find(digestOf(secret))
    if (token === null) throw new VaultError('token_invalid')
    const principal = { kind: 'service', scope: token.scope } as const
    const identity: Identity = { ...NOBODY, actor: { ...NOBODY.actor, principal }, via: 'service' }
    return { value: { identity, session: null, serviceToken: token.id }, ttlMs: KEEP_MS }
  }

  function who(session: LiveSession | null, deviceId: DeviceId | null, grants: readonly LiveGrant[]) {
    const openedPersonal = session === null ? [] : openings.of(session.id).map((opening) => opening.placeId)
    const actor: Actor = { principal: principalOf(session, deviceId), deviceId, grants, openedPersonal }
    const account =
      session === null
        ? null
        : { id: session.accountId, name: session.accountName, personalPlaceId: session.personalPlaceId }
    return { actor, account, sessionId: session?.id ?? null, deviceId }
  }

  /**
   * Kept no longer than the first of its parts lasts; what nobody vouches for is not kept, or strangers fill the
   * memory.
   */
  function remember(found: Known, parts: readonly { until: number }[]): Loaded<Known> {
    const { session } = found
    const opened = session === null ? [] : openings.of(session.id)
    const untils = [...parts, ...opened].map((part) => part.until)
    if (session !== null && session.kind === 'program') untils.push(session.expiresAt)
    const vouched = session !== null || parts.length > 0 || found.identity.deviceId !== null
    return { value: found, ttlMs: vouched ? Math.min(KEEP_MS, ...untils.map((until) => until - time())) : 0 }
  }

  async function load(shown: Credentials): Promise<Loaded<Known> | null> {
    switch (shown.kind) {
      case 'none':
        return null
      case 'cookies':
        return fromCookies(shown)
      case 'access':
        return fromAccessToken(shown.secret)
      case 'grant':
        return fromGrant(shown.secret)
      case 'service':
        return fromServiceToken(shown.secret)
    }
  }

  return {
    async identify({ headers, secure }) {
      const sent = headers.authorization ?? headers.cookie
      if (sent === undefined) return NOBODY
      const kind = headers.authorization === undefined ? `cookie ${secure} ` : 'authorization '
      const key = digestOf(kind + sent)
      const seen = known.peek(key)
      const found = seen ?? (await known.get(key, () => load(readCredentials(headers, secure))))
      if (found === null) return NOBODY
      if (found.session !== null) sessions.touch(found.session)
      if (found.serviceToken !== undefined) deps.serviceTokens.touch(found.serviceToken)
      return found.identity
    },
    detailsOf: (identity) => details.get(identity) ?? NO_DETAILS,
    leftMs: (until) => Math.max(0, until - time()),
  }
}

function principalOf(session: LiveSession | null, deviceId: DeviceId | null): Actor['principal'] {
  if (session !== null) {
    return { kind: 'account', accountId: session.accountId, role: session.role, sessionId: session.id }
  }
  return deviceId === null ? { kind: 'nobody' } : { kind: 'guest', deviceId }
}

/** Until when a room is open for this identity by its password; wall time in milliseconds. */
export function unlockedUntil(details: IdentityDetails, placeId: PlaceId): number | null {
  return details.grants.find((grant) => grant.placeId === placeId)?.until ?? null
}
