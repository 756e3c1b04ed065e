import { VaultError } from '#lib/core/errors/vault-error.ts'

interface Waiter {
  readonly grant: () => void
  readonly onWanted: () => void
}

/** Gives the lock back; a second call does nothing. */
export type Release = () => void

/**
 * One writer per upload, first come, first served. Whoever wants a held lock asks its holder to stop, which flushes
 * and lets go within moments: so a device that lost its connection takes over from its own dead request. The wait is
 * bounded. Readers take no lock, hence disturb no writer.
 */
export class UploadLocks {
  readonly #holders = new Map<string, Waiter>()
  readonly #queues = new Map<string, Waiter[]>()
  readonly #waitMs: number

  constructor(waitMs: number) {
    this.#waitMs = waitMs
  }

  isHeld(id: string): boolean {
    return this.#holders.has(id)
  }

  /**
   * @param onWanted called when somebody else wants the lock; may be called more than once
   * @throws VaultError `upload_locked` when the holder did not let go in time
   */
  acquire(id: string, onWanted: () => void): Promise<Release> {
    const holder = this.#holders.get(id)
    if (holder === undefined) return Promise.resolve(this.#hold(id, { grant: () => undefined, onWanted }))
    return new Promise<Release>((resolve, reject) => {
      const waiter: Waiter = {
        onWanted,
        grant: () => {
          clearTimeout(timer)
          resolve(this.#hold(id, waiter))
        },
      }
      const timer = setTimeout(() => {
        this.#leaveQueue(id, waiter)
        reject(new VaultError('upload_locked'))
      }, this.#waitMs)
      this.#queues.set(id, [...(this.#queues.get(id) ?? []), waiter])
      holder.onWanted()
    })
  }

  #hold(id: string, waiter: Waiter): Release {
    this.#holders.set(id, waiter)
    return () => {
      if (this.#holders.get(id) !== waiter) return
      this.#holders.delete(id)
      const next = this.#queues.get(id)?.[0]
      if (next === undefined) return
      this.#leaveQueue(id, next)
      next.grant()
    }
  }

  #leaveQueue(id: string, waiter: Waiter): void {
    const rest = (this.#queues.get(id) ?? []).filter((other) => other !== waiter)
    if (rest.length === 0) this.#queues.delete(id)
    else this.#queues.set(id, rest)
  }
}
