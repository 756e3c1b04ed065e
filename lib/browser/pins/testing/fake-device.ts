import { createApi } from '#lib/api/client.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import type { StoredPin } from '../../db/stored-pins.ts'
import { Allowance } from '../../engine/allowance.ts'
import type { TransferLimits } from '../../engine/pace.ts'
import { sleep } from '../../sleep.ts'
import type { ContentFetcher } from '../content-fetcher.ts'
import { PinEngine } from '../pin-engine.ts'
import type { PinEngineOptions } from '../pin-engine-options.ts'
import type { FetchJob } from '../pin-worker-messages.ts'
import { NO_PINS } from '../pins.ts'
import type { VaultNews } from '../vault-news.ts'

export function fileOf(id: string, change: Partial<EntryView> = {}): EntryView {
  return {
    ...{ id, placeId: 'p', kind: 'file', type: 'film', name: `${id}.webm`, path: `${id}.webm`, sizeBytes: 1000 },
    ...{ childCount: null, mime: 'video/webm', modifiedAt: 0, addedAt: 0, contentId: `content of ${id}` },
    ...{ sha256: null, addedBy: null, state: 'live', may: { change: true, delete: true } },
    ...change,
  }
}

/** A device with an engine on it: the bytes are names, fetched when the test says so. */
export class FakeDevice {
  readonly pins = new Map<string, StoredPin>()
  readonly folders = new Map<string, PinFolder>()
  readonly files = new Map<string, number>()
  readonly contents = new Set<string>()
  readonly jobs: (FetchJob & { tell: (event: PinEvent) => void; end: () => void; isStopped: boolean })[] = []
  /** What the vault lists below every folder. */
  listed: EntryView[] = []
  look: VaultNews['look'] = async () => null
  snapshot = NO_PINS
  /** What the fetcher was told last. */
  limit: number | null = null
  limits: TransferLimits = { bytesPerSecond: null, isHeld: false }
  /** Of the wall clock. */
  nowMs = 1_000
  readonly allowance = new Allowance({ now: () => performance.now(), sleep })

  async open(): Promise<PinEngine> {
    const engine = new PinEngine({
      api: createApi({ baseUrl: '', fetch }),
      store: this.#store(),
      storeName: 'hearth-account-a',
      fetcher: this.#fetcher(),
      allowance: this.allowance,
      readLimits: async () => this.limits,
      shelf: {
        list: async () => this.files,
        drop: async (id) => {
          this.files.delete(id)
          this.contents.delete(id)
        },
      },
      news: {
        look: (id, place) => this.look(id, place),
        walk: async (_place, _path, onFiles) => onFiles(this.listed),
        changes: async (_place, since) => ({ changes: [], seq: since }),
        seq: async () => 1,
      },
      createId: () => crypto.randomUUID(),
      now: () => this.nowMs,
      monotonicNow: () => performance.now(),
      random: () => 0,
      onChange: (snapshot) => {
        this.snapshot = snapshot
      },
    })
    await engine.start()
    return engine
  }

  /** Lets everything happen that needs no fetch. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 40; turn++) await Promise.resolve()
  }

  /** The fetch of a content ends well. */
  async finish(contentId: string): Promise<void> {
    const job = this.jobs.find((one) => one.content.contentId === contentId && !one.isStopped)
    if (!job) throw new Error(`nobody fetches ${contentId}`)
    this.files.set(contentId, job.content.sizeBytes)
    this.contents.add(contentId)
    job.tell({ kind: 'stored' })
    job.tell({ kind: 'verified' })
    job.end()
    this.jobs.splice(this.jobs.indexOf(job), 1)
    await this.settle()
  }

  #fetcher(): ContentFetcher {
    return {
      fetch: (job, tell, signal) =>
        new Promise<void>((resolve) => {
          const running = { ...job, tell, end: resolve, isStopped: false }
          this.jobs.push(running)
          signal.addEventListener('abort', () => {
            running.isStopped = true
            resolve()
          })
        }),
      limit: (bytesPerSecond) => {
        this.limit = bytesPerSecond
      },
      close() {},
    }
  }

  #store(): PinEngineOptions['store'] {
    return {
      listPins: async () => [...this.pins.values()],
      savePins: async ({ put, remove }) => {
        for (const pin of put) this.pins.set(pin.id, pin)
        for (const id of remove) this.pins.delete(id)
      },
      listFolders: async () => [...this.folders.values()],
      saveFolder: async (folder) => void this.folders.set(folder.id, folder),
      removeFolder: async (id) => void this.folders.delete(id),
      findSeq: async () => 1,
      saveSeq: async () => {},
      listContentIds: async () => [...this.contents],
      dropContent: async (id) => void this.contents.delete(id),
      findTarget: async () => null,
      saveTarget: async () => {},
    }
  }
}
