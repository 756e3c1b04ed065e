import type { ByteRange } from './byte-range.ts'

/** The Content-Range of a 206 (RFC 9110 section 14.4). */
export function formatContentRange(range: ByteRange, sizeBytes: number): string {
  return `bytes ${range.start}-${range.end}/${sizeBytes}`
}

/** The Content-Range of a 416, which tells the client the size. */
export function formatUnsatisfied(sizeBytes: number): string {
  return `bytes */${sizeBytes}`
}

export type ContentRange =
  | { kind: 'range'; start: number; end: number; sizeBytes: number | null }
  | { kind: 'unsatisfied'; sizeBytes: number }

/** Strict, for clients: null unless it is a valid bytes range that lies inside its size. A size of "*" is null. */
export function parseContentRange(header: string | null | undefined): ContentRange | null {
  const match = /^bytes (?:(\d{1,16})-(\d{1,16})|\*)\/(\d{1,16}|\*)$/iu.exec(header?.trim() ?? '')
  if (match === null) return null
  const [, first, last, size] = match
  const sizeBytes = size === '*' ? null : Number(size)
  if (sizeBytes !== null && !Number.isSafeInteger(sizeBytes)) return null
  if (first === undefined) return sizeBytes === null ? null : { kind: 'unsatisfied', sizeBytes }
  const [start, end] = [Number(first), Number(last)]
  if (!Number.isSafeInteger(end) || start > end || (sizeBytes !== null && end >= sizeBytes)) return null
  return { kind: 'range', start, end, sizeBytes }
}
