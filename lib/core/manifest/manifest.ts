/** SHA-256 of each chunk of a content, in order: what verified downloads, pins and swarms compare with. */
export type Manifest = {
  readonly sizeBytes: number
  readonly chunkSizeBytes: number
  /** 32 bytes per chunk. */
  readonly digests: Uint8Array
}

export const DIGEST_BYTES = 32
const MIN_CHUNK_BYTES = 1024 * 1024
const MAX_CHUNKS = 65_536

/**
 * The blob: "HMF" and a version byte, a byte of log2(chunk size), three of zero, the size as 64 bits big-endian,
 * digests. The chunk size follows from the size today; it is written down so that a later rule still reads old
 * manifests.
 */
const MAGIC = [0x48, 0x4d, 0x46, 0x01]
const HEADER_BYTES = 16

/** 1 MiB, doubled until the file has at most 65,536 chunks. */
export function chunkSizeFor(sizeBytes: number): number {
  let chunkSizeBytes = MIN_CHUNK_BYTES
  while (Math.ceil(sizeBytes / chunkSizeBytes) > MAX_CHUNKS) chunkSizeBytes *= 2
  return chunkSizeBytes
}

/** An empty file has no chunk. */
export function chunkCount(sizeBytes: number, chunkSizeBytes: number = chunkSizeFor(sizeBytes)): number {
  return Math.ceil(sizeBytes / chunkSizeBytes)
}

/** @throws RangeError when the parts do not belong together: such a manifest must never be stored */
export function encodeManifest(manifest: Manifest): Uint8Array {
  const { sizeBytes, chunkSizeBytes, digests } = manifest
  if (!isConsistent(manifest)) throw new RangeError('size, chunk size and digests of a manifest contradict each other')
  const blob = new Uint8Array(HEADER_BYTES + digests.length)
  blob.set(MAGIC)
  blob[4] = Math.log2(chunkSizeBytes)
  new DataView(blob.buffer).setBigUint64(8, BigInt(sizeBytes))
  blob.set(digests, HEADER_BYTES)
  return blob
}

/** Null unless the blob is exactly what encodeManifest writes. The digests are a view of it, not a copy. */
export function decodeManifest(blob: Uint8Array): Manifest | null {
  if (blob.length < HEADER_BYTES || MAGIC.some((byte, index) => blob[index] !== byte)) return null
  if (blob[5] !== 0 || blob[6] !== 0 || blob[7] !== 0) return null
  const manifest = {
    sizeBytes: Number(new DataView(blob.buffer, blob.byteOffset, HEADER_BYTES).getBigUint64(8)),
    chunkSizeBytes: 2 ** (blob[4] ?? 0),
    digests: blob.subarray(HEADER_BYTES),
  }
  return isConsistent(manifest) ? manifest : null
}

/** The SHA-256 of chunk `index`, counted from 0. @throws RangeError when there is no such chunk */
export function chunkDigest(manifest: Manifest, index: number): Uint8Array {
  const start = index * DIGEST_BYTES
  if (!Number.isInteger(index) || start < 0 || start >= manifest.digests.length)
    throw new RangeError(`no chunk ${index}`)
  return manifest.digests.subarray(start, start + DIGEST_BYTES)
}

/** Where chunk `index` lies in the file, both ends included; only the last one is shorter. @throws RangeError */
export function chunkRange(manifest: Manifest, index: number): { start: number; end: number } {
  const start = index * manifest.chunkSizeBytes
  if (!Number.isInteger(index) || start < 0 || start >= manifest.sizeBytes) throw new RangeError(`no chunk ${index}`)
  return { start, end: Math.min(start + manifest.chunkSizeBytes, manifest.sizeBytes) - 1 }
}

function isConsistent({ sizeBytes, chunkSizeBytes, digests }: Manifest): boolean {
  return (
    Number.isSafeInteger(sizeBytes) &&
    sizeBytes >= 0 &&
    chunkSizeBytes >= MIN_CHUNK_BYTES &&
    Number.isSafeInteger(chunkSizeBytes) &&
    Number.isInteger(Math.log2(chunkSizeBytes)) &&
    chunkCount(sizeBytes, chunkSizeBytes) <= MAX_CHUNKS &&
    digests.length === chunkCount(sizeBytes, chunkSizeBytes) * DIGEST_BYTES
  )
}
