import { setTimeout as sleep } from 'node:timers/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { chunkSizeFor } from '#lib/core/manifest/manifest.ts'
import type { WorkerCaller } from '#server/workers/worker-caller.ts'
import { factsOf, isSameContent } from '../disk/file-facts.ts'
import type { OpenedFile } from '../disk/open-file.ts'
import type { HashAnswer, HashRequest } from './messages.ts'

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
  /** Rest after each step, as a share of the time that it took: somebody may be watching a film from this disk. */
  restShare: number
  onBytes(count: number): void
}

/**
 * Hashes an open file. The thread reads the descriptor, so the file stays open until its last answer.
 * @throws VaultError `content_changed` when the file was written meanwhile; the reason of the signal
 */
export async function hashFile({ handle, facts }: OpenedFile, options: HashFileOptions): Promise<HashedFile> {
  const { thread, signal, restShare, onBytes } = options
  const chunkSizeBytes = chunkSizeFor(facts.sizeBytes)
  let from = 0
  do {
    signal.throwIfAborted()
    const to = Math.min(facts.sizeBytes, from + STEP_BYTES)
    const beganAt = performance.now()
    await thread.call({ kind: 'feed', fd: handle.fd, from, to, chunkSizeBytes })
    onBytes(to - from)
    from = to
    const restMs = (performance.now() - beganAt) * restShare
    if (from < facts.sizeBytes && restMs >= 1) await sleep(restMs, undefined, { signal })
  } while (from < facts.sizeBytes)
  const answer = await thread.call({ kind: 'end' })
  if (answer.kind !== 'digests') throw new VaultError('internal')
  if (!isSameContent(factsOf(await handle.stat({ bigint: true })), facts)) throw new VaultError('content_changed')
  return { sha256: answer.sha256, manifest: answer.manifest, chunkSizeBytes }
}
