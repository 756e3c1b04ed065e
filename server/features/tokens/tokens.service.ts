import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { SessionId } from '#lib/core/ids/ids.ts'
import type { Doer } from '#server/auth/doer.ts'
import { digestOf, newSecret, secretKindOf } from '#server/auth/secrets.ts'
import type { SteadyTime } from '#server/auth/steady-time.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { SecretHash } from '#server/db/tables/column-types.ts'
import { requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import type { CredentialsService } from '#server/features/accounts/credentials.service.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { SESSION_IDLE_MS, type SessionsService } from '#server/features/sessions/sessions.service.ts'
import { createTokensRepo } from './tokens.repo.ts'

/** Times in milliseconds since 1970. */
export interface TokenPair {
  readonly accessToken: string
  readonly accessExpiresAt: number
  readonly refreshToken: string
  readonly refreshExpiresAt: number
}

export interface TokenRequest {
  readonly name: string
  readonly password: string
  /** How the program names itself. */
  readonly label: string
  readonly address: string
}

/** Tokens of programs. All of one sign-in belong to one session and end with it. */
export interface TokensService {
  /** @throws VaultError wrong_credentials, account_disabled, locked_out */
  create(request: TokenRequest): Promise<TokenPair>
  /**
   * Exchanges a refresh token, once. Its second use tells that somebody has a copy: the whole session ends then.
   * @throws VaultError token_invalid, token_reused, session_ended
   */
  refresh(refreshToken: string, address: string): Promise<TokenPair>
  /** An access token that has not expired; whether its session goes on is asked there. */
  findAccess(hash: SecretHash): Promise<{ sessionId: SessionId; until: number } | null>
}

const ACCESS_MS = 15 * 60_000

export interface TokensDeps {
  readonly db: Database
  readonly time: SteadyTime
  readonly audit: AuditService
  readonly sessions: SessionsService
  readonly credentials: CredentialsService
}

export function createTokensService(deps: TokensDeps): TokensService {
  const { db, time, audit, sessions, credentials } = deps
  const repo = createTokensRepo(db)

  function planPair(sessionId: SessionId): { pair: TokenPair; steps: Step[] } {
    const now = time()
    const pair = {
      accessToken: newSecret('access'),
      accessExpiresAt: now + ACCESS_MS,
      refreshToken: newSecret('refresh'),
      refreshExpiresAt: now + SESSION_IDLE_MS,
    }
    const row = { session_id: sessionId, created_at: now, spent_at: null }
    const access = { hash: digestOf(pair.accessToken), kind: 'access' as const, expires_at: pair.accessExpiresAt }
    const refresh = { hash: digestOf(pair.refreshToken), kind: 'refresh' as const, expires_at: pair.refreshExpiresAt }
    return { pair, steps: [repo.insert({ ...row, ...access }), repo.insert({ ...row, ...refresh })] }
  }

  /** Told apart after the exchange was refused: nothing but a spent token of a session that goes on is an alarm. */
  async function refuse(hash: SecretHash, address: string): Promise<never> {
    const token = await repo.find(hash, 'refresh')
    if (token === null || token.spent_at === null) throw new VaultError('token_invalid')
    const session = await sessions.find(token.session_id)
    if (session === null) throw new VaultError('session_ended')
    const doer: Doer = { kind: 'device', id: null, address }
    const results = requireCommitted(
      await db.commit([
        sessions.planEnd(session.id),
        audit.step({ doer, action: 'token.reused', target: { kind: 'session', id: session.id } }),
      ]),
    )
    sessions.announceEnded(results[0])
    throw new VaultError('token_reused')
  }

  return {
    async create({ name, password, label, address }) {
      const account = await credentials.check({ name, password, address, deviceId: null })
      const session = sessions.plan({ kind: 'program', accountId: account.id, label, address, deviceId: null })
      const { pair, steps } = planPair(session.id)
      const doer: Doer = { kind: 'account', id: account.id, address }
      await commitOrThrow(db, [
        credentials.stillValid(account),
        ...session.steps,
        ...steps,
        audit.step({ doer, action: 'session.began', target: { kind: 'session', id: session.id }, details: { label } }),
      ])
      return pair
    },

    async refresh(refreshToken, address) {
      if (secretKindOf(refreshToken) !== 'refresh') throw new VaultError('token_invalid')
      const hash = digestOf(refreshToken)
      const token = await repo.find(hash, 'refresh')
      if (token === null || token.spent_at !== null) return refuse(hash, address)
      const { pair, steps } = planPair(token.session_id)
      const result = await db.commit([
        { ...guarded(repo.spend(hash, time()), { changes: 1 }, 'token_reused') },
        guarded(sessions.planProlong(token.session_id), { changes: 1 }, 'session_ended'),
        repo.deleteExpired(token.session_id, time()),
        ...steps,
      ])
      if (result.kind === 'guard_failed' && result.tag === 'session_ended') throw new VaultError('session_ended')
      if (result.kind === 'guard_failed') return refuse(hash, address)
      requireCommitted(result)
      return pair
    },

    async findAccess(hash) {
      const token = await repo.find(hash, 'access')
      if (token === null || token.expires_at <= time()) return null
      return { sessionId: token.session_id, until: token.expires_at }
    },
  }
}
