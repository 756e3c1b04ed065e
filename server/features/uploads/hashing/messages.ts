import type { WorkerCaller } from '#server/workers/worker-caller.ts'

/** What the hashing threads are asked. Positions are offsets into the file at `path`. */
export type HashRequest =
  /** Feeds bytes [from, to) to the running SHA-256 of `key`, which must stand at `from`; 0 starts it anew. */
  | { kind: 'feed'; key: string; path: string; from: number; to: number }
  /** Ends the running SHA-256 of `key`. */
  | { kind: 'digest'; key: string }
  /** SHA-256 of each chunk of [from, to); the last may be short. */
  | { kind: 'chunks'; path: string; from: number; to: number; chunkSizeBytes: number }
  | { kind: 'forget'; key: string }

export type HashAnswer =
  | { kind: 'done' }
  /** 32 bytes each, one after the other. */
  | { kind: 'digests'; bytes: Uint8Array }

export type HashCaller = Pick<WorkerCaller<HashRequest, HashAnswer>, 'call'>
