const MIB = 1024 * 1024
/** About so long a request takes: short enough that what it carries is soon acknowledged, long enough to be few. */
const REQUEST_MS = 4_000
const LEAST_BYTES = MIB
const MOST_BYTES = 64 * MIB
/** Of the first request, while nothing is measured. */
export const FIRST_REQUEST_BYTES = 8 * MIB

/** With a limit requests are short, so that what was allowed is spread evenly. */
const LIMITED_MS = 500
const LEAST_LIMITED_BYTES = 64 * 1024

/**
 * How many bytes the next request of an upload carries: as many as the network takes in four seconds by the last one.
 * @param last what the request before carried, and how long that took; null before the first
 */
export function requestBytes(last: { bytes: number; elapsedMs: number } | null): number {
  if (last === null) return FIRST_REQUEST_BYTES
  const fitting = (last.bytes / Math.max(1, last.elapsedMs)) * REQUEST_MS
  // Not faster than twice: one quick request may have gone into a buffer.
  return Math.round(clamp(Math.min(fitting, last.bytes * 2), LEAST_BYTES, MOST_BYTES))
}

/** The same under a limit of all uploads together. @param creditBytes what was allowed before and not sent */
export function limitedRequestBytes(bytesPerSecond: number, creditBytes: number): number {
  return Math.round(clamp((bytesPerSecond * LIMITED_MS) / 1000 + creditBytes, LEAST_LIMITED_BYTES, MOST_BYTES))
}

/** What a turn that came too late may make up for: a hidden page is woken once a minute. */
export function creditBytes(bytesPerSecond: number, lateMs: number): number {
  return Math.min(MOST_BYTES, (bytesPerSecond * Math.max(0, lateMs)) / 1000)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
