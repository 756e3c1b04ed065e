import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { type BoundRoute, type ByteHandler, onBytes, onJson, uploadOf } from '#server/http/call.ts'
import { formContentRoute } from './one-request/form-content.ts'
import type { OneRequestDeps } from './one-request/one-request.ts'
import { putContentRoute } from './one-request/put-content.ts'
import { presentUpload } from './present-upload.ts'
import { createTusHandler, type TusHandlerDeps } from './tus/tus-handler.ts'
import { findOwner } from './upload-owner.ts'

export type UploadRoutesDeps = TusHandlerDeps & OneRequestDeps

/** Every door through which bytes come in. */
export function uploadRoutesOf(deps: UploadRoutesDeps): BoundRoute[] {
  const speakTus = createTusHandler(deps)
  const tus: ByteHandler<AnyRoute> = ({ context }, request, response) => speakTus(context, request, response)
  return [
    onBytes(uploadRoutes.options, tus),
    onBytes(uploadRoutes.optionsOne, tus),
    onBytes(uploadRoutes.create, tus),
    onBytes(uploadRoutes.head, tus),
    onBytes(uploadRoutes.patch, tus),
    onBytes(uploadRoutes.cancel, tus),
    onJson(uploadRoutes.list, async ({ context }) => {
      const owner = findOwner(context.identity)
      const records = owner === null ? [] : await deps.uploads.listUnfinished(owner)
      return { uploads: records.filter((record) => record.resumable).map(presentUpload) }
    }),
    onJson(uploadRoutes.result, async ({ context }) =>
      presentUpload(await deps.uploads.getWhatBecame(uploadOf(context).uploadId)),
    ),
    putContentRoute(deps),
    formContentRoute(deps),
  ]
}
