import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { PinAction, PinEvent } from '#lib/core/pins/pin-events.ts'
import { isSaved, newPin } from '#lib/core/pins/pin-record.ts'
import { transitionPin } from '#lib/core/pins/transition-pin.ts'
import { planNext } from '#lib/core/transfers/plan-next.ts'
import { loadOf } from '#lib/core/transfers/share-slots.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import { EngineRecords, type RecordAction } from '../engine/engine-records.ts'
import type { Engine } from '../engine/tab-relay.ts'
import type { PinEngineOptions } from './pin-engine-options.ts'
import { PinFolders } from './pin-folders.ts'
import { PinRuns } from './pin-runs.ts'
import type { PinCommand, PinsSnapshot } from './pins.ts'
import { sweepPins } from './sweep-pins.ts'

/** Disks forget: what lies here is compared again after so long. */
const CHECK_AFTER_MS = 7 * 24 * 3_600_000
/** Refusals that are about the entry rather than the moment. */
const ABOUT_ENTRY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not_found',
  'upload_not_found',
  'entry_gone',
  'forbidden',
  'precondition_failed',
])

/**
 * Runs the pins and verified downloads of one person: tells the pure machine what happened, and does what follows. Only
 * one engine may run per person and browser (see leadership.ts).
 */
export class PinEngine implements Engine<PinsSnapshot, PinCommand> {
  readonly #options: PinEngineOptions
  readonly #records: EngineRecords<StoredPin, PinEvent<EntryView>, Exclude<PinAction, RecordAction>>
  readonly #folders: PinFolders
  readonly #runs: PinRuns
  readonly #leave: () => void
  #ready = false

