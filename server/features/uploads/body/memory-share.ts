const MiB = 1 << 20

/** What all bodies together may hold: of each, the batch that is written and the one that is gathered. */
const BUDGET_BYTES = 24 * MiB
const BATCHES = 2
const LARGEST_BATCH_BYTES = MiB
const SMALLEST_BATCH_BYTES = 64 * 1024

/** Splits the memory for batches among the bodies that arrive right now, so that many senders cost no more than few. */
export class MemoryShare {
  #bodies = 0

  enter(): void {
    this.#bodies += 1
  }

  leave(): void {
    this.#bodies -= 1
  }

  batchBytes(): number {
    const share = Math.floor(BUDGET_BYTES / (BATCHES * Math.max(1, this.#bodies)))
    return Math.min(LARGEST_BATCH_BYTES, Math.max(SMALLEST_BATCH_BYTES, share))
  }
}
