import { createHash } from 'node:crypto'
import { constants, copyFile, type FileHandle, open, unlink } from 'node:fs/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { chunkSizeFor } from '#lib/core/manifest/manifest.ts'
import { errnoOf } from '../disk/disk-failure.ts'
import { factsOf, isSameContent } from '../disk/file-facts.ts'
import type { OpenedFile } from '../disk/open-file.ts'

export interface Digests {
  sha256: Uint8Array
  manifest: Uint8Array
  chunkSizeBytes: number
}

export interface CopyControl {
  signal: AbortSignal
  /** Bytes since the last call. */
  copied(bytes: number): void
}

const PIECE_BYTES = 1024 * 1024

/**
 * Copies an opened file to a new path and puts it on the disk; where the filesystem can, the copy shares its blocks.
 * @param known digests that need not be counted again
 * @returns the digests
 * @throws VaultError `content_changed` when the source was written meanwhile; the copy is removed then
 */
export async function copyBytes(
  source: OpenedFile,
  path: string,
  known: Digests | null,
  control: CopyControl,
): Promise<Digests> {
  try {
    const isCloned = known !== null && (await clone(source, path))
    if (isCloned) control.copied(source.facts.sizeBytes)
    const digests = isCloned ? known : await copyPieces(source, path, known, control)
    await requireUnchanged(source)
    return digests
  } catch (error) {
    // The failure that began it is told; a copy that stays is written over when it is tried again.
    await unlink(path).catch(() => {})
    throw error
  }
}

/** Only on Linux can the very file that is open be named for copying. */
async function clone(source: OpenedFile, path: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    await copyFile(`/proc/self/fd/${source.handle.fd}`, path, constants.COPYFILE_FICLONE_FORCE)
  } catch (error) {
    if (['ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EINVAL', 'ENOTTY', 'ENOSYS'].includes(errnoOf(error) ?? '')) return false
    throw error
  }
  const copy = await open(path, 'r+')
  try {
    await copy.sync()
  } finally {
    await copy.close()
  }
  return true
}

async function copyPieces(
  source: OpenedFile,
  path: string,
  known: Digests | null,
  control: CopyControl,
): Promise<Digests> {
  const target = await open(path, 'w', 0o600)
  try {
    const counter = known === null ? new DigestCounter(source.facts.sizeBytes) : null
    const buffer = Buffer.allocUnsafeSlow(PIECE_BYTES)
    let position = 0
    while (position < source.facts.sizeBytes) {
      control.signal.throwIfAborted()
      const { bytesRead } = await source.handle.read(buffer, 0, PIECE_BYTES, position)
      if (bytesRead === 0) throw new VaultError('content_changed')
      const piece = buffer.subarray(0, bytesRead)
      counter?.add(piece)
      await writeAll(target, piece, position)
      position += bytesRead
      control.copied(bytesRead)
    }
    await target.sync()
    // One of the two is there by construction.
    return counter?.end() ?? (known as Digests)
  } finally {
    await target.close()
  }
}

async function writeAll(target: FileHandle, piece: Buffer, position: number): Promise<void> {
  let written = 0
  while (written < piece.length) {
    const { bytesWritten } = await target.write(piece, written, piece.length - written, position + written)
    written += bytesWritten
  }
}

async function requireUnchanged({ handle, facts }: OpenedFile): Promise<void> {
  if (!isSameContent(factsOf(await handle.stat({ bigint: true })), facts)) throw new VaultError('content_changed')
}

/** The hash of the whole and of each chunk, from pieces that need not end where chunks do. */
class DigestCounter {
  readonly #chunkSizeBytes: number
  readonly #whole = createHash('sha256')
  readonly #digests: Buffer[] = []
  #chunk = createHash('sha256')
  #inChunk = 0

  constructor(sizeBytes: number) {
    this.#chunkSizeBytes = chunkSizeFor(sizeBytes)
  }

  add(piece: Buffer): void {
    this.#whole.update(piece)
    let rest = piece
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#chunkSizeBytes - this.#inChunk)
      this.#chunk.update(part)
      this.#inChunk += part.length
      rest = rest.subarray(part.length)
      if (this.#inChunk === this.#chunkSizeBytes) this.#endChunk()
    }
  }

  end(): Digests {
    if (this.#inChunk > 0) this.#endChunk()
    return {
      sha256: new Uint8Array(this.#whole.digest()),
      manifest: new Uint8Array(Buffer.concat(this.#digests)),
      chunkSizeBytes: this.#chunkSizeBytes,
    }
  }

  #endChunk(): void {
    this.#digests.push(this.#chunk.digest())
    this.#chunk = createHash('sha256')
    this.#inChunk = 0
  }
}
