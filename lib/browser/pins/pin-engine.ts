import type { Api } from '#lib/api/client.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { PinAction, PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import { newPin, waitsForHandOver } from '#lib/core/pins/pin-record.ts'
import { transitionPin } from '#lib/core/pins/transition-pin.ts'
import { planNext } from '#lib/core/transfers/plan-next.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import { EngineSchedule } from '../transfers/engine-schedule.ts'
import { Motions } from '../transfers/motions.ts'
import { TransferLog } from '../transfers/transfer-log.ts'
import type { ContentFetcher } from './content-fetcher.ts'
import type { ContentShelf } from './content-shelf.ts'
import { PinRuns } from './pin-runs.ts'
import { PinWatch } from './pin-watch.ts'
import type { PinCommand, PinsSnapshot } from './pins.ts'
import { sweepPins } from './sweep-pins.ts'
import type { VaultNews } from './vault-news.ts'

/** Files at a time; their requests share two slots in the worker. */
const FILES_AT_ONCE = 2
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

export interface PinEngineOptions {
  api: Api
  store: Pick<
    PinStore,
    | 'listPins'
    | 'savePins'
    | 'listFolders'
    | 'saveFolder'
    | 'removeFolder'
    | 'findSeq'
    | 'saveSeq'
    | 'listContentIds'
    | 'dropContent'
    | 'findTarget'
    | 'saveTarget'
  >
  storeName: string
  fetcher: ContentFetcher
  shelf: ContentShelf
  news: VaultNews
  createId: () => string
  /** Wall-clock time, for what is written down. */
  now: () => number
  /** Monotonic time, for speeds. */
  monotonicNow: () => number
  random: () => number
  onChange: (snapshot: PinsSnapshot) => void
}

/**
 * Runs the pins and verified downloads of one person: holds their records, asks the pure machine what follows from what
 * happened, and does it. Only one engine may run per person and browser (see leadership.ts).
 */
export class PinEngine {
  readonly #options: PinEngineOptions
  readonly #log: TransferLog<StoredPin>
  readonly #motions: Motions
  readonly #schedule: EngineSchedule
  readonly #watch: PinWatch
  readonly #runs: PinRuns
  /** Attempts that have not said yet how much lies here. */
  readonly #fresh = new Set<string>()
  #pins = new Map<string, StoredPin>()
  #folders = new Map<string, PinFolder>()
  #ready = false
  #closed = false

