import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import type { Conflict } from '#lib/contracts/http/common.ts'
import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type BoundRoute, type Context, onBytes } from '#server/http/call.ts'
import { lingerAfterAnswer } from '../body/unread-body.ts'
import {
  type OneRequestDeps,
  type OneRequestResult,
  presentDone,
  refuseEncodedBody,
  sendJson,
  type TakenFile,
  takeFile,
} from './one-request.ts'

const MAX_FILES = 1000
const MAX_FIELDS = 100

interface FormTarget {
  readonly folderPath: string
  readonly conflict: Conflict
}

/** `POST /api/places/:place/content`: the files of a form. They are listed once the whole form is in, or not at all. */
export function formContentRoute(deps: OneRequestDeps): BoundRoute {
  return onBytes(uploadRoutes.form, async ({ query, context }, request, response) => {
    const taken: TakenFile[] = []
    try {
      refuseEncodedBody(request)
      await readForm(request, (part) => takePart(deps, context, { ...query, folderPath: query.path }, part, taken))
      if (taken.length === 0) throw new VaultError('bad_request', { details: { reason: 'the form has no file' } })
      const files: OneRequestResult[] = []
      for (const file of [...taken]) {
        const done = await deps.uploads.finish(file.record, file.stored)
        taken.shift()
        files.push(await presentDone(deps, context.identity, done))
      }
      sendJson(response, 201, { files })
    } finally {
      for (const { record, stored } of taken) await deps.uploads.abandon(record, stored)
      lingerAfterAnswer(request, response)
    }
  })
}

interface FormPart {
  readonly stream: BusboyFileStream
  readonly filename: string
  readonly type: string
}

async function takePart(
  deps: OneRequestDeps,
  context: Context,
  { folderPath, conflict }: FormTarget,
  { stream, filename, type }: FormPart,
  taken: TakenFile[],
): Promise<void> {
  const file = {
    folderPath,
    conflict,
    filename,
    filetype: type === 'application/octet-stream' ? null : type.slice(0, 255),
    lengthBytes: null,
    lastModifiedMs: null,
    sha256: null,
  }
  taken.push(await takeFile(deps, context, file, stream))
}

/** Parts come one after the other, each as fast as it is taken. @throws VaultError `bad_request` for a broken form */
async function readForm(request: IncomingMessage, take: (part: FormPart) => Promise<void>): Promise<void> {
  const parser = createParser(request)
  const working: Promise<void>[] = []
  const streams: BusboyFileStream[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      parser.on('file', (_field, stream, filename, _encoding, type) => {
        stream.on('error', () => undefined)
        streams.push(stream)
        // A file field that was left empty comes without a name.
        if (!filename) {
          stream.resume()
          return
        }
        const work = take({ stream, filename, type })
        working.push(work)
        work.catch(reject)
      })
      parser.on('filesLimit', () => reject(new VaultError('request_too_large', { details: { maxFiles: MAX_FILES } })))
      parser.on('error', (cause: unknown) => reject(malformed(cause)))
      parser.on('finish', resolve)
      request.on('error', (cause) => reject(malformed(cause)))
      request.on('close', () => request.complete || reject(malformed(new Error('aborted'))))
      request.pipe(parser)
    })
    await Promise.all(working)
  } finally {
    request.unpipe(parser)
    parser.destroy()
    // Parts that were under way end here, and leave nothing behind.
    for (const stream of streams) stream.destroy()
    await Promise.allSettled(working)
  }
}

function createParser(request: IncomingMessage): BusboyInstance {
  if (!request.headers['content-type']?.startsWith('multipart/form-data')) {
    throw new VaultError('unsupported_media_type', { details: { expected: 'multipart/form-data' } })
  }
  try {
    return new Busboy({
      // Present as the line above checked; the type only knows it may be absent.
      headers: request.headers as BusboyHeaders,
      limits: { files: MAX_FILES, fields: MAX_FIELDS, fieldSize: 64 * 1024, headerPairs: 100 },
      fileHwm: 1 << 20,
    })
  } catch (cause) {
    throw malformed(cause)
  }
}

const malformed = (cause: unknown) => new VaultError('bad_request', { details: { reason: 'form' }, cause })
