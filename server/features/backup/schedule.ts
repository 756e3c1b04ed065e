export type Every = 'off' | 'day' | 'week'

/**
 * The first moment at `hour` by the machine's clock that is due after the last run, or after the schedule was set when
 * there was none. It may lie in the past: then it is due now, such as after a night in which the machine was off.
 */
export function nextRun(
  { every, hour }: { every: Every; hour: number },
  { lastMs, sinceMs }: { lastMs: number | null; sinceMs: number },
): number | null {
  if (every === 'off') return null
  const from = new Date(Math.max(lastMs ?? sinceMs, sinceMs))
  const next = new Date(from.getFullYear(), from.getMonth(), from.getDate(), hour)
  if (next <= from) next.setDate(next.getDate() + 1)
  // The first one soon; a week is seven days from then.
  if (every === 'week' && lastMs !== null && lastMs >= sinceMs) next.setDate(next.getDate() + 6)
  return next.getTime()
}

/** The check of all files reads from the disk that a backup reads from, so it begins later. */
const CHECK_HOURS_LATER = 2
export const checkHour = ({ hour }: { hour: number }) => (hour + CHECK_HOURS_LATER) % 24

const DAY_MS = 86_400_000

/** Whoever backs up by hand is reminded after a month. */
const INTERVALS: Readonly<Record<Every, number>> = { off: 15 * DAY_MS, day: DAY_MS, week: 7 * DAY_MS }

/** Whether the newest snapshot is older than twice the interval. */
export function isStale(
  every: Every,
  { newestMs, sinceMs, nowMs }: { newestMs: number | null; sinceMs: number; nowMs: number },
): boolean {
  return nowMs - Math.max(newestMs ?? 0, sinceMs) > 2 * INTERVALS[every]
}
