const MAX_FREE = 16

/** Large buffers that are used again, so that a film does not keep the garbage collector busy. */
export class Buffers {
  readonly sizeBytes: number
  readonly #free: Buffer[] = []

  constructor(sizeBytes: number) {
    this.sizeBytes = sizeBytes
  }

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.sizeBytes)
  }

  give(buffer: Buffer): void {
    if (this.#free.length < MAX_FREE) this.#free.push(buffer)
  }
}
