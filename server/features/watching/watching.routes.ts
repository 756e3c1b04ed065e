import { watchingRoutes as rows } from '#lib/contracts/http/watching.ts'
import { type BoundRoute, entryOf, onJson } from '#server/http/call.ts'
import type { WatchingService } from './watching.service.ts'

export function watchingRoutes({ watching }: { watching: WatchingService }): BoundRoute[] {
  return [
    onJson(rows.position, async ({ context }) => ({
      position: await watching.positionOf(entryOf(context).entryId, context.identity),
    })),
    onJson(rows.report, ({ body, context }) => watching.report(entryOf(context).entryId, body, context.identity)),
    onJson(rows.forget, ({ context }) => watching.forget(entryOf(context).entryId, context.identity)),
    onJson(rows.opened, ({ context }) => watching.opened(entryOf(context).entryId, context.identity)),
    onJson(rows.forgetOpened, ({ context }) => watching.forgetOpened(entryOf(context).entryId, context.identity)),
    onJson(rows.favour, ({ context }) => watching.favour(entryOf(context).entryId, context.identity)),
    onJson(rows.unfavour, ({ context }) => watching.unfavour(entryOf(context).entryId, context.identity)),
    onJson(rows.favourites, async ({ context }) => ({ ids: await watching.favourites(context.identity) })),
    onJson(rows.shelf, ({ params, query, context }) => watching.shelf(params.shelf, query, context.identity)),
  ]
}
