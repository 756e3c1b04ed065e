import { limitedRequestBytes } from '#lib/core/transfers/request-bytes.ts'

/** What the requests for contents keep to. */
export interface RequestPace {
  /** Of everything this device sends and fetches; null without a limit. */
  readonly bytesPerSecond: number | null
  /** Resolves when so many bytes may come, or after an abort. */
  take(bytes: number, signal: AbortSignal): Promise<void>
  /** Bytes that were taken and did not come. */
  giveBack(bytes: number): void
}

/** Neighbours fetched by one request; one that breaks off loses no chunk that was whole. */
const CHUNKS_AT_ONCE = 16

/** How many chunks the next request may bring: few at a time under a limit, so that it is kept evenly. */
export function chunksAtOnce(bytesPerSecond: number | null, chunkSizeBytes: number): number {
  if (bytesPerSecond === null) return CHUNKS_AT_ONCE
  const fitting = Math.floor(limitedRequestBytes(bytesPerSecond, 0) / chunkSizeBytes)
  return Math.min(CHUNKS_AT_ONCE, Math.max(1, fitting))
}
