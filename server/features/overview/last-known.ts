import { setTimeout as sleep } from 'node:timers/promises'

export interface LastKnownDeps<Value> {
  read(): Promise<Value>
  monotonic(): number
  onError(error: unknown): void
  freshMs?: number
  patienceMs?: number
}

/**
 * For whoever asks often and must not wait, such as a watchdog while the disk or the database hangs: what was read
 * lately, one reading at a time. @returns null while nothing could be read in time, or the last reading failed
 */
export function createLastKnown<Value>(deps: LastKnownDeps<Value>): () => Promise<Value | null> {
  const { read, monotonic, onError, freshMs = 10_000, patienceMs = 1_000 } = deps
  let known: Value | null = null
  let knownAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null

  async function readAnew(): Promise<void> {
    try {
      known = await read()
    } catch (error) {
      known = null
      onError(error)
    }
    knownAt = monotonic()
    reading = null
  }

  return async () => {
    if (monotonic() - knownAt >= freshMs) {
      reading ??= readAnew()
      const waited = new AbortController()
      await Promise.race([reading, sleep(patienceMs, undefined, { signal: waited.signal, ref: false }).catch(() => {})])
      waited.abort()
    }
    return known
  }
}
