import type { ContentId } from '../ids/ids.ts'
import { parseHttpDate } from './http-date.ts'

/** The strong ETag of a content, quotes included (RFC 9110 section 8.8.3). */
export function strongETag(contentId: ContentId): string {
  return `"${contentId}"`
}

type EntityTag = { weak: boolean; opaque: string }

const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/u

/** Null when the list is malformed: then nothing in it matches. Tags may hold commas, so splitting is not enough. */
function parseEntityTags(header: string): EntityTag[] | null {
  const tags: EntityTag[] = []
  let rest = header.replace(/^[\s,]+/u, '')
  while (rest !== '') {
    const match = ENTITY_TAG.exec(rest)
    if (match === null) return null
    tags.push({ weak: match[1] !== undefined, opaque: match[2] ?? '' })
    const after = rest.slice(match[0].length)
    if (!/^[ \t]*(?:,|$)/u.test(after)) return null
    rest = after.replace(/^[\s,]+/u, '')
  }
  return tags
}

function isEqualStrongly(left: EntityTag, right: EntityTag): boolean {
  return !left.weak && !right.weak && left.opaque === right.opaque
}

function someTag(header: string, etag: string | null, isEqual: (left: EntityTag, right: EntityTag) => boolean) {
  if (etag === null) return false
  if (header.trim() === '*') return true
  const [current] = parseEntityTags(etag) ?? []
  const tags = parseEntityTags(header) ?? []
  return current !== undefined && tags.some((tag) => isEqual(tag, current))
}

/** Strong comparison (RFC 9110 section 13.1.1). @param etag of the content there is now; null when there is none */
export function matchesIfMatch(header: string, etag: string | null): boolean {
  return someTag(header, etag, isEqualStrongly)
}

/** Weak comparison (RFC 9110 section 13.1.2): true means "the client has it". */
export function matchesIfNoneMatch(header: string, etag: string | null): boolean {
  return someTag(header, etag, (left, right) => left.opaque === right.opaque)
}

export type Validators = { etag: string | null; lastModifiedMs: number | null }

/**
 * Whether the range of a request with If-Range may be sent; false means the whole file (RFC 9110 section 13.1.5).
 * A date has to be the very one we sent, to the second: an earlier or later one may be of other bytes.
 */
export function evaluateIfRange(header: string, current: Validators): boolean {
  const value = header.trim()
  if (value.startsWith('"') || value.startsWith('W/')) {
    return parseEntityTags(value)?.length === 1 && matchesIfMatch(value, current.etag)
  }
  const date = parseHttpDate(value)
  return date !== null && current.lastModifiedMs !== null && toSeconds(date) === toSeconds(current.lastModifiedMs)
}

/** As Node gives them: lower-case names, absent is undefined. */
export type ConditionalHeaders = {
  readonly 'if-match'?: string | undefined
  readonly 'if-none-match'?: string | undefined
  readonly 'if-modified-since'?: string | undefined
  readonly 'if-unmodified-since'?: string | undefined
}

export type PreconditionResult = 'proceed' | 'not_modified' | 'precondition_failed'

/** The conditions in the order of RFC 9110 section 13.2.2; If-Range comes after them, with the range. */
export function evaluatePreconditions(
  request: { method: string; headers: ConditionalHeaders } & Validators,
): PreconditionResult {
  const { method, headers, etag, lastModifiedMs } = request
  const reads = method === 'GET' || method === 'HEAD'
  const ifMatch = headers['if-match']
  if (ifMatch !== undefined) {
    if (!matchesIfMatch(ifMatch, etag)) return 'precondition_failed'
  } else if (isNewerThan(headers['if-unmodified-since'], lastModifiedMs) === true) return 'precondition_failed'

  const ifNoneMatch = headers['if-none-match']
  if (ifNoneMatch !== undefined) {
    if (!matchesIfNoneMatch(ifNoneMatch, etag)) return 'proceed'
    return reads ? 'not_modified' : 'precondition_failed'
  }
  return reads && isNewerThan(headers['if-modified-since'], lastModifiedMs) === false ? 'not_modified' : 'proceed'
}

/** Null when there is nothing to compare: a date that is absent or malformed is ignored. */
function isNewerThan(header: string | undefined, lastModifiedMs: number | null): boolean | null {
  const date = header === undefined ? null : parseHttpDate(header.trim())
  return date === null || lastModifiedMs === null ? null : toSeconds(lastModifiedMs) > toSeconds(date)
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000)
}
