import { planNext } from '#lib/core/transfers/plan-next.ts'
import type { TransferAction, TransferEvent } from '#lib/core/transfers/transfer-events.ts'
import {
  findResumable,
  fingerprintOf,
  newTransfer,
  type SourceFacts,
  type TransferRecord,
  type TransferState,
} from '#lib/core/transfers/transfer-record.ts'
import { transition } from '#lib/core/transfers/transition.ts'
import type { BrowserStore } from '../db/browser-store.ts'
import { EngineSchedule } from './engine-schedule.ts'
import { Motions } from './motions.ts'
import { runTransfer } from './run-transfer.ts'
import type { SourceShelf } from './source-shelf.ts'
import { TransferLog } from './transfer-log.ts'
import type { AddRequest, TransferCommand, TransfersSnapshot } from './transfers.ts'
import type { TransferLimits, UploadPace } from './upload-pace.ts'
import type { Uploader } from './uploader.ts'

/** HTTP/1.1 gives a page six connections to the vault; the others are for what a person does meanwhile. */
const SLOTS = 3

export interface TransferEngineOptions {
  store: BrowserStore
  uploader: Uploader
  pace: UploadPace
  /** As they were kept; later ones come as commands. */
  readLimits: () => Promise<TransferLimits>
  sources: SourceShelf
  subtle: SubtleCrypto | null
  /** Wall-clock time, for what is written down. */
  now: () => number
  /** Monotonic time, for speeds. */
  monotonicNow: () => number
  random: () => number
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  onChange: (snapshot: TransfersSnapshot) => void
}

/**
 * Runs the transfers of one person: holds their records, asks the pure machine what follows from what happened, and
 * does it. Only one engine may run per person and browser (see leadership.ts).
 */
export class TransferEngine {
  readonly #options: TransferEngineOptions
  readonly #log: TransferLog
  readonly #motions: Motions
  readonly #schedule: EngineSchedule
  readonly #runs = new Map<string, AbortController>()
  #records = new Map<string, TransferRecord>()
  #ready = false
  #isHeld = false
  #closed = false

