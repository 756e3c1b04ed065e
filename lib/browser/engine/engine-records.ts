import { EngineSchedule } from './engine-schedule.ts'
import { RecordLog, type SaveRecords } from './record-log.ts'

interface Kept {
  readonly id: string
  readonly createdAtMs: number
  readonly state: { readonly kind: string }
}

/** What every machine asks for; the rest is the business of its engine. */
export type RecordAction =
  /** `urgent` before anything else happens; otherwise it may be gathered with later ones. */
  | { kind: 'persist'; urgent: boolean }
  /** Send `retryDue` then. */
  | { kind: 'wakeAt'; atMs: number }
  /** Delete the record. */
  | { kind: 'forget' }

export interface EngineRecordsOptions<R extends Kept, E, A> {
  /** Wall-clock time, for what is written down. */
  now: () => number
  save: SaveRecords<R>
  /** The pure machine. */
  step: (
    record: R,
    event: E | { kind: 'retryDue' },
    atMs: number,
  ) => { record: R; actions: readonly (A | RecordAction)[] }
  perform: (record: R, action: A) => void
  /** What the record was before it is deleted. */
  onForget?: (before: R) => void
  /** A record came to another state. */
  onMoved: () => void
  plan: () => void
  publish: () => void
}

/**
 * The records of an engine: asks the pure machine what follows from what happened, writes it down, and hands on what is to
 * be done. After `end` nothing happens to them any more.
 */
export class EngineRecords<R extends Kept, E, A extends { readonly kind: string }> {
  readonly schedule: EngineSchedule
  readonly #options: EngineRecordsOptions<R, E, A>
  readonly #log: RecordLog<R>
  #records = new Map<string, R>()
  #ended = false

  constructor(options: EngineRecordsOptions<R, E, A>) {
    this.#options = options
    this.#log = new RecordLog(options.save)
    this.schedule = new EngineSchedule({
      now: options.now,
      plan: options.plan,
      publish: options.publish,
      wake: (id, atMs) => this.dispatch(id, { kind: 'retryDue' }, atMs),
    })
  }

  get ended(): boolean {
    return this.#ended
  }

  open(records: readonly R[]): void {
    this.#records = new Map([...records].sort(byAge).map((record) => [record.id, record]))
  }

  /** In the order in which they were added. */
  list(): R[] {
    return [...this.#records.values()]
  }

  find(id: string): R | null {
    return this.#records.get(id) ?? null
  }

  add(record: R, event: E): void {
    this.#records.set(record.id, record)
    this.dispatch(record.id, event)
  }

  dispatchAll(event: E): void {
    for (const id of [...this.#records.keys()]) this.dispatch(id, event)
  }

  dispatch(id: string, event: E | { kind: 'retryDue' }, atMs = this.#options.now()): void {
    const before = this.#records.get(id)
    if (!before || this.#ended) return
    const { record, actions } = this.#options.step(before, event, atMs)
    if (record !== before) this.#records.set(id, record)
    for (const action of actions) this.#perform(record, before, action)
    if (record.state.kind !== before.state.kind || !this.#records.has(id)) {
      this.schedule.planSoon()
      this.#options.onMoved()
    }
    if (record !== before || actions.length > 0) this.schedule.publishSoon()
  }

  end(): void {
    this.#ended = true
    this.schedule.close()
  }

  /** Resolves when everything is written down. */
  flush(): Promise<void> {
    return this.#log.flush()
  }

  #perform(record: R, before: R, action: A | RecordAction): void {
    if (!isOfRecords(action)) {
      this.#options.perform(record, action)
      return
    }
    switch (action.kind) {
      case 'persist':
        this.#log.save(record, action.urgent)
        break
      case 'wakeAt':
        this.schedule.wakeAt(record.id, action.atMs)
        break
      case 'forget':
        this.#options.onForget?.(before)
        this.#records.delete(record.id)
        this.#log.remove(record.id)
        break
    }
  }
}

function isOfRecords(action: { kind: string }): action is RecordAction {
  return action.kind === 'persist' || action.kind === 'wakeAt' || action.kind === 'forget'
}

function byAge(left: Kept, right: Kept): number {
  return left.createdAtMs - right.createdAtMs || (left.id < right.id ? -1 : 1)
}
