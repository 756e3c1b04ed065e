import { ROUTES } from '#lib/contracts/http/routes.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { DrivesService } from './drives.service.ts'

export interface DriveRoutesDeps {
  readonly drives: DrivesService
  /** persist.json no longer names this folder, or the drive would be back at the next start. */
  readonly unnameDrive: (path: string) => Promise<void>
}

export function driveRoutes({ drives, unnameDrive }: DriveRoutesDeps): BoundRoute[] {
  return [
    onJson(ROUTES.drives.list, async () => ({ drives: await drives.list() })),
    onJson(ROUTES.drives.add, ({ body, context }) => drives.add(body, doerOf(context))),
    onJson(ROUTES.drives.change, ({ params, body, context }) => drives.change(params.place, body, doerOf(context))),
    onJson(ROUTES.drives.remove, async ({ params, query, context }) => {
      await unnameDrive(await drives.remove(params.place, query.confirm, doerOf(context)))
    }),
    onJson(ROUTES.drives.index, ({ params }) => drives.index(params.place)),
  ]
}
