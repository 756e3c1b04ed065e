import { type ByteRange, parseRange, resolveRange } from '#lib/core/bytes/byte-range.ts'
import { contentDisposition } from '#lib/core/bytes/content-disposition.ts'
import { formatContentRange, formatUnsatisfied } from '#lib/core/bytes/content-range.ts'
import { evaluateIfRange, evaluatePreconditions } from '#lib/core/bytes/etag.ts'
import { parseHttpDate } from '#lib/core/bytes/http-date.ts'
import { frameMultipartRanges } from '#lib/core/bytes/multipart-ranges.ts'
import { ERROR_CODES, type ErrorCode } from '#lib/core/errors/error-codes.ts'

export interface HeldContent {
  bytes: Blob
  name: string
  /** Of the vault's own answers for these bytes, without lengths and ranges. */
  headers: Readonly<Record<string, string>>
}

/**
 * What the vault would answer to GET or HEAD for these bytes (RFC 9110): ranges, conditions, lengths.
 * @param boundary for several ranges at once; too random to occur in a file
 */
export function answerFromFile(
  request: Pick<Request, 'method' | 'headers' | 'url'>,
  content: HeldContent,
  boundary: string,
): Response {
  const { bytes } = content
  const sizeBytes = bytes.size
  const headers: Record<string, string> = { ...content.headers, 'accept-ranges': 'bytes' }
  if (new URL(request.url).searchParams.has('download')) {
    headers['content-disposition'] = contentDisposition('attachment', content.name)
  }
  const header = (name: string) => request.headers.get(name) ?? undefined
  const current = {
    etag: headers.etag ?? null,
    lastModifiedMs: headers['last-modified'] === undefined ? null : parseHttpDate(headers['last-modified']),
  }
  const verdict = evaluatePreconditions({
    method: request.method,
    headers: {
      'if-match': header('if-match'),
      'if-none-match': header('if-none-match'),
      'if-modified-since': header('if-modified-since'),
      'if-unmodified-since': header('if-unmodified-since'),
    },
    ...current,
  })
  if (verdict === 'precondition_failed') return problem('precondition_failed')
  if (verdict === 'not_modified') {
    const cache = headers['cache-control'] ?? 'no-cache'
    return new Response(null, { status: 304, headers: { etag: headers.etag ?? '', 'cache-control': cache } })
  }
  if (request.method === 'HEAD') {
    return new Response(null, { status: 200, headers: { ...headers, 'content-length': String(sizeBytes) } })
  }
  const parts = selectParts(header('range'), header('if-range'), sizeBytes, current)
  if (parts === 'unsatisfiable')
    return problem('range_not_satisfiable', { 'content-range': formatUnsatisfied(sizeBytes) })
  if (parts === 'whole') return respond(200, bytes, { ...headers, 'content-length': String(sizeBytes) })
  const [only, ...more] = parts
  if (only === undefined || more.length > 0) return respondMany(bytes, headers, parts, boundary)
  return respond(206, bytes.slice(only.start, only.end + 1), {
    ...headers,
    'content-length': String(only.end - only.start + 1),
    'content-range': formatContentRange(only, sizeBytes),
  })
}

function selectParts(
  range: string | undefined,
  condition: string | undefined,
  sizeBytes: number,
  current: { etag: string | null; lastModifiedMs: number | null },
): 'whole' | 'unsatisfiable' | ByteRange[] {
  const parsed = parseRange(range)
  if (parsed === null) return 'whole'
  if (condition !== undefined && !evaluateIfRange(condition, current)) return 'whole'
  const resolved = resolveRange(parsed, sizeBytes)
  return resolved.kind === 'parts' ? resolved.parts : resolved.kind
}

function respondMany(
  bytes: Blob,
  headers: Readonly<Record<string, string>>,
  ranges: readonly ByteRange[],
  boundary: string,
): Response {
  const contentType = headers['content-type'] ?? 'application/octet-stream'
  const framing = frameMultipartRanges(ranges, { sizeBytes: bytes.size, contentType, boundary })
  const body = new Blob([
    ...framing.parts.flatMap(({ head, start, end }) => [head, bytes.slice(start, end + 1)]),
    framing.tail,
  ])
  return respond(206, body, {
    ...headers,
    'content-type': framing.contentType,
    'content-length': String(framing.contentLengthBytes),
  })
}

/** A slice copies nothing: the browser reads it from the disk as it is wanted. */
function respond(status: number, body: Blob, headers: Readonly<Record<string, string>>): Response {
  return new Response(body, { status, headers })
}

function problem(code: ErrorCode, more: Readonly<Record<string, string>> = {}): Response {
  const [status, title, detail] = ERROR_CODES[code]
  return new Response(JSON.stringify({ type: `/api/docs#${code}`, title, status, code, detail }), {
    status,
    headers: { ...more, 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
