import { createHash } from 'node:crypto'
import { chunkSizeFor, encodeManifest } from '#lib/core/manifest/manifest.ts'

/** What is known of a complete file. */
export interface FileDigests {
  readonly sizeBytes: number
  readonly sha256: Uint8Array
  /** 32 bytes per chunk, one after the other. */
  readonly chunkDigests: Uint8Array
  readonly chunkSizeBytes: number
}

/** SHA-256 of the manifest document that GET /api/files/:entry/manifest sends. */
export function digestManifest({ sizeBytes, chunkSizeBytes, chunkDigests }: FileDigests): Uint8Array {
  return createHash('sha256')
    .update(encodeManifest({ sizeBytes, chunkSizeBytes, digests: chunkDigests }))
    .digest()
}

/** The digests of a file of at most one chunk, for which the chunk and the whole are the same bytes. */
export function digestsOfOneChunk(sizeBytes: number, sha256: Uint8Array): FileDigests {
  const chunkDigests = sizeBytes === 0 ? new Uint8Array(0) : sha256
  return { sizeBytes, sha256, chunkDigests, chunkSizeBytes: chunkSizeFor(sizeBytes) }
}
