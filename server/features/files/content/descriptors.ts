import { fstatSync, type Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { ContentId } from '#lib/core/ids/ids.ts'
import type { FileFacts } from '../disk/file-facts.ts'
import type { OpenedFile } from '../disk/open-file.ts'
import { RecentMap } from '../entries/recent-map.ts'
import { SNIFF_BYTES } from './sniff.ts'

/** One open file, shared by all requests for its content. What is taken must be released. */
export class Descriptor {
  readonly fd: number
  readonly facts: FileFacts
  /** The first bytes, to tell what it is. */
  readonly head: Uint8Array
  readonly openedAtMs: number
  readonly #handle: FileHandle
  readonly #opened: Stats
  readonly #onClosed: () => void
  #users = 0
  #dropped = false
  #revoked = false

  constructor(file: OpenedFile, head: Uint8Array, openedAtMs: number, onClosed: () => void = () => {}) {
    this.#onClosed = onClosed
    this.#handle = file.handle
    this.fd = file.handle.fd
    this.facts = file.facts
    this.head = head
    this.openedAtMs = openedAtMs
    this.#opened = fstatSync(this.fd)
  }

  /**
   * Whether the file is still what it was when it was opened, and still has a name. Two answers about one inode are
   * compared, so plain numbers will do; an fstat of an open descriptor costs microseconds.
   */
  isUnchanged(): boolean {
    if (this.#revoked) return false
    const { size, mtimeMs, nlink } = fstatSync(this.fd)
    return size === this.#opened.size && mtimeMs === this.#opened.mtimeMs && nlink > 0
  }

  /** What it lies on is gone, also for those who read at this moment. */
  revoke(): void {
    this.#revoked = true
  }

  take(): this {
    this.#users++
    return this
  }

  release(): void {
    this.#users--
    this.#closeWhenUnused()
  }

  /** No new user gets it; it is closed after the last one. */
  drop(): void {
    this.#dropped = true
    this.#closeWhenUnused()
  }

  #closeWhenUnused(): void {
    if (!this.#dropped || this.#users > 0) return
    this.#onClosed()
    // It was only read. Never again by its number, which may be another file's by now.
    this.#handle.close().catch(() => {})
  }
}

export interface DescriptorsDeps {
  readonly monotonic: () => number
  /** How many files stay open between requests. */
  readonly limit?: number
  /** After this long the path is looked up anew, so that a file removed by hand does not live on. */
  readonly maxAgeMs?: number
}

/** The files opened last, by content: a player that seeks, or many small ranges, need no new `open` each time. */
export class Descriptors {
  readonly #map: RecentMap<ContentId, Descriptor>
  readonly #opening = new Map<ContentId, Promise<Descriptor>>()
  /** Also those that no new request gets. */
  readonly #open = new Set<Descriptor>()
  #timer: NodeJS.Timeout | null = null
  readonly #monotonic: () => number
  readonly #maxAgeMs: number

  constructor(deps: DescriptorsDeps) {
    this.#map = new RecentMap(deps.limit ?? 64, (descriptor) => descriptor.drop())
    this.#monotonic = deps.monotonic
    this.#maxAgeMs = deps.maxAgeMs ?? 10_000
  }

  /** The open file of a content, taken; `open` is called when it is not at hand. */
  async take(id: ContentId, open: () => Promise<OpenedFile>): Promise<Descriptor> {
    const known = this.#map.get(id)
    if (known !== undefined && this.#monotonic() - known.openedAtMs < this.#maxAgeMs) return known.take()
    const running = this.#opening.get(id) ?? this.#openOnce(id, open)
    return (await running).take()
  }

  drop(id: ContentId): void {
    this.#map.delete(id)
  }

  /** A medium is gone: what is open on it is closed, and nobody gets another byte of it. */
  letGo(device: string): void {
    for (const descriptor of this.#open) if (descriptor.facts.device === device) descriptor.revoke()
    this.#map.deleteWhere((descriptor) => descriptor.facts.device === device)
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#map.clear()
  }

  #openOnce(id: ContentId, open: () => Promise<OpenedFile>): Promise<Descriptor> {
    const opening = this.#openFresh(id, open).finally(() => this.#opening.delete(id))
    this.#opening.set(id, opening)
    return opening
  }

  /** A file that is open keeps its disk from being unplugged in good order. */
  #closeIdleLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#map.deleteWhere(({ openedAtMs }) => this.#monotonic() - openedAtMs >= this.#maxAgeMs)
      if (this.#open.size > 0) this.#closeIdleLater()
    }, this.#maxAgeMs + 100).unref()
  }

  async #openFresh(id: ContentId, open: () => Promise<OpenedFile>): Promise<Descriptor> {
    const file = await open()
    try {
      const head = new Uint8Array(SNIFF_BYTES)
      const { bytesRead } = await file.handle.read(head, 0, SNIFF_BYTES, 0)
      const descriptor = new Descriptor(file, head.subarray(0, bytesRead), this.#monotonic(), () => {
        this.#open.delete(descriptor)
      })
      this.#open.add(descriptor)
      this.#map.set(id, descriptor)
      this.#closeIdleLater()
      return descriptor
    } catch (error) {
      await file.handle.close()
      throw error
    }
  }
}
