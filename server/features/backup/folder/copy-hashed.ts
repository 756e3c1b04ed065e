import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type TakePace, unhurried } from '#server/jobs/pace.ts'
import { RestingFile } from './resting-file.ts'

const SLICE_BYTES = 1 << 20

export interface CopyOptions {
  signal: AbortSignal
  /** Asked after each step, with its bytes: another one begins when it answers. */
  pace?: TakePace
  /** Called with the bytes of each step. */
  onBytes?(count: number): void
  /** Of the new file. */
  mode?: number
}

export interface Copied {
  sha256: string
  sizeBytes: number
}

/**
 * Copies an open file into a new one that is on the disk when this resolves, and hashes what it wrote. A copy that was
 * cut short is taken away again.
 */
export async function copyHashed(from: FileHandle, to: string, options: CopyOptions): Promise<Copied> {
  const target = await RestingFile.create(to, options.mode ?? 0o600)
  try {
    const pace = target.restingIn(options.pace ?? unhurried)
    const copied = await readHashed(from, { ...options, pace }, (slice) => target.write(slice))
    await target.close()
    return copied
  } catch (error) {
    await target.discard()
    throw error
  }
}

/** Told apart from trouble with what is written. */
function unreadable(cause: unknown): never {
  throw new VaultError('content_missing', { cause })
}

/** Reads a file from its beginning to its end. @param onSlice gets a view that is overwritten by the next one */
export async function readHashed(
  file: FileHandle,
  { signal, pace, onBytes }: CopyOptions,
  onSlice?: (slice: Uint8Array) => Promise<void>,
): Promise<Copied> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafeSlow(SLICE_BYTES)
  let sizeBytes = 0
  for (;;) {
    signal.throwIfAborted()
    const { bytesRead } = await file.read(buffer, 0, SLICE_BYTES, sizeBytes).catch(unreadable)
    if (bytesRead === 0) break
    await pace?.(bytesRead, signal)
    const slice = buffer.subarray(0, bytesRead)
    hash.update(slice)
    await onSlice?.(slice)
    sizeBytes += bytesRead
    onBytes?.(bytesRead)
  }
  return { sha256: hash.digest('hex'), sizeBytes }
}
