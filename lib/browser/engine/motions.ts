import { addSample, currentSpeed, type Speed } from '#lib/core/transfers/speed.ts'

/** What moves while a transfer runs; lost with the page, and not worth more. */
export interface Motion {
  /** Bytes given to the network, acknowledged or not; of what comes: bytes on the disk. */
  sentBytes: number
  /** Bytes of this device compared with the vault's. */
  comparedBytes: number
}

export interface TransferMotion extends Motion {
  readonly bytesPerSecond: number | null
}

interface Moving extends Motion {
  speed: Speed | null
}

/** How far the running transfers are beyond what was acknowledged, and how fast they go. */
export class Motions {
  readonly #now: () => number
  readonly #moving = new Map<string, Moving>()
  #total: Speed | null = null
  #totalBytes = 0

  /** @param now monotonic milliseconds */
  constructor(now: () => number) {
    this.#now = now
  }

  /** From here on bytes count: what the server holds already was not sent in this run. */
  begin(id: string, sentBytes: number): void {
    // After a pause the time that passed says nothing about the network.
    if (this.#moving.size === 0) this.#total = addSample(null, this.#totalBytes, this.#now())
    this.#moving.set(id, { sentBytes, comparedBytes: 0, speed: addSample(null, sentBytes, this.#now()) })
  }

  move(id: string, motion: Partial<Motion>): void {
    const moving = this.#moving.get(id)
    if (!moving) return
    if (motion.sentBytes !== undefined) {
      this.#totalBytes += Math.max(0, motion.sentBytes - moving.sentBytes)
      this.#total = addSample(this.#total, this.#totalBytes, this.#now())
      moving.speed = addSample(moving.speed, motion.sentBytes, this.#now())
    }
    Object.assign(moving, motion)
  }

  end(id: string): void {
    this.#moving.delete(id)
  }

  bytesPerSecond(): number | null {
    return this.#moving.size === 0 ? null : currentSpeed(this.#total, this.#now())
  }

  list(): ReadonlyMap<string, TransferMotion> {
    return new Map(
      [...this.#moving].map(([id, { sentBytes, comparedBytes, speed }]) => [
        id,
        { sentBytes, comparedBytes, bytesPerSecond: currentSpeed(speed, this.#now()) },
      ]),
    )
  }
}
