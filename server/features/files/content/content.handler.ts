import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ByteRange, parseRange, resolveRange } from '#lib/core/bytes/byte-range.ts'
import { formatContentRange } from '#lib/core/bytes/content-range.ts'
import { evaluateIfRange, evaluatePreconditions } from '#lib/core/bytes/etag.ts'
import { frameMultipartRanges } from '#lib/core/bytes/multipart-ranges.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Serving, WatchServing } from '../serving.service.ts'
import { Buffers, SMALLEST_BYTES } from './buffers.ts'
import { Descriptions } from './descriptions.ts'
import type { OpenedContent } from './open-content.ts'
import { readPiece, sendRange } from './send-range.ts'

/** Ranges up to this size are answered by one read. */
const ONE_READ_BYTES = 4 * SMALLEST_BYTES

/** What is wanted, and whether it is to be saved, whatever it is. */
export interface ContentRequest {
  readonly download: boolean
  /** Follows the bytes that leave. */
  readonly watch?: WatchServing
}

/** GET and HEAD of a file's bytes (RFC 9110): one content from the first byte to the last, or a broken connection. */
export function createContentHandler<Wanted extends ContentRequest>(open: (wanted: Wanted) => Promise<OpenedContent>) {
  const buffers = new Buffers()
  const descriptions = new Descriptions()

  return async (wanted: Wanted, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const content = await open(wanted)
    try {
      await answer(content, wanted, request, response, buffers, descriptions)
    } finally {
      content.file.release()
    }
  }
}

async function answer(
  content: OpenedContent,
  wanted: ContentRequest,
  request: IncomingMessage,
  response: ServerResponse,
  buffers: Buffers,
  descriptions: Descriptions,
): Promise<void> {
  const { sizeBytes } = content.file.facts
  const { headers, current } = descriptions.of(content, wanted.download)
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET'
  const verdict = evaluatePreconditions({ method, headers: request.headers, ...current })
  if (verdict === 'precondition_failed') throw new VaultError('precondition_failed')
  if (verdict === 'not_modified') {
    response.writeHead(304, { etag: current.etag, 'cache-control': headers['cache-control'] ?? '' }).end()
    return
  }
  if (method === 'HEAD') {
    response.writeHead(200, { ...headers, 'content-length': sizeBytes }).end()
    return
  }
  const parts = selectParts(request, sizeBytes, current)
  if (parts === 'unsatisfiable') throw new VaultError('range_not_satisfiable', { details: { sizeBytes } })
  const serving = wanted.watch?.(content) ?? UNSEEN
  // Also when the client has gone: what is written is told of before the response closes.
  response.once('close', serving.end)
  const out = { response, content, headers, buffers, serving }
  if (parts === 'whole') return sendWhole(out)
  const [only, ...more] = parts
  return only !== undefined && more.length === 0 ? sendOne(out, only) : sendMany(out, parts)
}

const UNSEEN: Serving = { sent: () => {}, end: () => {} }

interface Out {
  readonly response: ServerResponse
  readonly content: OpenedContent
  readonly headers: Readonly<Record<string, string>>
  readonly buffers: Buffers
  readonly serving: Serving
}

function selectParts(
  request: IncomingMessage,
  sizeBytes: number,
  current: { etag: string; lastModifiedMs: number },
): 'whole' | 'unsatisfiable' | ByteRange[] {
  const parsed = parseRange(request.headers.range)
  const condition = request.headers['if-range']
  if (parsed === null) return 'whole'
  // RFC 9110 section 13.1.5: another content than the one the client has part of is sent whole.
  if (typeof condition === 'string' && !evaluateIfRange(condition, current)) return 'whole'
  const resolved = resolveRange(parsed, sizeBytes)
  return resolved.kind === 'parts' ? resolved.parts : resolved.kind
}

async function sendWhole({ response, content: { file }, headers, buffers, serving }: Out): Promise<void> {
  const { sizeBytes } = file.facts
  const begin = () => void response.writeHead(200, { ...headers, 'content-length': sizeBytes })
  if (sizeBytes > 0)
    await sendRange(response, file, { start: 0, end: sizeBytes - 1 }, buffers, begin, NOT_SEEN, serving.sent)
  else begin()
  response.end()
}

async function sendOne(
  { response, content: { file }, headers, buffers, serving }: Out,
  range: ByteRange,
): Promise<void> {
  const length = range.end - range.start + 1
  const answerHeaders = {
    ...headers,
    'content-length': length,
    'content-range': formatContentRange(range, file.facts.sizeBytes),
  }
  if (length > ONE_READ_BYTES) {
    const begin = () => void response.writeHead(206, answerHeaders)
    await sendRange(response, file, range, buffers, begin, NOT_SEEN, serving.sent)
    response.end()
    return
  }
  const { buffer, bytes } = await readPiece(file, buffers, length, range.start)
  response.writeHead(206, answerHeaders)
  response.end(bytes, () => {
    // Without an end the socket may still hold the bytes: then the buffer is not used again.
    if (!response.writableFinished) return
    buffers.give(buffer)
    serving.sent(range.start, length)
  })
}

async function sendMany(
  { response, content: { file }, headers, buffers, serving }: Out,
  ranges: ByteRange[],
): Promise<void> {
  const framing = frameMultipartRanges(ranges, {
    sizeBytes: file.facts.sizeBytes,
    contentType: headers['content-type'] ?? 'application/octet-stream',
    boundary: randomBytes(18).toString('hex'),
  })
  response.writeHead(206, {
    ...headers,
    'content-type': framing.contentType,
    'content-length': framing.contentLengthBytes,
  })
  for (const part of framing.parts) {
    response.write(part.head)
    const range = { start: part.start, end: part.end }
    await sendRange(response, file, range, buffers, () => {}, NOT_SEEN, serving.sent)
  }
  response.end(framing.tail)
}

const NOT_SEEN = () => {}
