import { ROUTES } from '#lib/contracts/http/routes.ts'
import { evaluatePreconditions } from '#lib/core/bytes/etag.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { type BoundRoute, type Context, entryOf, onBytes } from '#server/http/call.ts'
import type { PicturesService } from './pictures.service.ts'

export interface PicturesRoutesDeps {
  readonly pictures: Pick<PicturesService, 'identify' | 'thumbnail'>
  /** A picture as large as a stage has left: it stands for the file itself. */
  readonly onShown: (context: Context, entryId: EntryId, bytes: number) => void
}

const POLICY = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** Its address names the content, which never changes: it is not asked for again. */
const FOR_EVER = 'private, max-age=31536000, immutable'

export function picturesRoutes({ pictures, onShown }: PicturesRoutesDeps): BoundRoute[] {
  return [
    onBytes(ROUTES.pictures.thumbnail, async ({ context, query }, request, response) => {
      const { entryId, place } = entryOf(context)
      const { size, content } = query
      const { actor } = context.identity
      const contentId = await pictures.identify({ entryId, place, actor, contentId: content ?? null })
      const etag = `"${contentId}-${size}"`
      const kept = { etag, 'cache-control': content === undefined ? 'private, no-cache' : FOR_EVER }
      const verdict = evaluatePreconditions({ method: 'GET', headers: request.headers, etag, lastModifiedMs: null })
      if (verdict === 'precondition_failed') throw new VaultError('precondition_failed')
      if (verdict === 'not_modified') {
        response.writeHead(304, kept).end()
        return
      }
      const bytes = await pictures.thumbnail(contentId, size, context.signal)
      response.writeHead(200, {
        ...kept,
        'content-type': 'image/webp',
        'content-length': bytes.length,
        'content-disposition': 'inline',
        'content-security-policy': POLICY,
      })
      response.end(bytes, () => {
        if (size === 'large' && response.writableFinished) onShown(context, entryId, bytes.length)
      })
    }),
  ]
}
