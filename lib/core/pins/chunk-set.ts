import type { ByteRange } from '../bytes/byte-range.ts'
import { chunkCount } from '../manifest/manifest.ts'

/** Which chunks of a content are on the device: a bit for each, the lowest bit of a byte first. Lies in IndexedDB. */
export type ChunkSet = Uint8Array<ArrayBuffer>

/** The part of a manifest that says where chunks lie. */
export type ChunkLayout = { readonly sizeBytes: number; readonly chunkSizeBytes: number }

/** Neighbours that are fetched by one request. */
export type ChunkRun = { readonly first: number; readonly count: number }

export function emptyChunkSet(layout: ChunkLayout): ChunkSet {
  return new Uint8Array(Math.ceil(countOf(layout) / 8))
}

export function hasChunk(set: ChunkSet, index: number): boolean {
  return ((set[index >> 3] ?? 0) & (1 << (index & 7))) !== 0
}

/** A copy with the chunk in it. */
export function withChunk(set: ChunkSet, index: number): ChunkSet {
  const next = new Uint8Array(set)
  next[index >> 3] = (next[index >> 3] ?? 0) | (1 << (index & 7))
  return next
}

/** A copy without these chunks. */
export function withoutChunks(set: ChunkSet, indexes: Iterable<number>): ChunkSet {
  const next = new Uint8Array(set)
  for (const index of indexes) next[index >> 3] = (next[index >> 3] ?? 0) & ~(1 << (index & 7))
  return next
}

export function isWhole(set: ChunkSet, layout: ChunkLayout): boolean {
  return nextMissing(set, layout, 0, 1) === null
}

/** The bytes of the chunks that are there. */
export function storedBytes(set: ChunkSet, layout: ChunkLayout): number {
  let bytes = 0
  for (let index = 0; index < countOf(layout); index++) {
    if (hasChunk(set, index)) bytes += sizeOfChunk(layout, index)
  }
  return bytes
}

/** The first run of missing chunks at or behind `from`, at most `most` long; null when nothing is missing there. */
export function nextMissing(set: ChunkSet, layout: ChunkLayout, from: number, most: number): ChunkRun | null {
  const count = countOf(layout)
  let first = from
  while (first < count && hasChunk(set, first)) first++
  if (first >= count) return null
  let end = first + 1
  while (end < count && end - first < most && !hasChunk(set, end)) end++
  return { first, count: end - first }
}

/** Whether every byte of a range (both ends included) lies in a chunk that is there. */
export function hasRange(set: ChunkSet, layout: ChunkLayout, { start, end }: ByteRange): boolean {
  for (let index = Math.floor(start / layout.chunkSizeBytes); index * layout.chunkSizeBytes <= end; index++) {
    if (!hasChunk(set, index)) return false
  }
  return true
}

export function sizeOfChunk({ sizeBytes, chunkSizeBytes }: ChunkLayout, index: number): number {
  return Math.max(0, Math.min(chunkSizeBytes, sizeBytes - index * chunkSizeBytes))
}

function countOf({ sizeBytes, chunkSizeBytes }: ChunkLayout): number {
  return chunkCount(sizeBytes, chunkSizeBytes)
}
