const MiB = 1 << 20

/** What all bodies together may gather before it is written; each holds up to three batches. */
const BUDGET_BYTES = 48 * MiB
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
    const share = Math.floor(BUDGET_BYTES / (3 * Math.max(1, this.#bodies)))
    return Math.min(LARGEST_BATCH_BYTES, Math.max(SMALLEST_BATCH_BYTES, share))
  }
}
