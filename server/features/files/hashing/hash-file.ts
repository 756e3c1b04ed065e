import { VaultError } from '#lib/core/errors/vault-error.ts'
import { chunkSizeFor } from '#lib/core/manifest/manifest.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import type { WorkerCaller } from '#server/workers/worker-caller.ts'
import { factsOf, isSameContent } from '../disk/file-facts.ts'
import type { OpenedFile } from '../disk/open-file.ts'
import type { HashAnswer, HashRequest } from './messages.ts'
import type { Rest } from './rest.ts'

/** Asked of the thread at once: so much is read after a cancellation at most. */
const STEP_BYTES = 16 << 20

export interface HashedFile {
  sha256: Uint8Array
  /** 32 bytes per chunk. */
  manifest: Uint8Array
  chunkSizeBytes: number
}

export interface HashFileOptions {
  thread: Pick<WorkerCaller<HashRequest, HashAnswer>, 'call'>
  signal: AbortSignal
  pace: TakePace
  rest?: Rest
  onBytes(count: number): void
}

/**
 * Hashes an open file. The thread reads the descriptor, so the file stays open until its last answer.
 * @throws VaultError `content_changed` when the file was written meanwhile; the reason of the signal
 */
export async function hashFile({ handle, facts }: OpenedFile, options: HashFileOptions): Promise<HashedFile> {
  const { thread, signal, pace, rest, onBytes } = options
  const chunkSizeBytes = chunkSizeFor(facts.sizeBytes)
  let answer: HashAnswer = null
  let from = 0
  do {
    signal.throwIfAborted()
    const to = Math.min(facts.sizeBytes, from + STEP_BYTES)
    await pace(to - from, signal)
    rest?.goOn()
    answer = await thread.call({ fd: handle.fd, from, to, chunkSizeBytes, isLast: to === facts.sizeBytes })
    onBytes(to - from)
    await rest?.after(signal)
    from = to
  } while (from < facts.sizeBytes)
  if (answer === null) throw new VaultError('internal')
  if (!isSameContent(factsOf(await handle.stat({ bigint: true })), facts)) throw new VaultError('content_changed')
  return { sha256: answer.sha256, manifest: answer.manifest, chunkSizeBytes }
}
