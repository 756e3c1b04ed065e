import { planNext } from '#lib/core/transfers/plan-next.ts'
import { loadOf } from '#lib/core/transfers/share-slots.ts'
import type { TransferAction, TransferEvent } from '#lib/core/transfers/transfer-events.ts'
import {
  findResumable,
  fingerprintOf,
  newTransfer,
  type SourceFacts,
  type TransferRecord,
  type TransferState,
  wantsSource,
} from '#lib/core/transfers/transfer-record.ts'
import { transition } from '#lib/core/transfers/transition.ts'
import type { BrowserStore } from '../db/browser-store.ts'
import type { Allowance } from '../engine/allowance.ts'
import { EngineRecords, type RecordAction } from '../engine/engine-records.ts'
import { Motions } from '../engine/motions.ts'
import type { TransferLimits } from '../engine/pace.ts'
import type { Engine } from '../engine/tab-relay.ts'
import type { SourceShelf } from './source-shelf.ts'
import { TransferRuns } from './transfer-runs.ts'
import type { AddRequest, TransferCommand, TransfersSnapshot } from './transfers.ts'
import type { Uploader } from './uploader.ts'

export interface TransferEngineOptions {
  store: BrowserStore
  uploader: Uploader
  allowance: Allowance
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
 * Runs the transfers of one person: tells the pure machine what happened, and does what follows. Only one engine may run
 * per person and browser (see leadership.ts).
 */
export class TransferEngine implements Engine<TransfersSnapshot, TransferCommand> {
  readonly #options: TransferEngineOptions
  readonly #motions: Motions
  readonly #records: EngineRecords<TransferRecord, TransferEvent, Exclude<TransferAction, RecordAction>>
  readonly #leave: () => void
  readonly #runs: TransferRuns
  #ready = false

