import { read } from 'node:fs'
import type { ServerResponse } from 'node:http'
import type { ByteRange } from '#lib/core/bytes/byte-range.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { diskFailure } from '../disk/disk-failure.ts'
import type { Buffers } from './buffers.ts'
import type { Descriptor } from './descriptors.ts'

/** Read sizes: small while it may be a glance or a slow reader, large once it is a real download. */
export interface ReadSizes {
  readonly small: Buffers
  readonly large: Buffers
}
const LARGE_AFTER_BYTES = 1024 * 1024

/**
 * Writes one range of a file to the response, whose headers are set and not yet ended. The next piece is read while the
 * last one is on its way. What must hold: a piece is only written when the file was unchanged after it was read, so the
 * receiver gets bytes of one content or a broken connection.
 * @throws VaultError `content_changed`, `place_offline`
 */
export async function sendRange(
  response: ServerResponse,
  file: Descriptor,
  range: ByteRange,
  sizes: ReadSizes,
): Promise<void> {
  let position = range.start
  let writing: Promise<void> = Promise.resolve()
  while (position <= range.end && !response.destroyed) {
    const pool = position - range.start < LARGE_AFTER_BYTES ? sizes.small : sizes.large
    const buffer = pool.take()
    const wanted = Math.min(buffer.length, range.end - position + 1)
    const piece = await readPiece(file, buffer, wanted, position).catch((error: unknown) => {
      pool.give(buffer)
      throw error
    })
    await writing
    position += wanted
    writing = write(response, piece).finally(() => pool.give(buffer))
  }
  await writing
}

/** One piece, whole and of the content it was opened as. */
export async function readPiece(file: Descriptor, buffer: Buffer, length: number, position: number): Promise<Buffer> {
  let filled = 0
  while (filled < length) {
    const count = await readAt(file.fd, buffer, filled, length - filled, position + filled)
    if (count === 0) throw new VaultError('content_changed')
    filled += count
  }
  if (!file.isUnchanged()) throw new VaultError('content_changed')
  return buffer.subarray(0, length)
}

function readAt(fd: number, buffer: Buffer, offset: number, length: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, offset, length, position, (error, count) => (error ? reject(diskFailure(error)) : resolve(count)))
  })
}

/** Resolves when the bytes have left for the kernel, or the client has gone. */
function write(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve()
    // A connection that ends does not always call back for what it still held.
    const gone = (): void => resolve()
    response.once('close', gone)
    response.write(piece, () => {
      response.off('close', gone)
      resolve()
    })
  })
}
