import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { type BoundRoute, type ByteHandler, entryOf, onBytes } from '#server/http/call.ts'
import type { OpenVersion } from '../versions/open-version.ts'
import { createContentHandler } from './content.handler.ts'
import type { OpenContent } from './open-content.ts'

export interface ContentRoutesDeps {
  readonly open: OpenContent
  readonly openVersion: OpenVersion
  /** The manifest document of lib/core/manifest; null until the file is hashed. */
  readonly findManifest: (entryId: EntryId) => Promise<{ etag: string; document: Uint8Array } | null>
}

export function contentRoutes(deps: ContentRoutesDeps): BoundRoute[] {
  const send = createContentHandler(({ entryId }: { entryId: EntryId; download: boolean }) => deps.open(entryId))
  const sendVersion = createContentHandler((wanted: { entryId: EntryId; version: string; download: boolean }) =>
    deps.openVersion(wanted.entryId, wanted.version),
  )
  const versionHandler: ByteHandler<typeof ROUTES.versions.content> = ({ context, params, query }, request, response) =>
    sendVersion(
      { entryId: entryOf(context).entryId, version: params.version, download: query.download !== undefined },
      request,
      response,
    )
  return [
    onBytes(ROUTES.entries.content, ({ context, query }, request, response) =>
      send({ entryId: entryOf(context).entryId, download: query.download !== undefined }, request, response),
    ),
    onBytes(ROUTES.entries.contentHead, ({ context, query }, request, response) =>
      send({ entryId: entryOf(context).entryId, download: query.download !== undefined }, request, response),
    ),
    onBytes(ROUTES.versions.content, versionHandler),
    onBytes(ROUTES.versions.contentHead, versionHandler),
    onBytes(ROUTES.entries.manifest, async ({ context }, request, response) => {
      const manifest = await deps.findManifest(entryOf(context).entryId)
      if (manifest === null)
        throw new VaultError('unavailable', { details: { retryAfterSeconds: 2, reason: 'not hashed yet' } })
      response.writeHead(200, {
        'content-type': 'application/vnd.hearth.manifest',
        'content-length': manifest.document.length,
        'cache-control': 'private, no-cache',
        etag: manifest.etag,
      })
      response.end(request.method === 'HEAD' ? undefined : manifest.document)
    }),
  ]
}