  constructor(options: TransferEngineOptions) {
    this.#options = options
    this.#log = new TransferLog((changes) => options.store.saveTransfers(changes))
    this.#motions = new Motions(options.monotonicNow)
    this.#schedule = new EngineSchedule({
      now: options.now,
      plan: () => this.#plan(),
      publish: () => options.onChange(this.snapshot()),
      wake: (id, atMs) => this.#dispatch(id, { kind: 'retryDue' }, atMs),
    })
  }

  /** Takes up what is written down; commands come after it. */
  async start(): Promise<void> {
    const { store, readLimits } = this.#options
    const [records, limits] = await Promise.all([store.listTransfers().catch(() => []), readLimits()])
    const files = await Promise.all(
      records.map((record) => (isOver(record.state) ? null : this.#options.sources.recall(record))),
    )
    if (this.#closed) return
    this.#limit(limits)
    const unfinished = records.filter(({ state }) => !isOver(state))
    void this.#options.sources.sweep(new Set(unfinished.map(({ id }) => id))).catch(() => undefined)
    this.#records = new Map([...records].sort(byAge).map((record) => [record.id, record]))
    this.#ready = true
    for (const [index, { id, fingerprint }] of records.entries()) {
      const file = files[index] ?? null
      const isSame = file !== null && fingerprintOf(factsOf(file)) === fingerprint
      this.#dispatch(id, { kind: 'restored', hasSource: isSame })
      if (file !== null && !isSame) this.#dispatch(id, { kind: 'sourceChanged' })
    }
    this.#schedule.plan()
    this.#schedule.publish()
  }

  snapshot(): TransfersSnapshot {
    return {
      ready: this.#ready,
      transfers: [...this.#records.values()],
      motions: this.#motions.list(),
      bytesPerSecond: this.#motions.bytesPerSecond(),
      persistent: this.#options.store.persistent,
      isHeld: this.#isHeld,
    }
  }

  do(command: TransferCommand): void {
    switch (command.kind) {
      case 'add':
        this.#add(command)
        break
      case 'attach':
        this.#attach(command.id, command.file)
        break
      case 'redirect':
        for (const id of command.ids) {
          this.#dispatch(id, { kind: 'redirected', placeId: command.placeId, path: command.path })
        }
        break
      case 'network':
        if (!this.#isHeld) this.#dispatchAll({ kind: command.online ? 'networkBack' : 'networkLost' })
        break
      case 'limits':
        this.#limit(command.limits)
        break
      case 'unlocked':
        this.#dispatchAll({ kind: 'unlocked' })
        break
      default:
        for (const id of command.ids) this.#dispatch(id, { kind: command.kind })
    }
    this.#schedule.plan()
    this.#schedule.publish()
  }

  /** Stops without giving anything up: another tab, or the next visit, goes on. */
  async close(): Promise<void> {
    this.#closed = true
    for (const run of this.#runs.values()) run.abort()
    this.#schedule.close()
    await this.#log.flush()
  }

  #add({ ids, files, placeId, batchId, isFresh = false }: AddRequest): void {
    // Few, as a rule: ten thousand new files must not be compared with each other.
    const unfinished = [...this.#records.values()].filter(
      ({ hasSource, state }) => !hasSource || state.kind === 'failed',
    )
    for (const [index, { file, path, conflict }] of files.entries()) {
      const facts = factsOf(file)
      const known = isFresh ? null : findResumable(unfinished, { ...facts, placeId, path })
      const id = ids[index]
      if (known) this.#attach(known.id, file)
      // What was shared is added again after a browser died: the transfer that is there goes on.
      if (known || id === undefined || this.#records.has(id)) continue
      this.#options.sources.put(id, file)
      const mimeType = file.type
      const added = { ...facts, id, placeId, path, mimeType, conflict, batchId, hasSource: true }
      this.#records.set(id, newTransfer(added, this.#options.now()))
      this.#dispatch(id, { kind: 'added' })
    }
  }

  #limit({ bytesPerSecond, isHeld }: TransferLimits): void {
    this.#options.pace.limitTo(bytesPerSecond)
    if (isHeld === this.#isHeld) return
    this.#isHeld = isHeld
    this.#dispatchAll({ kind: isHeld ? 'networkLost' : 'networkBack' })
  }

  #attach(id: string, file: File): void {
    this.#options.sources.put(id, file)
    this.#dispatch(id, { kind: 'sourceAttached', source: factsOf(file) })
  }

  #dispatchAll(event: TransferEvent): void {
    for (const id of [...this.#records.keys()]) this.#dispatch(id, event)
  }

  #dispatch(id: string, event: TransferEvent, atMs = this.#options.now()): void {
    const before = this.#records.get(id)
    if (!before || this.#closed) return
    const { transfer, actions } = transition(before, event, atMs, this.#options.random)
    if (transfer !== before) this.#records.set(id, transfer)
    for (const action of actions) this.#perform(transfer, before, action)
    if (transfer.state.kind !== before.state.kind) this.#schedule.planSoon()
    if (transfer !== before || actions.length > 0) this.#schedule.publishSoon()
  }

  #perform(transfer: TransferRecord, before: TransferRecord, action: TransferAction): void {
    const { id } = transfer
    switch (action.kind) {
      case 'persist':
        this.#log.save(transfer, action.urgent)
        break
      case 'start':
        this.#run(transfer)
        break
      case 'stop':
        this.#runs.get(id)?.abort()
        this.#runs.delete(id)
        this.#motions.end(id)
        break
      case 'deleteOnServer':
        void this.#removeFromServer(id, action.uploadUrl)
        break
      case 'releaseSource':
        this.#options.sources.release(id)
        break
      case 'wakeAt':
        this.#schedule.wakeAt(id, action.atMs)
        break
      case 'forget':
        // Cut off while the server was creating it: it may hold a part whose address nobody heard.
        if (before.state.kind === 'running' && before.uploadUrl === null) {
          void this.#options.uploader.removeUnknown(before).catch(() => undefined)
        }
        this.#records.delete(id)
        this.#log.remove(id)
        break
    }
  }

  #run(transfer: TransferRecord): void {
    const { id } = transfer
    this.#runs.get(id)?.abort()
    const run = new AbortController()
    this.#runs.set(id, run)
    this.#motions.begin(id, transfer.ackedBytes)
    void this.#options.sources
      .recall(transfer)
      .then((source) =>
        runTransfer({
          transfer,
          source,
          findCopy: () => this.#options.sources.recallCopy(transfer),
          uploader: this.#options.uploader,
          subtle: this.#options.subtle,
          sleep: this.#options.sleep,
          signal: run.signal,
          onEvent: (event) => {
            // What the server holds already was not sent now, and must not count as speed.
            if (event.kind === 'created') this.#motions.begin(id, event.ackedBytes)
            this.#dispatch(id, event)
          },
          onMotion: (motion) => {
            if (run.signal.aborted) return
            this.#motions.move(id, motion)
            this.#schedule.publishSoon()
          },
        }),
      )
      .finally(() => {
        if (this.#runs.get(id) !== run) return
        this.#runs.delete(id)
        this.#motions.end(id)
        this.#schedule.planSoon()
      })
  }

  async #removeFromServer(id: string, uploadUrl: string): Promise<void> {
    try {
      await this.#options.uploader.remove(uploadUrl)
      this.#dispatch(id, { kind: 'deletedOnServer' })
    } catch {
      // Asked for again when the network or the session is back, and at the next start; after 7 days it expires anyway.
    }
  }

  #plan(): void {
    for (const id of planNext(this.#records.values(), { slots: SLOTS })) {
      this.#dispatch(id, { kind: this.#isHeld ? 'networkLost' : 'started' })
    }
  }
}

function factsOf(file: File): SourceFacts {
  return { filename: file.name, sizeBytes: file.size, lastModifiedMs: file.lastModified }
}

function isOver(state: TransferState): boolean {
  return state.kind === 'done' || state.kind === 'cancelled'
}

function byAge(left: TransferRecord, right: TransferRecord): number {
  return left.createdAtMs - right.createdAtMs || (left.id < right.id ? -1 : 1)
}
