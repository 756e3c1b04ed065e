import type { IncomingMessage } from 'node:http'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { type BoundRoute, type ByteHandler, type Context, entryOf, onBytes } from '#server/http/call.ts'
import type { WatchRequest } from '../serving.service.ts'
import type { OpenVersion } from '../versions/open-version.ts'
import { type ContentRequest, createContentHandler } from './content.handler.ts'
import type { OpenContent } from './open-content.ts'

export interface ContentRoutesDeps {
  readonly watch: WatchRequest
  readonly open: OpenContent
  readonly openVersion: OpenVersion
  /** The manifest document of lib/core/manifest; null until the file is hashed. */
  readonly findManifest: (entryId: EntryId) => Promise<{ etag: string; document: Uint8Array } | null>
}

export function contentRoutes(deps: ContentRoutesDeps): BoundRoute[] {
  const send = createContentHandler(({ entryId }: ContentRequest & { entryId: EntryId }) => deps.open(entryId))
  const sendVersion = createContentHandler((wanted: ContentRequest & { entryId: EntryId; version: string }) =>
    deps.openVersion(wanted.entryId, wanted.version),
  )
  const wantedOf = (context: Context, query: { download?: string | undefined }, request: IncomingMessage) => {
    const download = query.download !== undefined
    const asked = { download, namesContent: request.headers['if-match'] !== undefined }
    return { entryId: entryOf(context).entryId, download, watch: deps.watch(context, asked) }
  }
  const contentHandler: ByteHandler<typeof ROUTES.entries.content> = ({ context, query }, request, response) =>
    send(wantedOf(context, query, request), request, response)
  const versionHandler: ByteHandler<typeof ROUTES.versions.content> = ({ context, params, query }, request, response) =>
    sendVersion({ ...wantedOf(context, query, request), version: params.version }, request, response)
  return [
    onBytes(ROUTES.entries.content, contentHandler),
    onBytes(ROUTES.entries.contentHead, contentHandler),
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
