import type { AccountId, DeviceId, SessionId } from '#lib/core/ids/ids.ts'
import { rememberDevice } from '#server/auth/devices.ts'
import type { Doer } from '#server/auth/doer.ts'
import type { SteadyTime } from '#server/auth/steady-time.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { CredentialsService } from '#server/features/accounts/credentials.service.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import type { SessionsService } from './sessions.service.ts'

export interface SignInRequest {
  readonly name: string
  readonly password: string
  readonly address: string
  /** Of the browser's device cookie. */
  readonly deviceId: DeviceId | null
  readonly userAgent: string
}

export interface SignedIn {
  readonly sessionId: SessionId
  readonly account: { readonly id: AccountId; readonly name: string }
}

/** @throws VaultError wrong_credentials, account_disabled, locked_out */
export type SignIn = (request: SignInRequest) => Promise<SignedIn>

export function createSignIn(deps: {
  db: Database
  time: SteadyTime
  audit: AuditService
  sessions: SessionsService
  credentials: CredentialsService
}): SignIn {
  const { db, audit, sessions, credentials } = deps
  return async (request) => {
    const { address, deviceId, userAgent } = request
    const account = await credentials.check(request)
    const session = sessions.plan({ kind: 'browser', accountId: account.id, label: userAgent, address, deviceId })
    const doer: Doer = { kind: 'account', id: account.id, address }
    await commitOrThrow(db, [
      credentials.stillValid(account),
      ...(deviceId === null ? [] : [rememberDevice(db, { id: deviceId, label: userAgent, now: deps.time() })]),
      ...session.steps,
      audit.step({ doer, action: 'session.began', target: { kind: 'session', id: session.id } }),
    ])
    return { sessionId: session.id, account: { id: account.id, name: account.name } }
  }
}
