import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { BrowserStore } from '../db/browser-store.ts'
import { TabRelay, type TabRelayOptions } from '../engine/tab-relay.ts'
import type { SourceShelf } from './source-shelf.ts'
import { NO_TRANSFERS, type TransferCommand, type Transfers, type TransfersSnapshot } from './transfers.ts'

/** Said by a new leader: who has these files? */
type Wanted = { ids: readonly string[] }

type Relay = TabRelayOptions<TransfersSnapshot, TransferRecord, TransferCommand, Wanted>

export interface SharedTransfersOptions
  extends Pick<Relay, 'channel' | 'seekLeadership' | 'createEngine' | 'createId'> {
  store: BrowserStore
  sources: SourceShelf
  /** Whether another tab sends now. */
  onElsewhere?: (isMoving: boolean) => void
}

/**
 * The transfers as every tab sees them. Every tab keeps the files that were chosen in any of them, so the next leader
 * goes on where the last one stopped.
 */
export class SharedTransfers implements Transfers {
  readonly #options: SharedTransfersOptions
  readonly #relay: TabRelay<TransfersSnapshot, TransferRecord, TransferCommand, Wanted>
  readonly subscribe: Transfers['subscribe']
  readonly getSnapshot: Transfers['getSnapshot']

  constructor(options: SharedTransfersOptions) {
    this.#options = options
    const { store, channel, seekLeadership, createEngine, createId } = options
    this.#relay = new TabRelay({
      ...{ channel, seekLeadership, createEngine, createId },
      nothing: NO_TRANSFERS,
      recordsOf: ({ transfers }) => transfers,
      withRecords: (snapshot, transfers) => ({ ...snapshot, transfers }),
      isForAll: ({ kind }) => kind === 'add' || kind === 'attach',
      onCommand: (command) => this.#keepFiles(command),
      onNote: ({ ids }) => this.#give(ids),
      beforeLead: async ({ transfers }) => {
        // In a private window there is nothing to read; what the last leader told is all there is.
        if (!store.persistent) await store.saveTransfers({ put: transfers, remove: [] })
      },
      onHeard: ({ bytesPerSecond }) => options.onElsewhere?.(bytesPerSecond !== null),
      onLed: ({ transfers }) => {
        options.onElsewhere?.(false)
        this.#askForFiles(transfers)
      },
    })
    this.subscribe = this.#relay.subscribe
    this.getSnapshot = this.#relay.getSnapshot
  }

  send(command: TransferCommand): void {
    this.#relay.send(command)
  }

  sourceOf(id: string): File | null {
    return this.#options.sources.find(id)
  }

  async close(): Promise<void> {
    await this.#relay.close().finally(() => this.#options.store.close())
  }

  #askForFiles(transfers: readonly TransferRecord[]): void {
    const wanted = transfers.filter(({ hasSource, state }) => !hasSource && state.kind === 'waiting')
    if (wanted.length > 0) this.#relay.note({ ids: wanted.map(({ id }) => id) })
  }

  #give(ids: readonly string[]): void {
    for (const id of ids) {
      const file = this.#options.sources.find(id)
      if (file) this.#relay.pass(id, { kind: 'attach', id, file })
    }
  }

  #keepFiles(command: TransferCommand): void {
    const { sources } = this.#options
    if (command.kind === 'attach') sources.put(command.id, command.file)
    if (command.kind !== 'add') return
    for (const [index, id] of command.ids.entries()) {
      const file = command.files[index]?.file
      if (file) sources.put(id, file)
    }
  }
}
