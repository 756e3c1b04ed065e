/** Weights of what was measured fall to a third in this time: calm enough to read, quick enough to believe. */
const MEMORY_MS = 5_000
/** Acknowledgements come in bursts; those closer than this are taken together. */
const SHORTEST_MS = 200

/** A moving average of bytes per second. Plain data; null before the first sample. */
export type Speed = {
  readonly bytes: number
  readonly atMs: number
  readonly bytesPerSecond: number
  /** How much of the average is measured rather than assumed, 0 to 1. */
  readonly weight: number
}

/** @param bytes acknowledged in total; fewer than before means a fresh start @param nowMs of a monotonic clock */
export function addSample(speed: Speed | null, bytes: number, nowMs: number): Speed {
  if (speed === null || bytes < speed.bytes) {
    return { bytes, atMs: nowMs, bytesPerSecond: speed?.bytesPerSecond ?? 0, weight: speed?.weight ?? 0 }
  }
  const elapsedMs = nowMs - speed.atMs
  if (elapsedMs < SHORTEST_MS) return speed
  const kept = Math.exp(-elapsedMs / MEMORY_MS)
  const rate = ((bytes - speed.bytes) / elapsedMs) * 1000
  return {
    bytes,
    atMs: nowMs,
    bytesPerSecond: speed.bytesPerSecond * kept + rate * (1 - kept),
    weight: speed.weight * kept + 1 - kept,
  }
}

/** Bytes per second now; null while nothing is known. Without samples for a while it falls. */
export function currentSpeed(speed: Speed | null, nowMs: number): number | null {
  if (speed === null || speed.weight === 0) return null
  const silentMs = Math.max(0, nowMs - speed.atMs - MEMORY_MS)
  return (speed.bytesPerSecond / speed.weight) * Math.exp(-silentMs / MEMORY_MS)
}

/** Null when unknown or so slow that a number would be a guess. */
export function secondsLeft(remainingBytes: number, bytesPerSecond: number | null): number | null {
  if (remainingBytes === 0) return 0
  return bytesPerSecond === null || bytesPerSecond < 1 ? null : remainingBytes / bytesPerSecond
}
