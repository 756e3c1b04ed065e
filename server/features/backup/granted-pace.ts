import { type TakePace, unlessAborted } from '#server/jobs/pace.ts'

/** So that a thread need not ask for each of its steps. */
const GRANT_BYTES = 8 << 20

/**
 * The pace of a thread that reads for another one: it asks there for larger pieces, one at a time, and shares them out.
 * What must hold: no more bytes are let through than were asked for.
 */
export function createGrantedPace(ask: (bytes: number) => Promise<void>, grantBytes = GRANT_BYTES): TakePace {
  let leftBytes = 0
  let asking: Promise<void> | null = null
  return async (bytes, signal) => {
    signal.throwIfAborted()
    while (leftBytes < bytes) {
      const wanted = Math.max(grantBytes, bytes - leftBytes)
      asking ??= ask(wanted)
        .then(() => {
          leftBytes += wanted
        })
        .finally(() => {
          asking = null
        })
      await unlessAborted(asking, signal)
    }
    leftBytes -= bytes
  }
}
