import type { Api } from '#lib/api/client.ts'
import { entryRoutes } from '#lib/contracts/http/entries.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import { contentsOf, type PinRecord } from '#lib/core/pins/pin-record.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { StoredPin } from '../db/stored-pins.ts'
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
  onEnded: (id: string) => void
}

/** The attempts that run, and the bytes on the device: one writer for each content, and nothing removed under it. */
export class PinRuns {
  readonly #options: PinRunsOptions
  readonly #runs = new Map<string, Run>()
  /** Files that downloads are written to. */
  readonly targets = new Map<string, FileSystemFileHandle>()

  constructor(options: PinRunsOptions) {
    this.#options = options
  }

  /** Whether a new attempt would meet one that is still open. */
  isBusy({ id, target }: StoredPin): boolean {
    return this.#runs.has(id) || [...this.#runs.values()].some(({ contentId }) => contentId === target.contentId)
  }

  async ended(id: string): Promise<void> {
    await this.#runs.get(id)?.ended
  }

  saveTarget(id: string, target: FileSystemFileHandle): void {
    this.targets.set(id, target)
    // Without it a reloaded page asks where to again.
    void this.#options.store.saveTarget(id, target).catch(() => undefined)
  }

  start({ id, entry, target }: StoredPin): void {
    const { fetcher, api, storeName, createId, tell, onEnded } = this.#options
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
      .fetch(job, (event) => tell(id, event), stop.signal)
      .finally(() => {
        if (this.#runs.get(id)?.stop !== stop) return
        this.#runs.delete(id)
        onEnded(id)
      })
    this.#runs.set(id, { stop, contentId: target.contentId, ended })
  }

  stop(id: string): void {
    this.#runs.get(id)?.stop.abort()
  }

  async stopAll(): Promise<void> {
    for (const { stop } of this.#runs.values()) stop.abort()
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended))
    this.#options.fetcher.close()
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
