import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Clock } from '#server/clock.ts'
import { PACE_LIMITS, Pace } from '../body/pace.ts'

const MAX_FILES = 1000
const MAX_FIELDS = 100

export interface FormPart {
  readonly stream: Readable
  readonly filename: string
  readonly type: string
}

/**
 * Parts come one after the other, each as fast as it is taken.
 * @throws VaultError `bad_request` for a broken form, `upload_stalled` when the rest does not come
 */
export async function readForm(
  request: IncomingMessage,
  take: (part: FormPart) => Promise<void>,
  clock: Pick<Clock, 'monotonic'>,
): Promise<void> {
  const parser = createParser(request)
  let stopWatching = () => {}
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
      stopWatching = watchPace(request, parser, clock, () => reject(new VaultError('upload_stalled')))
      request.pipe(parser)
    })
    await Promise.all(working)
  } finally {
    stopWatching()
    request.unpipe(parser)
    parser.destroy()
    // Parts that were under way end here, and leave nothing behind.
    for (const stream of streams) stream.destroy()
    await Promise.allSettled(working)
  }
}

/** Files have a pace of their own; this one is for what stands before, between and after them. */
function watchPace(
  request: IncomingMessage,
  parser: BusboyInstance,
  clock: Pick<Clock, 'monotonic'>,
  onStalled: () => void,
): () => void {
  const pace = new Pace(PACE_LIMITS, clock)
  request.on('data', (chunk: Buffer) => pace.received(chunk.length))
  let wasFull = false
  const timer = setInterval(() => {
    // While a file is written we do not read, and what does not come is our doing.
    if (parser.writableNeedDrain) pace.hold()
    else if (wasFull) pace.release()
    wasFull = parser.writableNeedDrain
    if (!request.complete && pace.isStalled()) onStalled()
  }, 1_000)
  timer.unref()
  return () => clearInterval(timer)
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
