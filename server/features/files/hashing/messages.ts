/** What the thread is asked. It hashes one file at a time, from its first byte to its last. */
export type HashRequest =
  /** Reads [from, to) of the open file `fd`; 0 begins a file. Whoever asks keeps it open until the answer. */
  | { kind: 'feed'; fd: number; from: number; to: number; chunkSizeBytes: number }
  /** Ends the file. */
  | { kind: 'end' }

export type HashAnswer =
  | { kind: 'fed' }
  /** `manifest`: the SHA-256 of every chunk, one after the other. */
  | { kind: 'digests'; sha256: Uint8Array; manifest: Uint8Array }
