import { chunkCount, chunkDigest, chunkRange, decodeManifest } from '#lib/core/manifest/manifest.ts'

/** Chunks read and hashed at the same time; more would only hold more memory. */
const AT_ONCE = 4

export type Comparison = 'equal' | 'different' | 'unreadable'

/**
 * Compares a file on this device with what the vault holds, chunk by chunk: WebCrypto cannot hash a stream, so the
 * digests of the manifest are compared, not the one of the whole file.
 * @param options.manifest as the vault sent it
 * @param options.onProgress told how many bytes were compared
 */
export async function compareChunks(options: {
  source: Blob
  manifest: Uint8Array
  subtle: SubtleCrypto
  signal: AbortSignal
  onProgress: (comparedBytes: number) => void
}): Promise<Comparison> {
  const { source, subtle, signal } = options
  const manifest = decodeManifest(options.manifest)
  if (manifest === null || manifest.sizeBytes !== source.size) return 'different'
  const indexes = Array.from({ length: chunkCount(manifest.sizeBytes, manifest.chunkSizeBytes) }, (_, i) => i)
  let comparedBytes = 0

  const compareNext = async (): Promise<boolean> => {
    for (let index = indexes.shift(); index !== undefined && !signal.aborted; index = indexes.shift()) {
      const { start, end } = chunkRange(manifest, index)
      const bytes = await source.slice(start, end + 1).arrayBuffer()
      const digest = new Uint8Array(await subtle.digest('SHA-256', bytes))
      if (!isSame(digest, chunkDigest(manifest, index))) {
        indexes.length = 0
        return false
      }
      comparedBytes += bytes.byteLength
      options.onProgress(comparedBytes)
    }
    return true
  }

  try {
    const equal = await Promise.all(Array.from({ length: AT_ONCE }, compareNext))
    return equal.every(Boolean) ? 'equal' : 'different'
  } catch {
    return 'unreadable'
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
