import type { FromPinWorker } from '#lib/browser/pins/pin-worker-messages.ts'
import type { RequestPace } from '#lib/browser/pins/request-pace.ts'

/** The pace of the page that leads: it alone knows what else is sent and comes. Without a limit nobody is asked. */
export class AskedPace implements RequestPace {
  bytesPerSecond: number | null = null
  readonly #say: (message: FromPinWorker) => void
  readonly #waiting = new Map<number, () => void>()
  #asked = 0

  constructor(say: (message: FromPinWorker) => void) {
    this.#say = say
  }

  limit(bytesPerSecond: number | null): void {
    this.bytesPerSecond = bytesPerSecond
    if (bytesPerSecond !== null) return
    for (const go of this.#waiting.values()) go()
  }

  go(ask: number): void {
    this.#waiting.get(ask)?.()
  }

  async take(bytes: number, signal: AbortSignal): Promise<void> {
    if (this.bytesPerSecond === null || signal.aborted) return
    const ask = ++this.#asked
    await new Promise<void>((resolve) => {
      const go = () => {
        this.#waiting.delete(ask)
        signal.removeEventListener('abort', stop)
        resolve()
      }
      const stop = () => {
        this.#say({ kind: 'unask', ask })
        go()
      }
      this.#waiting.set(ask, go)
      signal.addEventListener('abort', stop)
      this.#say({ kind: 'ask', ask, bytes })
    })
  }

  giveBack(bytes: number): void {
    if (this.bytesPerSecond !== null) this.#say({ kind: 'giveBack', bytes })
  }
}
