import { shareLinkRoutes as rows } from '#lib/contracts/http/share-links.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { ShareLinksService } from './share-links.service.ts'

/** For people of the house. */
export function shareLinkRoutes({ shareLinks }: { shareLinks: ShareLinksService }): BoundRoute[] {
  return [
    onJson(rows.list, async ({ query, context }) => ({
      links: await shareLinks.list(query.of, context.identity.actor),
    })),
    onJson(rows.create, ({ body, context }) => shareLinks.create(body, context.identity.actor, doerOf(context))),
    onJson(rows.revoke, ({ params, context }) =>
      shareLinks.revoke(params.link, context.identity.actor, doerOf(context)),
    ),
  ]
}
