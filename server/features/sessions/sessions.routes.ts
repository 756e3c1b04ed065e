import type { SessionRow } from '#lib/contracts/http/people.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, SessionId } from '#lib/core/ids/ids.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { type BoundRoute, type Context, onJson } from '#server/http/call.ts'
import type { SessionsService } from './sessions.service.ts'

export function sessionRoutes({ sessions }: { sessions: SessionsService }): BoundRoute[] {
  const listed = async (context: Context, accountId: AccountId | null): Promise<{ sessions: SessionRow[] }> => {
    const rows = await sessions.list(accountId)
    return { sessions: rows.map((row) => ({ ...row, current: row.id === context.identity.sessionId })) }
  }
  return [
    onJson(ROUTES.people.mySessions, ({ context }) => listed(context, ownId(context))),
    onJson(ROUTES.people.endMySessions, async ({ query, context }) => {
      const keep = query.keep === 'current' ? context.identity.sessionId : null
      return { ended: await sessions.endAll(ownId(context), keep, doerOf(context)) }
    }),
    onJson(ROUTES.people.endMySession, ({ params, context }) =>
      sessions.end(sessionId(params.session), doerOf(context), ownId(context)),
    ),
    onJson(ROUTES.people.sessions, ({ context }) => listed(context, null)),
    onJson(ROUTES.people.endSession, ({ params, context }) => sessions.end(sessionId(params.session), doerOf(context))),
  ]
}

function ownId({ identity }: Context): AccountId {
  if (identity.account === null) throw new VaultError('not_signed_in')
  return identity.account.id
}

/** Text that is no id of a session is found nowhere. */
const sessionId = (text: string) => text as SessionId
