/**
 * What the thread is asked: to read [from, to) of the open file `fd`, which whoever asks keeps open until the answer.
 * It hashes one file at a time; 0 begins it.
 */
export interface HashRequest {
  fd: number
  from: number
  to: number
  chunkSizeBytes: number
  isLast: boolean
}

/** After the last request of a file. `manifest`: the SHA-256 of every chunk, one after the other. */
export type HashAnswer = { sha256: Uint8Array; manifest: Uint8Array } | null
