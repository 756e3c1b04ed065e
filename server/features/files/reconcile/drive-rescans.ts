import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'

export interface DriveRescansDeps {
  clock: Pick<Clock, 'monotonic'>
  timing: { driveRescanEveryMs: number; unwatchedRescanEveryMs: number }
  /** Whether every folder that can be watched is. */
  isComplete(): boolean
}

/** A disk of a million files is not looked at all the time: it rests so many times as long as a look took. */
const REST_TIMES = 10

/** When drives are looked through again, though nothing was heard from them. */
export class DriveRescans {
  readonly #deps: DriveRescansDeps
  readonly #last = new Map<PlaceId, { endedAt: number; tookMs: number }>()

  constructor(deps: DriveRescansDeps) {
    this.#deps = deps
  }

  /** @returns to be called at its end, whatever that was */
  begin(placeId: PlaceId): () => void {
    const { clock } = this.#deps
    const startedAt = clock.monotonic()
    return () => {
      const endedAt = clock.monotonic()
      this.#last.set(placeId, { endedAt, tookMs: endedAt - startedAt })
    }
  }

  isDue(placeId: PlaceId, { isNetwork }: { isNetwork: boolean }): boolean {
    const last = this.#last.get(placeId)
    // The first look is not asked for here.
    if (last === undefined) return false
    const { timing, clock, isComplete } = this.#deps
    const isPolled = isNetwork || !isComplete()
    const everyMs = isPolled ? timing.unwatchedRescanEveryMs : timing.driveRescanEveryMs
    return clock.monotonic() - last.endedAt >= Math.max(everyMs, last.tookMs * REST_TIMES)
  }
}
