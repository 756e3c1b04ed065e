import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { BrowserStore } from '../db/browser-store.ts'
import type { SeekLeadership } from './leadership.ts'
import type { SourceShelf } from './source-shelf.ts'
import type { TabMessage } from './tab-messages.ts'
import type { TransferEngine } from './transfer-engine.ts'
import { NO_TRANSFERS, type TransferCommand, type Transfers, type TransfersSnapshot } from './transfers.ts'

export interface SharedTransfersOptions {
  store: BrowserStore
  sources: SourceShelf
  /** Null where there is none: then every tab is alone. */
  channel: BroadcastChannel | null
  seekLeadership: SeekLeadership
  createEngine: (onChange: (snapshot: TransfersSnapshot) => void) => TransferEngine
  createId: () => string
}

/**
 * The transfers as every tab sees them. One tab leads and runs the engine; the others show what it says and pass on
 * what their person wants. Every tab keeps the files that were chosen in any of them, so the next leader goes on
 * where the last one stopped.
 */
export class SharedTransfers implements Transfers {
  readonly #options: SharedTransfersOptions
  readonly #listeners = new Set<() => void>()
  /** Commands that no leader has taken yet. */
  readonly #pending = new Map<string, TransferCommand>()
  readonly #giveUp: () => void
  #snapshot: TransfersSnapshot = NO_TRANSFERS
  #engine: TransferEngine | null = null
  #told = new Map<string, TransferRecord>()
  #leads = false

  constructor(options: SharedTransfersOptions) {
    this.#options = options
    if (options.channel) options.channel.onmessage = ({ data }: MessageEvent<TabMessage>) => this.#hear(data)
    this.#say({ kind: 'hello' })
    this.#giveUp = options.seekLeadership(() => void this.#lead())
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): TransfersSnapshot => this.#snapshot

  send(command: TransferCommand): void {
    this.#keepFiles(command)
    const commandId = this.#options.createId()
    if (this.#leads) this.#engine?.do(command)
    else this.#pending.set(commandId, command)
    // A leader says it too when there are files in it: the other tabs keep them.
    if (!this.#leads || hasFiles(command)) this.#say({ kind: 'command', commandId, command })
  }

  sourceOf(id: string): File | null {
    return this.#options.sources.find(id)
  }

  async close(): Promise<void> {
    const engine = this.#engine
    this.#engine = null
    this.#options.channel?.close()
    // Only when everything is written down another tab may read it.
    try {
      await engine?.close()
    } finally {
      this.#giveUp()
      this.#options.store.close()
    }
  }

  async #lead(): Promise<void> {
    const { store } = this.#options
    // In a private window there is nothing to read; what the last leader told is all there is.
    if (!store.persistent) await store.saveTransfers({ put: this.#snapshot.transfers, remove: [] })
    const engine = this.#options.createEngine((snapshot) => this.#tell(snapshot))
    this.#engine = engine
    await engine.start()
    this.#leads = true
    for (const command of this.#pending.values()) engine.do(command)
    this.#pending.clear()
    this.#tell(engine.snapshot(), true)
    const wanted = this.#snapshot.transfers.filter(({ hasSource, state }) => !hasSource && state.kind === 'waiting')
    if (wanted.length > 0) this.#say({ kind: 'wanted', ids: wanted.map(({ id }) => id) })
  }

  #hear(message: TabMessage): void {
    switch (message.kind) {
      case 'hello':
        if (this.#leads) this.#tell(this.#snapshot, true)
        break
      case 'state':
        if (!this.#leads) this.#believe(message)
        break
      case 'command':
        this.#keepFiles(message.command)
        if (!this.#leads) break
        this.#say({ kind: 'taken', commandId: message.commandId })
        this.#engine?.do(message.command)
        break
      case 'taken':
        this.#pending.delete(message.commandId)
        break
      case 'wanted':
        for (const id of message.ids) {
          const file = this.#options.sources.find(id)
          if (file) this.#say({ kind: 'command', commandId: id, command: { kind: 'attach', id, file } })
        }
        break
    }
  }

  #believe(state: Extract<TabMessage, { kind: 'state' }>): void {
    const known = new Map(state.all ? [] : this.#snapshot.transfers.map((transfer) => [transfer.id, transfer]))
    for (const transfer of state.put) known.set(transfer.id, transfer)
    for (const id of state.removed) known.delete(id)
    const { motions, bytesPerSecond, persistent, isHeld } = state
    this.#publish({ ready: true, transfers: [...known.values()], motions, bytesPerSecond, persistent, isHeld })
    // A new leader may have missed what was said to the old one.
    if (state.all) for (const [commandId, command] of this.#pending) this.#say({ kind: 'command', commandId, command })
  }

  #tell(snapshot: TransfersSnapshot, all = false): void {
    this.#publish(snapshot)
    if (!this.#leads) return
    const now = new Map(snapshot.transfers.map((transfer) => [transfer.id, transfer]))
    const put = all ? snapshot.transfers : snapshot.transfers.filter((record) => this.#told.get(record.id) !== record)
    const removed = [...this.#told.keys()].filter((id) => !now.has(id))
    this.#told = now
    const { motions, bytesPerSecond, persistent, isHeld } = snapshot
    this.#say({ kind: 'state', all, put, removed, motions, bytesPerSecond, persistent, isHeld })
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

  #say(message: TabMessage): void {
    try {
      this.#options.channel?.postMessage(message)
    } catch {
      // A file that cannot be cloned (it was deleted just now) stays with this tab.
    }
  }

  #publish(snapshot: TransfersSnapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}

function hasFiles(command: TransferCommand): boolean {
  return command.kind === 'add' || command.kind === 'attach'
}