  constructor(options: TransferEngineOptions) {
    this.#options = options
    this.#motions = new Motions(options.monotonicNow)
    this.#records = new EngineRecords({
      now: options.now,
      save: (changes) => options.store.saveTransfers(changes),
      step: (before, event, atMs) => {
        const { transfer, actions } = transition(before, event, atMs, options.random)
        return { record: transfer, actions }
      },
      perform: (transfer, action) => this.#perform(transfer, action),
      onForget: (before) => this.#forgotten(before),
      onMoved: () => options.allowance.moved('up'),
      plan: () => this.#plan(),
      publish: () => options.onChange(this.snapshot()),
    })
    this.#leave = options.allowance.join('up', {
      load: () => loadOf(this.#records.list()),
      replan: () => this.#records.schedule.planSoon(),
      hold: (isHeld) => this.#records.dispatchAll({ kind: isHeld ? 'networkLost' : 'networkBack' }),
    })
    this.#runs = new TransferRuns({
      ...options,
      tell: (id, event) => {
        // What the server holds already was not sent now, and must not count as speed.
        if (event.kind === 'created') this.#motions.begin(id, event.ackedBytes)
        this.#records.dispatch(id, event)
      },
      onMotion: (id, motion) => {
        this.#motions.move(id, motion)
        this.#records.schedule.publishSoon()
      },
      onEnded: (id) => {
        this.#motions.end(id)
        this.#records.schedule.planSoon()
      },
    })
  }

  /** Takes up what is written down; commands come after it. */
  async start(): Promise<void> {
    const { store, readLimits } = this.#options
    const [records, limits] = await Promise.all([store.listTransfers().catch(() => []), readLimits()])
    const files = await Promise.all(
      records.map((record) => (isOver(record.state) ? null : this.#options.sources.recall(record))),
    )
    if (this.#records.ended) return
    this.#options.allowance.limit(limits)
    const unfinished = records.filter(({ state }) => !isOver(state))
    void this.#options.sources.sweep(new Set(unfinished.map(({ id }) => id))).catch(() => undefined)
    this.#records.open(records)
    this.#ready = true
    for (const [index, { id, fingerprint }] of records.entries()) {
      const file = files[index] ?? null
      const isSame = file !== null && fingerprintOf(factsOf(file)) === fingerprint
      this.#records.dispatch(id, { kind: 'restored', hasSource: isSame })
      if (file !== null && !isSame) this.#records.dispatch(id, { kind: 'sourceChanged' })
    }
    this.#records.schedule.plan()
    this.#records.schedule.publish()
  }

  snapshot(): TransfersSnapshot {
    return {
      ready: this.#ready,
      transfers: this.#records.list(),
      motions: this.#motions.list(),
      bytesPerSecond: this.#motions.bytesPerSecond(),
      persistent: this.#options.store.persistent,
      isHeld: this.#options.allowance.isHeld,
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
          this.#records.dispatch(id, { kind: 'redirected', placeId: command.placeId, path: command.path })
        }
        break
      case 'network':
        if (!this.#options.allowance.isHeld) {
          this.#records.dispatchAll({ kind: command.online ? 'networkBack' : 'networkLost' })
        }
        break
      case 'limits':
        this.#options.allowance.limit(command.limits)
        break
      case 'unlocked':
        this.#records.dispatchAll({ kind: 'unlocked' })
        break
      default:
        for (const id of command.ids) this.#records.dispatch(id, { kind: command.kind })
    }
    this.#records.schedule.plan()
    this.#records.schedule.publish()
  }

  /** Stops without giving anything up: another tab, or the next visit, goes on. */
  async close(): Promise<void> {
    this.#records.end()
    this.#leave()
    this.#runs.stopAll()
    await this.#records.flush()
  }

  #add({ ids, files, placeId, batchId, isFresh = false }: AddRequest): void {
    // Few, as a rule: ten thousand new files must not be compared with each other.
    const unfinished = this.#records.list().filter(wantsSource)
    for (const [index, { file, path, conflict }] of files.entries()) {
      const facts = factsOf(file)
      const known = isFresh ? null : findResumable(unfinished, { ...facts, placeId, path })
      const id = ids[index]
      if (known) this.#attach(known.id, file)
      // What was shared is added again after a browser died: the transfer that is there goes on.
      if (known || id === undefined || this.#records.find(id)) continue
      this.#options.sources.put(id, file)
      const mimeType = file.type
      const added = { ...facts, id, placeId, path, mimeType, conflict, batchId, hasSource: true }
      this.#records.add(newTransfer(added, this.#options.now()), { kind: 'added' })
    }
  }

  #attach(id: string, file: File): void {
    this.#options.sources.put(id, file)
    this.#records.dispatch(id, { kind: 'sourceAttached', source: factsOf(file) })
  }

  #perform(transfer: TransferRecord, action: Exclude<TransferAction, RecordAction>): void {
    const { id } = transfer
    switch (action.kind) {
      case 'start':
        this.#motions.begin(id, transfer.ackedBytes)
        this.#runs.start(transfer)
        break
      case 'stop':
        this.#runs.stop(id)
        this.#motions.end(id)
        break
      case 'deleteOnServer':
        void this.#removeFromServer(id, action.uploadUrl)
        break
      case 'releaseSource':
        this.#options.sources.release(id)
        break
    }
  }

  /** Cut off while the server was creating it: it may hold a part whose address nobody heard. */
  #forgotten(before: TransferRecord): void {
    if (before.state.kind !== 'running' || before.uploadUrl !== null) return
    void this.#options.uploader.removeUnknown(before).catch(() => undefined)
  }

  async #removeFromServer(id: string, uploadUrl: string): Promise<void> {
    try {
      await this.#options.uploader.remove(uploadUrl)
      this.#records.dispatch(id, { kind: 'deletedOnServer' })
    } catch {
      // Asked for again when the network or the session is back, and at the next start; after 7 days it expires anyway.
    }
  }

  #plan(): void {
    const { allowance } = this.#options
    for (const id of planNext(this.#records.list(), { slots: allowance.slots('up') })) {
      this.#records.dispatch(id, { kind: allowance.isHeld ? 'networkLost' : 'started' })
    }
  }
}

function factsOf(file: File): SourceFacts {
  return { filename: file.name, sizeBytes: file.size, lastModifiedMs: file.lastModified }
}

function isOver(state: TransferState): boolean {
  return state.kind === 'done' || state.kind === 'cancelled'
}
