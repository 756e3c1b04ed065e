import {
  beginViewing,
  goesOn,
  isOver,
  type ServingKind,
  type Viewing,
  withBytes,
  withoutRequest,
  withRequest,
} from '#lib/core/access-log/serving.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Serving } from '#server/features/files/serving.service.ts'
import type { NotedFile } from './noted.ts'
import { keyOfWho, type Who } from './who.ts'

/** One viewing, and what of it was written. */
export interface OpenViewing {
  readonly id: string
  readonly who: Who
  readonly file: NotedFile
  /** Wall clock. */
  readonly at: number
  viewing: Viewing
  endedAt: number
  isCounted: boolean
  writtenBytes: number
}

/** So many are known at once; each takes some hundred bytes. */
const MOST_OPEN = 20_000

/**
 * What is being looked at. All requests of one person for one file are one viewing until a break (lib/core/access-log);
 * whatever changes is written with the next batch.
 */
export class OpenViewings {
  readonly #clock: Clock
  readonly #onLost: () => void
  readonly #onDirty: () => void
  readonly #open = new Map<string, OpenViewing>()
  #dirty = new Set<OpenViewing>()

  constructor(deps: { clock: Clock; onLost: () => void; onDirty: () => void }) {
    this.#clock = deps.clock
    this.#onLost = deps.onLost
    this.#onDirty = deps.onDirty
  }

  get dirtyCount(): number {
    return this.#dirty.size
  }

  begin(kind: ServingKind, who: Who, file: NotedFile, contentId: string): Serving {
    const { monotonic } = this.#clock
    const key = `${kind} ${keyOfWho(who)} ${file.entryId} ${contentId}`
    const open = this.#find(key, kind, who, file)
    if (open === null) {
      this.#onLost()
      return LOST
    }
    open.viewing = withRequest(open.viewing, monotonic())
    let isRunning = true
    return {
      sent: (from, length) => {
        open.viewing = withBytes(open.viewing, from, length, monotonic())
        this.#touch(open)
      },
      end: () => {
        if (!isRunning) return
        isRunning = false
        open.viewing = withoutRequest(open.viewing, monotonic())
        if (open.file.sizeBytes === 0) this.#touch(open)
      },
    }
  }

  /** What changed since the last time, at most so many. */
  take(most: number): OpenViewing[] {
    const taken: OpenViewing[] = []
    for (const open of this.#dirty) {
      if (taken.length === most) break
      this.#dirty.delete(open)
      taken.push(open)
    }
    return taken
  }

  /** Lets go of what is over; of more than half of all there may be, also of the oldest that rest. */
  tidy(): void {
    const now = this.#clock.monotonic()
    for (const [key, open] of this.#open) {
      const rests = open.viewing.running === 0 && !this.#dirty.has(open)
      if (rests && (isOver(open.viewing, now) || this.#open.size > MOST_OPEN / 2)) this.#open.delete(key)
    }
  }

  #find(key: string, kind: ServingKind, who: Who, file: NotedFile): OpenViewing | null {
    const now = this.#clock.monotonic()
    const known = this.#open.get(key)
    if (known !== undefined && goesOn(known.viewing, now)) return known
    // The one before stays among what is to be written.
    this.#open.delete(key)
    if (this.#open.size >= MOST_OPEN || this.#dirty.size >= MOST_OPEN) return null
    const at = this.#clock.now()
    const made: OpenViewing = {
      ...{ id: newId(this.#clock), who, file, at, endedAt: at, isCounted: false, writtenBytes: 0 },
      viewing: beginViewing(kind, file.sizeBytes, now),
    }
    this.#open.set(key, made)
    return made
  }

  #touch(open: OpenViewing): void {
    open.endedAt = this.#clock.now()
    this.#dirty.add(open)
    this.#onDirty()
  }
}

const LOST: Serving = { sent: () => {}, end: () => {} }
