import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import type { SeekLeadership } from '../transfers/leadership.ts'
import type { PinEngine } from './pin-engine.ts'
import { NO_PINS, type PinCommand, type Pins, type PinsSnapshot } from './pins.ts'
import { sayPinsChanged } from './pins-changed.ts'

/** What the tabs of one person say to each other about pins. */
type PinMessage =
  /** A tab that opened: the leader answers with everything. */
  | { kind: 'hello' }
  /** Said by the leader; `all` when it is not only what changed. */
  | {
      kind: 'state'
      all: boolean
      put: readonly StoredPin[]
      removed: readonly string[]
      folders: readonly PinFolder[]
      speeds: ReadonlyMap<string, number | null>
      bytesPerSecond: number | null
    }
  | { kind: 'command'; commandId: string; command: PinCommand }
  | { kind: 'taken'; commandId: string }

export interface SharedPinsOptions {
  storeName: string
  /** Null where there is none: then every tab is alone. */
  channel: BroadcastChannel | null
  seekLeadership: SeekLeadership
  createEngine: (onChange: (snapshot: PinsSnapshot) => void) => PinEngine
  createId: () => string
  onClosed: () => void
}

/** The pins as every tab sees them: one leads and runs the engine, the others show what it says (as SharedTransfers). */
export class SharedPins implements Pins {
  readonly storeName: string
  readonly #options: SharedPinsOptions
  readonly #listeners = new Set<() => void>()
  /** Commands that no leader has taken yet. */
  readonly #pending = new Map<string, PinCommand>()
  readonly #giveUp: () => void
  #snapshot: PinsSnapshot = NO_PINS
  #engine: PinEngine | null = null
  #told = new Map<string, StoredPin>()
  #leads = false
  #closed = false

  constructor(options: SharedPinsOptions) {
    this.#options = options
    this.storeName = options.storeName
    if (options.channel) options.channel.onmessage = ({ data }: MessageEvent<PinMessage>) => this.#hear(data)
    this.#say({ kind: 'hello' })
    this.#giveUp = options.seekLeadership(() => void this.#lead())
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): PinsSnapshot => this.#snapshot

  send(command: PinCommand): void {
    if (this.#leads) {
      this.#engine?.do(command)
      return
    }
    const commandId = this.#options.createId()
    this.#pending.set(commandId, command)
    this.#say({ kind: 'command', commandId, command })
  }

  close(): void {
    this.#closed = true
    const engine = this.#engine
    this.#engine = null
    this.#options.channel?.close()
    // Only when every file is closed and everything is written down another tab may lead.
    void (engine?.close() ?? Promise.resolve()).finally(() => {
      this.#giveUp()
      this.#options.onClosed()
    })
  }

  async #lead(): Promise<void> {
    if (this.#closed) return
    const engine = this.#options.createEngine((snapshot) => this.#tell(snapshot))
    this.#engine = engine
    await engine.start().catch(() => undefined)
    this.#leads = true
    for (const command of this.#pending.values()) engine.do(command)
    this.#pending.clear()
    this.#tell(engine.snapshot(), true)
  }

  #hear(message: PinMessage): void {
    switch (message.kind) {
      case 'hello':
        if (this.#leads) this.#tell(this.#snapshot, true)
        break
      case 'state':
        if (!this.#leads) this.#believe(message)
        break
      case 'command':
        if (!this.#leads) break
        this.#say({ kind: 'taken', commandId: message.commandId })
        this.#engine?.do(message.command)
        break
      case 'taken':
        this.#pending.delete(message.commandId)
        break
    }
  }

  #believe({ all, put, removed, ...rest }: Extract<PinMessage, { kind: 'state' }>): void {
    const known = new Map(all ? [] : this.#snapshot.pins.map((pin) => [pin.id, pin]))
    for (const pin of put) known.set(pin.id, pin)
    for (const id of removed) known.delete(id)
    const { folders, speeds, bytesPerSecond } = rest
    this.#publish({ ready: true, pins: [...known.values()], folders, speeds, bytesPerSecond })
    // A new leader may have missed what was said to the old one.
    if (all) for (const [commandId, command] of this.#pending) this.#say({ kind: 'command', commandId, command })
  }

  #tell(snapshot: PinsSnapshot, all = false): void {
    this.#publish(snapshot)
    if (!this.#leads) return
    const now = new Map(snapshot.pins.map((pin) => [pin.id, pin]))
    const put = all ? snapshot.pins : snapshot.pins.filter((pin) => this.#told.get(pin.id) !== pin)
    const removed = [...this.#told.keys()].filter((id) => !now.has(id))
    if (all || removed.length > 0 || put.some((pin) => isKeptOtherwise(pin, this.#told.get(pin.id)))) sayPinsChanged()
    this.#told = now
    const { folders, speeds, bytesPerSecond } = snapshot
    this.#say({ kind: 'state', all, put, removed, folders, speeds, bytesPerSecond })
  }

  #say(message: PinMessage): void {
    if (!this.#closed) this.#options.channel?.postMessage(message)
  }

  #publish(snapshot: PinsSnapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}

/** Whether other bytes than before can be read of it. */
function isKeptOtherwise(now: StoredPin, before: StoredPin | undefined): boolean {
  return now.kept?.contentId !== before?.kept?.contentId
}
