import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { type BoundRoute, onJson, uploadOf } from '#server/http/call.ts'
import { type OneRequestRoutesDeps, oneRequestRoutes } from './one-request/one-request.routes.ts'
import { presentUpload } from './present-upload.ts'
import { type TusRoutesDeps, tusRoutes } from './tus/tus.routes.ts'
import { findOwner } from './upload-owner.ts'

export type UploadsRoutesDeps = TusRoutesDeps & OneRequestRoutesDeps

/** Every door through which bytes come in. */
export function uploadsRoutes(deps: UploadsRoutesDeps): BoundRoute[] {
  return [
    ...tusRoutes(deps),
    ...oneRequestRoutes(deps),
    onJson(uploadRoutes.list, async ({ context }) => {
      const owner = findOwner(context.identity.actor)
      const records = owner === null ? [] : await deps.uploads.listUnfinished(owner)
      return { uploads: records.filter((record) => record.resumable).map(presentUpload) }
    }),
    onJson(uploadRoutes.result, async ({ context }) =>
      presentUpload(await deps.uploads.getWhatBecame(uploadOf(context).uploadId)),
    ),
  ]
}
