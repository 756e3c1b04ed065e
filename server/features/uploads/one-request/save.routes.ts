import type { IncomingHttpHeaders } from 'node:http'
import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { matchesIfMatch, strongETag } from '#lib/core/bytes/etag.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'
import type { FilesService } from '#server/features/files/files.service.ts'
import type { ReplacedContent } from '#server/features/files/publisher.service.ts'
import { type BoundRoute, entryOf, onBytes } from '#server/http/call.ts'
import { lingerAfterAnswer } from '#server/http/unread-body.ts'
import * as body from './body-headers.ts'
import { type OneRequestRoutesDeps, senderOf, sendJson } from './one-request.routes.ts'
import { listTaken, takeFile } from './take-file.ts'

export type SaveRouteDeps = OneRequestRoutesDeps & Pick<FilesService, 'findEntryFacts' | 'contentOf' | 'whoSaved'>

type EntryFacts = NonNullable<Awaited<ReturnType<FilesService['findEntryFacts']>>>

/** The body becomes the content of a file that holds what If-Match names; what it held becomes a version. */
export function saveRoute(deps: SaveRouteDeps): BoundRoute {
  const { uploads } = deps
  return onBytes(uploadRoutes.save, async ({ context }, request, response) => {
    const { entryId } = entryOf(context)
    try {
      const ifMatch = request.headers['if-match']
      if (ifMatch === undefined) throw new VaultError('precondition_required')
      body.refusePartialOrEncoded(request.headers)
      const lengthBytes = requireTextLength(request.headers)
      const { entry, replaces } = readReplaced(await deps.findEntryFacts(entryId), ifMatch)
      const file = {
        folderPath: entry.path.slice(0, -1).join('/'),
        filename: entry.name,
        filetype: entry.mime,
        lengthBytes,
        lastModifiedMs: null,
        sha256: null,
        conflict: 'replace' as const,
        replaces,
      }
      const done = await listTaken(uploads, await takeFile(uploads, senderOf(deps, context), file, request))
      const [contentId, view] = await Promise.all([
        deps.contentOf(done.id),
        deps.describeEntry(entryId, context.identity),
      ])
      if (contentId === null || view === null) throw new VaultError('entry_gone')
      // Of these very bytes: the entry may show what somebody saved after them.
      response.setHeader('etag', strongETag(contentId))
      sendJson(response, uploadRoutes.save.status, view)
    } catch (error) {
      if (!(error instanceof VaultError) || error.code !== 'precondition_failed') throw error
      const current = await deps.whoSaved(entryId, context.identity)
      throw current === null ? new VaultError('entry_gone') : new VaultError(error.code, { details: { current } })
    } finally {
      lingerAfterAnswer(request, response)
    }
  })
}

/** The content that is meant, from here on by its id: what comes in between is noticed when the file is listed. */
function readReplaced(entry: EntryFacts | null, ifMatch: string): { entry: EntryFacts; replaces: ReplacedContent } {
  if (entry === null || entry.state === 'trashed') throw new VaultError('entry_gone')
  if (entry.kind === 'folder') throw new VaultError('not_a_file')
  if (entry.content === null || entry.state === 'missing') throw new VaultError('content_missing')
  const contentId = entry.content.id
  if (!matchesIfMatch(ifMatch, strongETag(contentId))) throw new VaultError('precondition_failed')
  return { entry, replaces: { entryId: entry.id, contentId } }
}

function requireTextLength(headers: IncomingHttpHeaders): number {
  const lengthBytes = body.readLength(headers)
  if (lengthBytes === null) throw new VaultError('bad_request', { details: { header: 'Content-Length' } })
  if (lengthBytes > MAX_TEXT_BYTES) throw new VaultError('text_too_large', { details: { maxBytes: MAX_TEXT_BYTES } })
  return lengthBytes
}
