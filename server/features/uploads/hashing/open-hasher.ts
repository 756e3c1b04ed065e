import { spawnWorker } from '#server/workers/spawn-worker.ts'
import { WorkerCaller } from '#server/workers/worker-caller.ts'
import { FileHasher } from './file-hasher.ts'
import type { HashAnswer, HashRequest } from './messages.ts'

/** One thread for whole files, one for chunks; they start with the first file that needs them. */
const THREADS = 2
/** They make hardly any garbage; a heap of the usual size would only be memory that others lack. */
const LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 }

export interface HashThreads {
  readonly hasher: FileHasher
  close(): Promise<void>
}

/** @param onCrash a thread died; the files it hashed are read again */
export function openHashThreads(onCrash: (error: Error) => void): HashThreads {
  const callers = Array.from({ length: THREADS }, () => {
    const spawn = () => spawnWorker('server/features/uploads/hashing/hash.worker.ts', { resourceLimits: LIMITS })
    return new WorkerCaller<HashRequest, HashAnswer>({ spawn, onCrash })
  })
  return {
    hasher: new FileHasher(callers),
    close: async () => {
      await Promise.all(callers.map((caller) => caller.close()))
    },
  }
}
