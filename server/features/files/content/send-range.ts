import { read } from 'node:fs'
import type { ServerResponse } from 'node:http'
import type { ByteRange } from '#lib/core/bytes/byte-range.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { diskFailure } from '../disk/disk-failure.ts'
import { type Buffers, SMALLEST_BYTES } from './buffers.ts'
import type { Descriptor } from './descriptors.ts'

/** A receiver that takes nothing for this long is gone; a paused film asks for the rest by a new range. */
const STALLED_MS = 5 * 60_000
/** A piece that leaves faster may be larger, one that leaves slower is too large. */
const FAST_MS = 25
const SLOW_MS = 250

interface Piece {
  buffer: Buffer
  bytes: Buffer
  from: number
}

/**
 * Writes one range of a file to the response. While a piece is encrypted and sent, the next one is read. Pieces grow as
 * long as the receiver keeps up and memory is left for all, so that a fast one costs little and many hold little. What
 * must hold: a piece is only written when the file was unchanged after it was read, so the receiver gets bytes of one
 * content or a broken connection.
 * @param begin writes the headers: called once the first piece is read, so that a disk that fails is an answer
 * @param seen is shown every piece in its order, before it is sent
 * @param sent is told of every piece that has left for the kernel
 * @throws VaultError `content_changed`, `place_offline`
 */
export async function sendRange(
  response: ServerResponse,
  file: Descriptor,
  range: ByteRange,
  buffers: Buffers,
  begin: () => void = () => {},
  seen: (bytes: Uint8Array) => void = () => {},
  sent: (from: number, length: number) => void = () => {},
): Promise<void> {
  // Many ranges of one answer share one watch.
  if (response.listenerCount('timeout') === 0) response.setTimeout(STALLED_MS, () => response.destroy())
  const leave = buffers.enter()
  let sizeBytes = SMALLEST_BYTES
  let position = range.start
  let sending: Promise<number> | null = null
  const readNext = (): Promise<Piece> | null => {
    const length = Math.min(sizeBytes, range.end - position + 1)
    if (length <= 0 || response.destroyed) return null
    const start = position
    position += length
    return readPiece(file, buffers, length, start)
  }

  let reading = readNext()
  try {
    while (reading !== null) {
      const piece = await reading
      if (sending === null) begin()
      reading = readNext()
      // Nobody awaits it while the piece before it is sent.
      reading?.catch(() => {})
      if (sending !== null) sizeBytes = nextSize(sizeBytes, await sending, buffers.fairBytes)
      seen(piece.bytes)
      sending = send(response, piece, buffers, sent)
    }
    await sending
  } catch (error) {
    await reading?.then(
      ({ buffer }) => buffers.give(buffer),
      () => {},
    )
    throw error
  } finally {
    leave()
  }
}

/** One piece, whole and of the content it was opened as. */
export async function readPiece(file: Descriptor, buffers: Buffers, length: number, position: number): Promise<Piece> {
  const buffer = buffers.take(length)
  try {
    let filled = 0
    while (filled < length) {
      const count = await readAt(file.fd, buffer, filled, length - filled, position + filled)
      if (count === 0) throw new VaultError('content_changed')
      filled += count
    }
    if (!file.isUnchanged()) throw new VaultError('content_changed')
    return { buffer, bytes: buffer.subarray(0, length), from: position }
  } catch (error) {
    buffers.give(buffer)
    throw error
  }
}

function readAt(fd: number, buffer: Buffer, offset: number, length: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, offset, length, position, (error, count) => (error ? reject(diskFailure(error)) : resolve(count)))
  })
}

function nextSize(sizeBytes: number, tookMs: number, largestBytes: number): number {
  if (tookMs < FAST_MS) return Math.min(sizeBytes * 2, largestBytes)
  return Math.min(tookMs > SLOW_MS ? Math.max(sizeBytes / 2, SMALLEST_BYTES) : sizeBytes, largestBytes)
}

/** Resolves when the bytes have left for the kernel, or the client has gone. @returns how long that took, in ms */
function send(
  response: ServerResponse,
  { buffer, bytes, from }: Piece,
  buffers: Buffers,
  sent: (from: number, length: number) => void,
): Promise<number> {
  const startedAt = performance.now()
  return new Promise((done) => {
    const resolve = () => done(performance.now() - startedAt)
    // The socket may still hold what it could not send, so the buffer is not used again then.
    if (response.destroyed) return resolve()
    const gone = (): void => resolve()
    response.once('close', gone)
    response.write(bytes, (error) => {
      response.off('close', gone)
      if (!error) {
        buffers.give(buffer)
        sent(from, bytes.length)
      }
      resolve()
    })
  })
}
