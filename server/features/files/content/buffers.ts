const MAX_FREE_BYTES = 16 * 1024 * 1024
/** What all who are being sent something share: each of them holds a piece that leaves and one that is read. */
const SHARED_BYTES = 8 * 1024 * 1024

/** Sizes of reads: powers of two, so that a buffer fits everybody who wants one of its size. */
export const SMALLEST_BYTES = 64 * 1024
export const LARGEST_BYTES = 1024 * 1024

/**
 * Buffers that are used again: fresh memory for each piece of a film costs more than reading it. What must hold: a
 * buffer is given back once, after the kernel has its bytes.
 */
export class Buffers {
  readonly #free = new Map<number, Buffer[]>()
  #freeBytes = 0
  #receivers = 0

  /** A receiver comes; call what is returned when it has all, or has gone. */
  enter(): () => void {
    this.#receivers += 1
    return () => {
      this.#receivers -= 1
    }
  }

  /** How large a piece may be now, so that a crowd costs hardly more memory than a few. */
  get fairBytes(): number {
    const share = SHARED_BYTES / (2 * Math.max(1, this.#receivers))
    return Math.min(LARGEST_BYTES, Math.max(SMALLEST_BYTES, 2 ** Math.floor(Math.log2(share))))
  }

  /** At least `bytes` long, at most LARGEST_BYTES. */
  take(bytes: number): Buffer {
    let sizeBytes = SMALLEST_BYTES
    while (sizeBytes < bytes && sizeBytes < LARGEST_BYTES) sizeBytes *= 2
    const known = this.#free.get(sizeBytes)?.pop()
    if (known === undefined) return Buffer.allocUnsafeSlow(sizeBytes)
    this.#freeBytes -= sizeBytes
    return known
  }

  give(buffer: Buffer): void {
    if (this.#freeBytes + buffer.length > MAX_FREE_BYTES) return
    const free = this.#free.get(buffer.length) ?? []
    this.#free.set(buffer.length, free)
    free.push(buffer)
    this.#freeBytes += buffer.length
  }
}
