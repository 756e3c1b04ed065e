import type { TransferEvent } from '#lib/core/transfers/transfer-events.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { Motion } from '../engine/motions.ts'
import { runTransfer } from './run-transfer.ts'
import type { SourceShelf } from './source-shelf.ts'
import type { Uploader } from './uploader.ts'

export interface TransferRunsOptions {
  uploader: Uploader
  sources: SourceShelf
  subtle: SubtleCrypto | null
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  tell: (id: string, event: TransferEvent) => void
  onMotion: (id: string, motion: Partial<Motion>) => void
  /** An attempt came to its end by itself. */
  onEnded: (id: string) => void
}

/** The attempts that run: one of each transfer at the most. */
export class TransferRuns {
  readonly #options: TransferRunsOptions
  readonly #runs = new Map<string, AbortController>()

  constructor(options: TransferRunsOptions) {
    this.#options = options
  }

  start(transfer: TransferRecord): void {
    const { sources, uploader, subtle, sleep, tell, onMotion, onEnded } = this.#options
    const { id } = transfer
    this.stop(id)
    const run = new AbortController()
    this.#runs.set(id, run)
    void sources
      .recall(transfer)
      .then((source) =>
        runTransfer({
          ...{ transfer, source, uploader, subtle, sleep },
          findCopy: () => sources.recallCopy(transfer),
          signal: run.signal,
          onEvent: (event) => tell(id, event),
          onMotion: (motion) => {
            if (!run.signal.aborted) onMotion(id, motion)
          },
        }),
      )
      .finally(() => {
        if (this.#runs.get(id) !== run) return
        this.#runs.delete(id)
        onEnded(id)
      })
  }

  stop(id: string): void {
    this.#runs.get(id)?.abort()
    this.#runs.delete(id)
  }

  stopAll(): void {
    for (const run of this.#runs.values()) run.abort()
  }
}
