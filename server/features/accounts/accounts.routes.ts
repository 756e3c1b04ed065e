import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId } from '#lib/core/ids/ids.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { requireSession } from '#server/features/sessions/sessions.service.ts'
import { type BoundRoute, type Context, onJson } from '#server/http/call.ts'
import type { AccountRemovalService, FilesAfter } from './account-removal.service.ts'
import type { AccountsService } from './accounts.service.ts'
import type { PersonalAccessService } from './personal-access.service.ts'

export interface AccountRoutesDeps {
  readonly accounts: AccountsService
  readonly removal: AccountRemovalService
  readonly personalAccess: PersonalAccessService
}

export function accountRoutes({ accounts, removal, personalAccess }: AccountRoutesDeps): BoundRoute[] {
  return [
    onJson(ROUTES.people.accounts, async () => ({ accounts: await accounts.listWithCounts() })),
    onJson(ROUTES.people.createAccount, ({ body, context }) => accounts.create(body, doerOf(context))),
    onJson(ROUTES.people.changeAccount, ({ params, body, context }) =>
      accounts.change(accountId(params.account), body, doerOf(context), context.identity.sessionId),
    ),
    onJson(ROUTES.people.deleteAccount, async ({ params, query, context }) => {
      const files: FilesAfter =
        query.files === 'stay' ? { kind: 'stay' } : { kind: 'transfer', to: accountId(query.to ?? '') }
      await removal.remove(accountId(params.account), files, doerOf(context))
    }),
    onJson(ROUTES.people.openPersonal, ({ params, context }) => {
      const { id, sessionId } = signedIn(context)
      const ownerId = accountId(params.account)
      return personalAccess.open({ ownerId, admin: { id, sessionId }, doer: doerOf(context) })
    }),
    onJson(ROUTES.people.myOpenings, async ({ context }) => {
      const openings = await personalAccess.listOpenings(signedIn(context).personalPlaceId)
      return { openings }
    }),
    onJson(ROUTES.people.changePassword, async ({ body, context }) => {
      const { id, sessionId } = signedIn(context)
      await accounts.changeOwnPassword({ accountId: id, sessionId, ...body, address: context.address })
    }),
  ]
}

/** The rule of these routes asked for an account already; this says so to the compiler. */
function signedIn({ identity }: Context) {
  if (identity.account === null) throw new VaultError('not_signed_in')
  return { ...identity.account, sessionId: requireSession(identity.sessionId) }
}

/** Text that is no id of an account is found nowhere. */
const accountId = (text: string) => text as AccountId
