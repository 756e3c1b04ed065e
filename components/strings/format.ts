import { formatBytes, formatSpeed } from '#lib/core/format/format-bytes.ts'
import { formatDuration, formatPlaytime } from '#lib/core/format/format-duration.ts'
import { formatWhen } from '#lib/core/format/format-when.ts'

/** Numbers, sizes and times as people say them, bound to one locale; the rules are those of lib/core/format. */
export interface Formatter {
  readonly locale: string
  number(value: number): string
  /** @param share 0 to 1 */
  percent(share: number): string
  /** 1.4 GB, 380 kB */
  bytes(sizeBytes: number): string
  /** 11 MB/s */
  speed(bytesPerSecond: number): string
  /** 40 s, 4 min, 2 h 10 min: about what is left of something. */
  duration(seconds: number): string
  /** 47 s, 5 min: a wait that is counted down, to the second below a minute. */
  wait(seconds: number): string
  /** 0:47, 1:52:30: a clock that counts, a length of a film. */
  clock(seconds: number): string
  /** Today 17:52, Yesterday 21:10, 3 Aug, 08:02, 29 Jul 2024. */
  when(timeMs: number, nowMs: number): string
  /** The whole truth, for properties and titles. */
  dateTime(timeMs: number): string
  list(parts: readonly string[]): string
}

export function createFormatter(locale: string): Formatter {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
  const and = new Intl.ListFormat(locale, { type: 'conjunction' })
  return {
    locale,
    number: (value) => whole.format(value),
    percent: (value) => share.format(value),
    bytes: (sizeBytes) => formatBytes(sizeBytes, locale),
    speed: (bytesPerSecond) => formatSpeed(bytesPerSecond, locale),
    duration: (seconds) => formatDuration(seconds, locale),
    wait: (seconds) =>
      seconds < 60 ? `${whole.format(Math.max(1, Math.ceil(seconds)))} s` : formatDuration(seconds, locale),
    clock: formatPlaytime,
    when: (timeMs, nowMs) => formatWhen(timeMs, nowMs, locale, undefined),
    dateTime: (timeMs) => full.format(timeMs),
    list: (parts) => and.format(parts),
  }
}
