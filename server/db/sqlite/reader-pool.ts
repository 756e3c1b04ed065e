import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Statement } from './messages.ts'

/** One being answered and one already there when it ends, so that no reader idles between two queries. */
const MAX_CALLS_PER_READER = 2

export interface ReaderLane {
  readonly pending: number
  read(statements: Statement[]): Promise<unknown[][]>
}

interface WaitingRead {
  statements: Statement[]
  resolve(rows: unknown[][]): void
  reject(error: unknown): void
}

/** Hands each query to the least busy reader; what is aborted before its turn is never run. */
export class ReaderPool {
  readonly #lanes: readonly ReaderLane[]
  readonly #waiting = new Set<WaitingRead>()

  constructor(lanes: readonly ReaderLane[]) {
    this.#lanes = lanes
  }

  read(statements: Statement[], signal?: AbortSignal): Promise<unknown[][]> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(waiting)
        reject(signal?.reason)
      }
      const settled = () => signal?.removeEventListener('abort', onAbort)
      const waiting: WaitingRead = {
        statements,
        resolve: (rows) => {
          settled()
          resolve(rows)
        },
        reject: (error) => {
          settled()
          reject(error)
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiting.add(waiting)
      this.#dispatch()
    })
  }

  /** Rejects what has not begun. */
  close(): void {
    for (const waiting of this.#waiting) waiting.reject(new VaultError('shutting_down'))
    this.#waiting.clear()
  }

  #dispatch(): void {
    for (const waiting of this.#waiting) {
      const lane = this.#lanes.reduce((least, other) => (other.pending < least.pending ? other : least))
      if (lane.pending >= MAX_CALLS_PER_READER) return
      this.#waiting.delete(waiting)
      lane
        .read(waiting.statements)
        .then(waiting.resolve, waiting.reject)
        .finally(() => this.#dispatch())
    }
  }
}
