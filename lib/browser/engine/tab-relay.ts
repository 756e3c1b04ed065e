import type { SeekLeadership } from './leadership.ts'

/** What one tab runs for all tabs of a person. */
export interface Engine<S, C> {
  /** Takes up what is written down. */
  start(): Promise<void>
  do(command: C): void
  snapshot(): S
  /** Resolves when everything is written down and another tab may lead. */
  close(): Promise<void>
}

/** What the tabs of one person say to each other about what an engine does. */
export type TabMessage<S, R, C, N = never> =
  /** A tab that opened: the leader answers with everything. */
  | { kind: 'hello' }
  /** Said by the leader; `all` when the records are not only those that changed. The snapshot is without records. */
  | { kind: 'state'; all: boolean; put: readonly R[]; removed: readonly string[]; snapshot: S }
  /** For the leader, who answers `taken`. */
  | { kind: 'command'; commandId: string; command: C }
  | { kind: 'taken'; commandId: string }
  /** Anything else that tabs of this kind have to say. */
  | { kind: 'note'; note: N }

export interface RecordChange<R> {
  all: boolean
  put: readonly R[]
  removed: readonly string[]
  /** As they were told before. */
  before: ReadonlyMap<string, R>
}

export interface TabRelayOptions<S extends { readonly ready: boolean }, R extends { readonly id: string }, C, N> {
  /** Null where there is none: then every tab is alone. */
  channel: BroadcastChannel | null
  seekLeadership: SeekLeadership
  createId: () => string
  /** What is known before anybody said anything. */
  nothing: S
  recordsOf: (snapshot: S) => readonly R[]
  withRecords: (snapshot: S, records: readonly R[]) => S
  createEngine: (onChange: (snapshot: S) => void) => Engine<S, C>
  /** Commands that every tab has to hear, also when the leader says them. */
  isForAll?: (command: C) => boolean
  onCommand?: (command: C) => void
  onNote?: (note: N) => void
  beforeLead?: (snapshot: S) => Promise<void>
  onLed?: (snapshot: S) => void
  onTold?: (change: RecordChange<R>) => void
  /** What a leader elsewhere says. */
  onHeard?: (snapshot: S) => void
}

/**
 * An engine as every tab sees it. One tab leads and runs it; the others show what it says and pass on what their person
 * wants. The moment the leader is gone another tab goes on from what was written down.
 */
export class TabRelay<S extends { readonly ready: boolean }, R extends { readonly id: string }, C, N = never> {
  readonly #options: TabRelayOptions<S, R, C, N>
  readonly #listeners = new Set<() => void>()
  /** Commands that no leader has taken yet. */
  readonly #pending = new Map<string, C>()
  readonly #giveUp: () => void
  #snapshot: S
  #engine: Engine<S, C> | null = null
  #told = new Map<string, R>()
  #leads = false
  #closed = false

  constructor(options: TabRelayOptions<S, R, C, N>) {
    this.#options = options
    this.#snapshot = options.nothing
    const { channel } = options
    if (channel) channel.onmessage = ({ data }: MessageEvent<TabMessage<S, R, C, N>>) => this.#hear(data)
    this.#say({ kind: 'hello' })
    this.#giveUp = options.seekLeadership(() => void this.#lead())
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): S => this.#snapshot

  send(command: C): void {
    const { createId, isForAll, onCommand } = this.#options
    onCommand?.(command)
    const commandId = createId()
    if (this.#leads) this.#engine?.do(command)
    else this.#pending.set(commandId, command)
    if (!this.#leads || isForAll?.(command)) this.#say({ kind: 'command', commandId, command })
  }

  note(note: N): void {
    this.#say({ kind: 'note', note })
  }

  /** Tells every tab a command as if its person had sent it. */
  pass(commandId: string, command: C): void {
    this.#say({ kind: 'command', commandId, command })
  }

  /** Resolves when everything is written down and another tab may lead. */
  async close(): Promise<void> {
    this.#closed = true
    const engine = this.#engine
    this.#engine = null
    this.#options.channel?.close()
    try {
      await engine?.close()
    } finally {
      this.#giveUp()
    }
  }

  async #lead(): Promise<void> {
    const { beforeLead, createEngine, onLed } = this.#options
    await beforeLead?.(this.#snapshot)
    if (this.#closed) return
    const engine = createEngine((snapshot) => this.#tell(snapshot))
    this.#engine = engine
    // Nothing can be read: what comes from now on is done all the same.
    await engine.start().catch(() => undefined)
    if (this.#closed) return
    this.#leads = true
    for (const command of this.#pending.values()) engine.do(command)
    this.#pending.clear()
    this.#tell(engine.snapshot(), true)
    onLed?.(this.#snapshot)
  }

  #hear(message: TabMessage<S, R, C, N>): void {
    switch (message.kind) {
      case 'hello':
        if (this.#leads) this.#tell(this.#snapshot, true)
        break
      case 'state':
        if (!this.#leads) this.#believe(message)
        break
      case 'command':
        this.#options.onCommand?.(message.command)
        if (!this.#leads) break
        this.#say({ kind: 'taken', commandId: message.commandId })
        this.#engine?.do(message.command)
        break
      case 'taken':
        this.#pending.delete(message.commandId)
        break
      case 'note':
        this.#options.onNote?.(message.note)
        break
    }
  }

  #believe({ all, put, removed, snapshot }: Extract<TabMessage<S, R, C, N>, { kind: 'state' }>): void {
    const { recordsOf, withRecords } = this.#options
    const known = new Map(all ? [] : recordsOf(this.#snapshot).map((record) => [record.id, record]))
    for (const record of put) known.set(record.id, record)
    for (const id of removed) known.delete(id)
    this.#publish(withRecords(snapshot, [...known.values()]))
    this.#options.onHeard?.(snapshot)
    // A new leader may have missed what was said to the old one.
    if (all) for (const [commandId, command] of this.#pending) this.#say({ kind: 'command', commandId, command })
  }

  #tell(snapshot: S, all = false): void {
    this.#publish(snapshot)
    if (!this.#leads) return
    const { recordsOf, withRecords, onTold } = this.#options
    const records = recordsOf(snapshot)
    const before = this.#told
    this.#told = new Map(records.map((record) => [record.id, record]))
    const put = all ? records : records.filter((record) => before.get(record.id) !== record)
    const removed = [...before.keys()].filter((id) => !this.#told.has(id))
    onTold?.({ all, put, removed, before })
    this.#say({ kind: 'state', all, put, removed, snapshot: withRecords(snapshot, []) })
  }

  #say(message: TabMessage<S, R, C, N>): void {
    if (this.#closed) return
    try {
      this.#options.channel?.postMessage(message)
    } catch {
      // What cannot be cloned (a file that was deleted just now) stays with this tab.
    }
  }

  #publish(snapshot: S): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}
