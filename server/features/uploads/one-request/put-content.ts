import type { IncomingMessage } from 'node:http'
import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type BoundRoute, onBytes } from '#server/http/call.ts'
import { lingerAfterAnswer } from '../body/unread-body.ts'
import { type OneRequestDeps, presentDone, refuseEncodedBody, sendJson, takeFile } from './one-request.ts'

/** `PUT /api/places/:place/content?path=folder/name`: the body is the file. */
export function putContentRoute(deps: OneRequestDeps): BoundRoute {
  return onBytes(uploadRoutes.put, async ({ query, context }, request, response) => {
    try {
      refuseEncodedBody(request)
      const { folderPath, filename } = splitPath(query.path)
      const file = {
        folderPath,
        filename,
        filetype: readType(request),
        lengthBytes: readLength(request),
        lastModifiedMs: query.lastModified ?? null,
        sha256: query.sha256 === undefined ? null : Buffer.from(query.sha256, 'hex'),
        conflict: query.conflict,
      }
      const taken = await takeFile(deps, context, file, request)
      const done = taken.record.state === 'done' ? taken.record : await finishOrAbandon(deps, taken)
      sendJson(response, done.finalName === null ? 200 : 201, await presentDone(deps, context.identity, done))
    } finally {
      lingerAfterAnswer(request, response)
    }
  })
}

async function finishOrAbandon(
  { uploads }: OneRequestDeps,
  { record, stored }: Awaited<ReturnType<typeof takeFile>>,
): ReturnType<OneRequestDeps['uploads']['finish']> {
  try {
    return await uploads.finish(record, stored)
  } catch (error) {
    await uploads.abandon(record, stored)
    throw error
  }
}

function splitPath(path: string): { folderPath: string; filename: string } {
  const slash = path.lastIndexOf('/')
  const filename = path.slice(slash + 1)
  if (filename === '' || filename === '.' || filename === '..') {
    throw new VaultError('invalid_path', { details: { reason: 'no name' } })
  }
  return { folderPath: slash === -1 ? '' : path.slice(0, slash) || '/', filename }
}

/** What curl calls a body it knows nothing about says nothing about the file. */
function readType({ headers }: IncomingMessage): string | null {
  const type = headers['content-type']
  return type === undefined || type === 'application/x-www-form-urlencoded' ? null : type.slice(0, 255)
}

function readLength({ headers }: IncomingMessage): number | null {
  if (headers['transfer-encoding'] !== undefined) return null
  // Node's parser let only plain numbers through; without the header there is no body (RFC 9112, section 6.3).
  return Number(headers['content-length'] ?? 0)
}
