import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Publisher } from '#server/features/files/publisher.service.ts'

/** A thousand photos go into one folder: asking the disk for each of them costs as much as storing it. */
const FRESH_MS = 2000
const MAX_KNOWN = 1000

/** Where partials lie, remembered for a moment. A publisher copes with a partial on another filesystem. */
export class StagingFolders {
  readonly #publisher: Publisher
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #known = new Map<string, { folder: Promise<string>; at: number }>()

  constructor(publisher: Publisher, clock: Pick<Clock, 'monotonic'>) {
    this.#publisher = publisher
    this.#clock = clock
  }

  find(placeId: PlaceId, path: readonly string[]): Promise<string> {
    const key = [placeId, ...path].join('/')
    const now = this.#clock.monotonic()
    const known = this.#known.get(key)
    if (known !== undefined && now - known.at < FRESH_MS) return known.folder
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    const folder = this.#publisher.stagingFolder(placeId, path)
    this.#known.set(key, { folder, at: now })
    // A failure is not worth remembering.
    folder.catch(() => this.#known.delete(key))
    return folder
  }
}
