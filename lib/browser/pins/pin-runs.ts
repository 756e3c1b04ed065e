import type { Api } from '#lib/api/client.ts'
import { entryRoutes } from '#lib/contracts/http/entries.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import { contentsOf, type PinRecord } from '#lib/core/pins/pin-record.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import { Motions } from '../engine/motions.ts'
import type { ContentFetcher } from './content-fetcher.ts'
import type { ContentShelf } from './content-shelf.ts'

interface Run {
  stop: AbortController
  contentId: string
  ended: Promise<void>
}

export interface PinRunsOptions {
  api: Api
  store: Pick<PinStore, 'dropContent' | 'saveTarget'>
  storeName: string
  fetcher: ContentFetcher
  shelf: ContentShelf
  createId: () => string
  pins: () => Iterable<StoredPin>
  tell: (id: string, event: PinEvent) => void
  /** An attempt let go of its file. */
  onEnded: () => void
  /** Monotonic time, for speeds. */
  monotonicNow: () => number
}

/** The attempts that run, and the bytes on the device: one writer for each content, and nothing removed under it. */
export class PinRuns {
  readonly #options: PinRunsOptions
  readonly #runs = new Map<string, Run>()
  readonly #motions: Motions
  /** Attempts that have not said yet how much lies here. */
  readonly #fresh = new Set<string>()
  /** Files that downloads are written to. */
  readonly targets = new Map<string, FileSystemFileHandle>()

  constructor(options: PinRunsOptions) {
    this.#options = options
    this.#motions = new Motions(options.monotonicNow)
  }

  /** How fast each comes, and all together. */
  speeds(): { speeds: ReadonlyMap<string, number | null>; bytesPerSecond: number | null } {
    const moving = [...this.#motions.list()]
    return {
      speeds: new Map(moving.map(([id, { bytesPerSecond }]) => [id, bytesPerSecond])),
      bytesPerSecond: this.#motions.bytesPerSecond(),
    }
  }

  /** Without those that have to wait: each content has one writer, and an attempt that was stopped just now holds it still. */
  startable(): StoredPin[] {
    const busy = new Set([...this.#runs.values()].map(({ contentId }) => contentId))
    return [...this.#options.pins()].filter(({ id, state, target: { contentId } }) => {
      if (state.kind !== 'queued') return true
      const isFree = !this.#runs.has(id) && !busy.has(contentId)
      busy.add(contentId)
      return isFree
    })
  }

  async ended(id: string): Promise<void> {
    await this.#runs.get(id)?.ended
  }

  saveTarget(id: string, target: FileSystemFileHandle): void {
    this.targets.set(id, target)
    // Without it a reloaded page asks where to again.
    void this.#options.store.saveTarget(id, target).catch(() => undefined)
  }

  start({ id, entry, target, storedBytes }: StoredPin): void {
    const { fetcher, api, storeName, createId, tell, onEnded } = this.#options
    this.#motions.begin(id, storedBytes)
    this.#fresh.add(id)
    const stop = new AbortController()
    const handle = this.targets.get(id) ?? null
    const job = {
      job: createId(),
      storeName,
      content: target,
      key: handle === null ? target.contentId : id,
      contentUrl: api.href(entryRoutes.content, { params: { entry: entry.id }, query: {} }),
      manifestUrl: api.href(entryRoutes.manifest, { params: { entry: entry.id } }),
      target: handle,
    }
    const ended = fetcher
      .fetch(
        job,
        (event) => {
          if (event.kind === 'progress') this.#moved(id, event.storedBytes)
          tell(id, event)
        },
        stop.signal,
      )
      .finally(() => {
        if (this.#runs.get(id)?.stop !== stop) return
        this.#runs.delete(id)
        this.#motions.end(id)
        onEnded()
      })
    this.#runs.set(id, { stop, contentId: target.contentId, ended })
  }

  stop(id: string): void {
    this.#runs.get(id)?.stop.abort()
    this.#motions.end(id)
  }

  async stopAll(): Promise<void> {
    for (const { stop } of this.#runs.values()) stop.abort()
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended))
    this.#options.fetcher.close()
  }

  /** What lies here already was not fetched now, and must not count as speed. */
  #moved(id: string, storedBytes: number): void {
    if (this.#fresh.delete(id)) this.#motions.begin(id, storedBytes)
    else this.#motions.move(id, { sentBytes: storedBytes })
  }

  /** Once nobody writes it, and unless somebody else needs it. Bytes that cannot be removed are swept at the next start. */
  async drop(id: string, contentId: string): Promise<void> {
    const { shelf, store, pins } = this.#options
    await this.ended(id)
    if (this.targets.has(id)) {
      if (![...pins()].some((pin) => pin.id === id)) this.targets.delete(id)
      await store.dropContent(id).catch(() => undefined)
      return
    }
    const isNeeded = [...pins()].some((pin) => !pin.isElsewhere && holds(pin, contentId))
    if (!isNeeded) await shelf.drop(contentId).catch(() => undefined)
  }
}

/** What a record needs on the device: not the part that a full disk took away. */
function holds(pin: PinRecord, contentId: string): boolean {
  if (pin.state.kind === 'failed' && pin.kept === null && pin.storedBytes === 0) return false
  return contentsOf(pin).includes(contentId)
}
