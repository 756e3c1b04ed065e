import type { Clock } from '#server/clock.ts'
import type { PartialFile } from './disk/partial-file.ts'
import type { FaultPoint } from './fault-point.ts'

export interface CheckpointParts {
  readonly file: PartialFile
  /** Makes an offset durable in the record; null when there is no record yet. */
  readonly record: ((offsetBytes: number) => Promise<void>) | null
  readonly startBytes: number
  readonly everyBytes: number
  readonly everyMs: number
  readonly clock: Pick<Clock, 'monotonic'>
  readonly faultPoint: FaultPoint
}

/**
 * Turns written bytes into acknowledged ones: first the data reaches the disk, then the offset. A long body is
 * acknowledged to itself on the way, while it goes on arriving. What must hold: an offset is recorded only after a
 * sync that began when those bytes were written; after a failed sync nothing is ever synced or recorded again, for the
 * kernel reports a lost write only once.
 */
export class Checkpoints {
  readonly #parts: CheckpointParts
  #begunBytes: number
  #begunAt: number
  #durableBytes: number
  #running: Promise<void> | null = null
  #failure: unknown = null

  constructor(parts: CheckpointParts) {
    this.#parts = parts
    this.#begunBytes = parts.startBytes
    this.#durableBytes = parts.startBytes
    this.#begunAt = parts.clock.monotonic()
  }

  /** After each write: begins a checkpoint when one is due, and waits when the last one is a whole step behind. */
  async afterWrite(): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    const { file, everyBytes, everyMs, clock } = this.#parts
    const aheadBytes = file.writtenBytes - this.#begunBytes
    if (this.#running !== null) {
      if (aheadBytes >= everyBytes) await this.#running
      return
    }
    if (aheadBytes >= everyBytes || clock.monotonic() - this.#begunAt >= everyMs) {
      this.#running = this.#checkpoint(true).finally(() => {
        this.#running = null
      })
      // Told at the next write, or when the body ends.
      this.#running.catch(() => undefined)
    }
  }

  /**
   * Makes everything written durable.
   * @param record false when the caller records the offset together with something else
   * @returns the offset that may be told
   */
  async settle(record: boolean): Promise<number> {
    await this.#running
    if (this.#failure !== null) throw this.#failure
    if (this.#parts.file.writtenBytes > this.#durableBytes || this.#parts.startBytes === 0)
      await this.#checkpoint(record)
    return this.#durableBytes
  }

  async #checkpoint(record: boolean): Promise<void> {
    const { file, clock, faultPoint } = this.#parts
    this.#begunBytes = file.writtenBytes
    this.#begunAt = clock.monotonic()
    try {
      await faultPoint('receive:before-sync')
      const offsetBytes = await file.sync()
      await faultPoint('receive:after-sync')
      if (record && offsetBytes > this.#durableBytes) await this.#parts.record?.(offsetBytes)
      await faultPoint('receive:after-record')
      this.#durableBytes = offsetBytes
    } catch (error) {
      this.#failure = error
      throw error
    }
  }
}
