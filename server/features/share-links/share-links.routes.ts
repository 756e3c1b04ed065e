import { shareLinkRoutes as rows, type ShareLink } from '#lib/contracts/http/share-links.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { type BoundRoute, type Context, onJson } from '#server/http/call.ts'
import type { ShareLinksService } from './share-links.service.ts'

export interface ShareLinkRoutesDeps {
  readonly shareLinks: ShareLinksService
  readonly onMade: (context: Context, link: ShareLink) => void
}

/** For people of the house. */
export function shareLinkRoutes({ shareLinks, onMade }: ShareLinkRoutesDeps): BoundRoute[] {
  return [
    onJson(rows.list, async ({ query, context }) => ({
      links: await shareLinks.list(query.of, context.identity.actor),
    })),
    onJson(rows.create, async ({ body, context }) => {
      const made = await shareLinks.create(body, context.identity.actor, doerOf(context))
      onMade(context, made.link)
      return made
    }),
    onJson(rows.revoke, ({ params, context }) =>
      shareLinks.revoke(params.link, context.identity.actor, doerOf(context)),
    ),
  ]
}