  constructor(options: PinEngineOptions) {
    this.#options = options
    this.#log = new TransferLog((changes) => options.store.savePins(changes))
    this.#motions = new Motions(options.monotonicNow)
    this.#schedule = new EngineSchedule({
      now: options.now,
      plan: () => this.#plan(),
      publish: () => options.onChange(this.snapshot()),
      wake: (id, atMs) => this.#dispatch(id, { kind: 'retryDue' }, atMs),
    })
    this.#runs = new PinRuns({
      ...options,
      pins: () => this.#pins.values(),
      tell: (id, event) => this.#hear(id, event),
      onEnded: (id) => {
        this.#motions.end(id)
        this.#schedule.planSoon()
      },
    })
    this.#watch = new PinWatch({
      news: options.news,
      store: options.store,
      pins: () => this.#pins.values(),
      folders: () => this.#folders.values(),
      tell: (id, event) => this.#dispatch(id, event),
      found: (files, folder) => this.#add(files, folder.id),
      listed: (folder) => {
        const known = this.#folders.get(folder.id)
        if (known && !known.isListed) this.#saveFolder({ ...known, isListed: true })
      },
    })
  }

  /** Takes up what is written down; commands come after it. */
  async start(): Promise<void> {
    const { store, shelf, now } = this.#options
    const [pins, folders] = await Promise.all([store.listPins(), store.listFolders()])
    for (const pin of pins.filter(({ kind }) => kind === 'download')) {
      const target = await store.findTarget(pin.id)
      if (target) this.#runs.targets.set(pin.id, target)
    }
    const lost = await sweepPins({ pins, targets: this.#runs.targets, store, shelf }).catch((): string[] => [])
    if (this.#closed) return
    this.#pins = new Map([...pins].sort(byAge).map((pin) => [pin.id, pin]))
    this.#folders = new Map(folders.map((folder) => [folder.id, folder]))
    this.#ready = true
    for (const pin of pins) {
      // Saved; what the browser's room still has of it is not needed any more.
      const isSaved = pin.kind === 'download' && pin.state.kind === 'done' && !waitsForHandOver(pin)
      if (isSaved) this.#dispatch(pin.id, { kind: 'remove' })
      if (lost.includes(pin.id)) this.#dispatch(pin.id, { kind: 'bytesLost' })
      this.#dispatch(pin.id, { kind: 'restored' })
      if ((pin.checkedAtMs ?? now()) < now() - CHECK_AFTER_MS) this.#dispatch(pin.id, { kind: 'check' })
    }
    this.#watch.lookEverywhere()
    this.#schedule.plan()
    this.#schedule.publish()
  }

  snapshot(): PinsSnapshot {
    return {
      ready: this.#ready,
      pins: [...this.#pins.values()],
      folders: [...this.#folders.values()],
      speeds: new Map([...this.#motions.list()].map(([id, { bytesPerSecond }]) => [id, bytesPerSecond])),
      bytesPerSecond: this.#motions.bytesPerSecond(),
    }
  }

  do(command: PinCommand): void {
    switch (command.kind) {
      case 'pin':
        this.#add(
          command.entries.filter(({ kind }) => kind === 'file'),
          'self',
        )
        for (const entry of command.entries) if (entry.kind === 'folder') this.#addFolder(entry, false)
        break
      case 'pinPlace':
        this.#addFolder(
          { id: command.placeId, placeId: command.placeId, path: '', name: command.name },
          command.follows,
        )
        break
      case 'follow':
        this.#follow(command.folderId, command.follows)
        break
      case 'unpin':
        for (const id of command.ids) this.#unpin(id)
        break
      case 'unpinAll':
        for (const id of [...this.#folders.keys()]) this.#unpin(id)
        for (const { id, kind } of [...this.#pins.values()]) if (kind === 'pin') this.#dispatch(id, { kind: 'remove' })
        break
      case 'download':
        this.#download(command)
        break
      case 'network':
        this.#dispatchAll({ kind: command.online ? 'networkBack' : 'networkLost' })
        if (command.online) this.#watch.lookEverywhere()
        break
      case 'unlocked':
        this.#dispatchAll({ kind: 'unlocked' })
        this.#watch.lookEverywhere()
        break
      case 'placeChanged':
        this.#watch.look(command.placeId)
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
    this.#watch.close()
    await this.#runs.stopAll()
    this.#schedule.close()
    await this.#log.flush()
  }

  #add(entries: readonly EntryView[], wantedBy: string): void {
    for (const entry of entries) {
      if (this.#pins.has(entry.id)) {
        this.#dispatch(entry.id, { kind: 'wanted', by: wantedBy })
        this.#dispatch(entry.id, { kind: 'entryChanged', entry })
        continue
      }
      const pin = newPin({ id: entry.id, kind: 'pin', entry, wantedBy }, this.#options.now())
      if (pin === null) continue
      this.#pins.set(pin.id, pin)
      this.#dispatch(pin.id, { kind: 'added' })
      this.#watch.look(entry.placeId)
    }
    // Also when a folder was listed, and no command follows.
    this.#schedule.planSoon()
  }

  #addFolder(entry: Pick<EntryView, 'id' | 'placeId' | 'path' | 'name'>, follows: boolean): void {
    const { id, placeId, path, name } = entry
    const known = this.#folders.get(id)
    const createdAtMs = known?.createdAtMs ?? this.#options.now()
    const folder = { id, placeId, path, name, follows, isListed: false, createdAtMs }
    this.#saveFolder(folder)
    void this.#watch.list(folder)
    this.#watch.look(placeId)
  }

  #follow(folderId: string, follows: boolean): void {
    const folder = this.#folders.get(folderId)
    if (!folder || folder.follows === follows) return
    // What was added since it was pinned comes with it.
    const next = { ...folder, follows, isListed: folder.isListed && !follows }
    this.#saveFolder(next)
    if (follows) void this.#watch.list(next)
  }

  #unpin(id: string): void {
    if (!this.#folders.delete(id)) {
      this.#dispatch(id, { kind: 'remove' })
      return
    }
    void this.#options.store.removeFolder(id).catch(() => undefined)
    this.#dispatchAll({ kind: 'unwanted', by: id })
  }

  #download({ id, entry, target }: Extract<PinCommand, { kind: 'download' }>): void {
    const pin = newPin(
      { id, kind: 'download', entry, wantedBy: 'self', isElsewhere: target !== null },
      this.#options.now(),
    )
    if (pin === null || this.#pins.has(id)) return
    if (target !== null) this.#runs.saveTarget(id, target)
    this.#pins.set(id, pin)
    this.#dispatch(id, { kind: 'added' })
  }

  #saveFolder(folder: PinFolder): void {
    this.#folders.set(folder.id, folder)
    void this.#options.store.saveFolder(folder).catch(() => undefined)
    this.#schedule.publishSoon()
  }

  #dispatchAll(event: PinEvent<EntryView>): void {
    for (const id of [...this.#pins.keys()]) this.#dispatch(id, event)
  }

  #dispatch(id: string, event: PinEvent<EntryView>, atMs = this.#options.now()): void {
    const before = this.#pins.get(id)
    if (!before || this.#closed) return
    const { pin, actions } = transitionPin(before, event, atMs, this.#options.random)
    if (pin !== before) this.#pins.set(id, pin)
    for (const action of actions) this.#perform(pin, action)
    if (pin.state.kind !== before.state.kind) this.#schedule.planSoon()
    if (pin !== before || actions.length > 0) this.#schedule.publishSoon()
  }

  #perform(pin: StoredPin, action: PinAction): void {
    const { id } = pin
    switch (action.kind) {
      case 'persist':
        this.#log.save(pin, action.urgent)
        break
      case 'start':
        this.#run(pin)
        break
      case 'stop':
        this.#runs.stop(id)
        this.#motions.end(id)
        break
      case 'drop':
        void this.#runs.drop(id, action.contentId).then(() => this.#schedule.planSoon())
        break
      case 'wakeAt':
        this.#schedule.wakeAt(id, action.atMs)
        break
      case 'forget':
        this.#pins.delete(id)
        this.#log.remove(id)
        break
    }
  }

  #run(pin: StoredPin): void {
    this.#motions.begin(pin.id, pin.storedBytes)
    this.#fresh.add(pin.id)
    this.#runs.start(pin)
  }

  #hear(id: string, event: PinEvent): void {
    if (event.kind === 'progress') {
      // What lies here already was not fetched now, and must not count as speed.
      if (this.#fresh.delete(id)) this.#motions.begin(id, event.storedBytes)
      else this.#motions.move(id, { sentBytes: event.storedBytes })
    }
    if (event.kind === 'serverError' && ABOUT_ENTRY.has(event.code)) void this.#lookAfter(id, event)
    // What the fetcher tells never carries an entry.
    else this.#dispatch(id, event as PinEvent<EntryView>)
  }

  /** A refusal may mean that the entry is another one by now; only otherwise it is a failure. */
  async #lookAfter(id: string, event: Extract<PinEvent, { kind: 'serverError' }>): Promise<void> {
    const target = this.#pins.get(id)?.target
    await this.#watch.lookAt([id])
    await this.#runs.ended(id)
    if (this.#pins.get(id)?.target === target) this.#dispatch(id, event)
  }

  #plan(): void {
    const contents = new Set<string>()
    const plannable = [...this.#pins.values()]
      .filter((pin) => {
        if (pin.state.kind !== 'queued') return true
        // One writer for each content; and an attempt that was just stopped still has the file open.
        const isFree = !this.#runs.isBusy(pin) && !contents.has(pin.target.contentId)
        contents.add(pin.target.contentId)
        return isFree
      })
      .map(({ id, createdAtMs, state, target, storedBytes }) => {
        return { id, createdAtMs, state, sizeBytes: target.sizeBytes, ackedBytes: storedBytes }
      })
    for (const id of planNext(plannable, { slots: FILES_AT_ONCE })) this.#dispatch(id, { kind: 'started' })
  }
}

function byAge(left: StoredPin, right: StoredPin): number {
  return left.createdAtMs - right.createdAtMs || (left.id < right.id ? -1 : 1)
}
