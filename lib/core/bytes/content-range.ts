import type { ByteRange } from './byte-range.ts'

/** The Content-Range of a 206 (RFC 9110 section 14.4). */
export function formatContentRange(range: ByteRange, sizeBytes: number): string {
  return `bytes ${range.start}-${range.end}/${sizeBytes}`
}

/** The Content-Range of a 416, which tells the client the size. */
export function formatUnsatisfied(sizeBytes: number): string {
  return `bytes */${sizeBytes}`
}
