const MAX_FREE_BYTES = 16 * 1024 * 1024

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