  constructor(options: PinEngineOptions) {
    const { allowance, fetcher } = options
    this.#options = options
    this.#records = new EngineRecords({
      now: options.now,
      save: (changes) => options.store.savePins(changes),
      step: (before, event, atMs) => {
        const { pin, actions } = transitionPin(before, event, atMs, options.random)
        return { record: pin, actions }
      },
      perform: (pin, action) => this.#perform(pin, action),
      onMoved: () => allowance.moved('down'),
      plan: () => this.#plan(),
      publish: () => options.onChange(this.snapshot()),
    })
    const pins = () => this.#records.list()
    this.#runs = new PinRuns({
      ...options,
      pins,
      tell: (id, event) => this.#hear(id, event),
      onEnded: () => this.#records.schedule.planSoon(),
    })
    this.#folders = new PinFolders({
      ...options,
      pins,
      tell: (id, event) => this.#records.dispatch(id, event),
      found: (files, folderId) => this.#add(files, folderId),
      onChange: () => this.#records.schedule.publishSoon(),
    })
    this.#leave = allowance.join('down', {
      load: () => loadOf(pins()),
      replan: () => this.#records.schedule.planSoon(),
      hold: (isHeld) => this.#records.dispatchAll({ kind: isHeld ? 'networkLost' : 'networkBack' }),
      limit: (bytesPerSecond) => fetcher.limit(bytesPerSecond),
    })
    fetcher.limit(allowance.bytesPerSecond)
  }

  /** Takes up what is written down; commands come after it. */
  async start(): Promise<void> {
    const { store, shelf, now, readLimits, allowance } = this.#options
    const [pins, folders, limits] = await Promise.all([store.listPins(), store.listFolders(), readLimits()])
    for (const pin of pins.filter(({ kind }) => kind === 'download')) {
      const target = await store.findTarget(pin.id)
      if (target) this.#runs.targets.set(pin.id, target)
    }
    const lost = await sweepPins({ pins, targets: this.#runs.targets, store, shelf }).catch((): string[] => [])
    if (this.#records.ended) return
    allowance.limit(limits)
    this.#records.open(pins)
    this.#folders.open(folders)
    this.#ready = true
    for (const pin of pins) {
      const { id, checkedAtMs } = pin
      // Saved; what the browser's room still has of it is not needed any more.
      if (isSaved(pin, now())) this.#records.dispatch(id, { kind: 'remove' })
      if (lost.includes(id)) this.#records.dispatch(id, { kind: 'bytesLost' })
      this.#records.dispatch(id, { kind: 'restored' })
      const ageMs = now() - (checkedAtMs ?? now())
      // A moment to come was written by a clock that was ahead.
      if (ageMs > CHECK_AFTER_MS || ageMs < 0) this.#records.dispatch(id, { kind: 'check' })
    }
    this.#folders.watch.lookEverywhere()
    this.#records.schedule.plan()
    this.#records.schedule.publish()
  }

  snapshot(): PinsSnapshot {
    return {
      ready: this.#ready,
      pins: this.#records.list(),
      folders: this.#folders.list(),
      ...this.#runs.speeds(),
      isHeld: this.#options.allowance.isHeld,
    }
  }

  do(command: PinCommand): void {
    switch (command.kind) {
      case 'pin':
        this.#add(
          command.entries.filter(({ kind }) => kind === 'file'),
          'self',
        )
        for (const entry of command.entries) if (entry.kind === 'folder') this.#folders.add(entry, false)
        break
      case 'pinPlace':
        this.#folders.add(
          { id: command.placeId, placeId: command.placeId, path: '', name: command.name },
          command.follows,
        )
        break
      case 'follow':
        this.#folders.follow(command.folderId, command.follows)
        break
      case 'unpin':
        for (const id of command.ids) this.#unpin(id)
        break
      case 'unpinAll':
        for (const { id } of this.#folders.list()) this.#unpin(id)
        for (const { id, kind } of this.#records.list())
          if (kind === 'pin') this.#records.dispatch(id, { kind: 'remove' })
        break
      case 'download':
        this.#download(command)
        break
      case 'network':
        this.#network(command.online)
        break
      case 'limits':
        this.#options.allowance.limit(command.limits)
        break
      case 'unlocked':
        this.#records.dispatchAll({ kind: 'unlocked' })
        this.#folders.watch.lookEverywhere()
        break
      case 'placeChanged':
        this.#folders.watch.look(command.placeId)
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
    this.#folders.watch.close()
    await this.#runs.stopAll()
    await this.#records.flush()
  }

  #add(entries: readonly EntryView[], wantedBy: string): void {
    for (const entry of entries) {
      if (this.#records.find(entry.id)) {
        this.#records.dispatch(entry.id, { kind: 'wanted', by: wantedBy })
        this.#records.dispatch(entry.id, { kind: 'entryChanged', entry })
        continue
      }
      const pin = newPin({ id: entry.id, kind: 'pin', entry, wantedBy }, this.#options.now())
      if (pin === null) continue
      this.#records.add(pin, { kind: 'added' })
      this.#folders.watch.look(entry.placeId)
    }
    // Also when a folder was listed, and no command follows.
    this.#records.schedule.planSoon()
  }

  #unpin(id: string): void {
    if (this.#folders.remove(id)) this.#records.dispatchAll({ kind: 'unwanted', by: id })
    else this.#records.dispatch(id, { kind: 'remove' })
  }

  #download({ id, entry, target }: Extract<PinCommand, { kind: 'download' }>): void {
    const pin = newPin(
      { id, kind: 'download', entry, wantedBy: 'self', isElsewhere: target !== null },
      this.#options.now(),
    )
    if (pin === null || this.#records.find(id)) return
    if (target !== null) this.#runs.saveTarget(id, target)
    this.#records.add(pin, { kind: 'added' })
  }

  #network(online: boolean): void {
    const isThere = online && !this.#options.allowance.isHeld
    this.#records.dispatchAll({ kind: isThere ? 'networkBack' : 'networkLost' })
    // To ask what is new takes next to nothing.
    if (online) this.#folders.watch.lookEverywhere()
  }

  #perform(pin: StoredPin, action: Exclude<PinAction, RecordAction>): void {
    const { id } = pin
    switch (action.kind) {
      case 'start':
        this.#runs.start(pin)
        break
      case 'stop':
        this.#runs.stop(id)
        break
      case 'drop':
        void this.#runs.drop(id, action.contentId).then(() => this.#records.schedule.planSoon())
        break
    }
  }

  #hear(id: string, event: PinEvent): void {
    if (event.kind === 'serverError' && ABOUT_ENTRY.has(event.code)) void this.#lookAfter(id, event)
    // What the fetcher tells never carries an entry.
    else this.#records.dispatch(id, event as PinEvent<EntryView>)
  }

  /** A refusal may mean that the entry is another one by now; only otherwise it is a failure. */
  async #lookAfter(id: string, event: Extract<PinEvent, { kind: 'serverError' }>): Promise<void> {
    const target = this.#records.find(id)?.target
    await this.#folders.watch.lookAt([id])
    await this.#runs.ended(id)
    if (this.#records.find(id)?.target === target) this.#records.dispatch(id, event)
  }

  #plan(): void {
    const { allowance } = this.#options
    const plannable = this.#runs.startable().map(({ id, createdAtMs, state, target, storedBytes }) => {
      return { id, createdAtMs, state, sizeBytes: target.sizeBytes, ackedBytes: storedBytes }
    })
    for (const id of planNext(plannable, { slots: allowance.slots('down') })) {
      this.#records.dispatch(id, { kind: allowance.isHeld && this.#needsNetwork(id) ? 'networkLost' : 'started' })
    }
  }

  /** What is whole is only read back. */
  #needsNetwork(id: string): boolean {
    const pin = this.#records.find(id)
    return pin === null || pin.storedBytes < pin.target.sizeBytes
  }
}
