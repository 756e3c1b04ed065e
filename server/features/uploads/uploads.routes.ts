import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { usageRoutes } from '#lib/contracts/http/usage.ts'
import { type BoundRoute, onJson, placeOf, uploadOf } from '#server/http/call.ts'
import { oneRequestRoutes } from './one-request/one-request.routes.ts'
import { type SaveRouteDeps, saveRoute } from './one-request/save.routes.ts'
import { presentUpload } from './present-upload.ts'
import { type TusRoutesDeps, tusRoutes } from './tus/tus.routes.ts'
import { findOwner } from './upload-owner.ts'
import type { ReadUsage } from './usage.service.ts'

export type UploadsRoutesDeps = TusRoutesDeps & SaveRouteDeps & { readonly readUsage: ReadUsage }

/** Every door through which bytes come in. */
export function uploadsRoutes(deps: UploadsRoutesDeps): BoundRoute[] {
  return [
    ...tusRoutes(deps),
    ...oneRequestRoutes(deps),
    saveRoute(deps),
    onJson(uploadRoutes.list, async ({ context }) => {
      const owner = findOwner(context.identity.actor)
      const records = owner === null ? [] : await deps.uploads.listUnfinished(owner)
      return { uploads: records.filter((record) => record.resumable).map(presentUpload) }
    }),
    onJson(usageRoutes.get, ({ context }) => deps.readUsage(context.identity.actor, placeOf(context).id)),
    onJson(uploadRoutes.result, async ({ context }) =>
      presentUpload(await deps.uploads.getWhatBecame(uploadOf(context).uploadId)),
    ),
  ]
}
