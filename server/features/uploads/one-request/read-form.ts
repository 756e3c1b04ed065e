import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import { VaultError } from '#lib/core/errors/vault-error.ts'

const MAX_FILES = 1000
const MAX_FIELDS = 100

export interface FormPart {
  readonly stream: Readable
  readonly filename: string
  readonly type: string
}

/** Parts come one after the other, each as fast as it is taken. @throws VaultError `bad_request` for a broken form */
export async function readForm(request: IncomingMessage, take: (part: FormPart) => Promise<void>): Promise<void> {
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
