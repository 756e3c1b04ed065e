/**
 * Numbers, sizes and times as people say them, in the language of the browser. Pure: the caller gives
 * the locale and "now", so that the same input always reads the same.
 */
export interface Formatter {
  number(value: number): string
  percent(share: number): string
  /** 1.4 GB, 380 kB: powers of 1000, at most two significant decimals. */
  bytes(sizeBytes: number): string
  /** 11 MB/s */
  speed(bytesPerSecond: number): string
  /** 40 s, 4 min, 2 h 10 min: what is left of something. */
  duration(seconds: number): string
  /** 0:47, 1:52:30: a clock that counts. */
  clock(seconds: number): string
  /** Today 17:52, Yesterday 21:10, 3 Aug 08:02, 29 Jul 2024. */
  when(timeMs: number, nowMs: number): string
  /** The whole truth, for properties and titles. */
  dateTime(timeMs: number): string
  list(parts: readonly string[]): string
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

export function createFormatter(locale: string | undefined): Formatter {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const and = new Intl.ListFormat(locale, { type: 'conjunction' })

  const bytes = (sizeBytes: number) => {
    let value = Math.max(0, sizeBytes)
    let unit = 0
    // 999.5 kB would be rounded to "1,000 kB": step on before that.
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000
      unit++
    }
    return `${(unit === 0 || value >= 9.95 ? whole : tenth).format(value)} ${UNITS[unit]}`
  }

  return {
    number: (value) => whole.format(value),
    percent: (value) => share.format(value),
    bytes,
    speed: (bytesPerSecond) => `${bytes(bytesPerSecond)}/s`,
    duration: (seconds) => {
      if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
      const minutes = Math.round(seconds / 60)
      if (minutes < 60) return `${minutes} min`
      const hours = Math.floor(minutes / 60)
      return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
    },
    clock: (seconds) => {
      const total = Math.max(0, Math.floor(seconds))
      const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
      const tail = `${String(s).padStart(2, '0')}`
      return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`
    },
    when: (timeMs, nowMs) => {
      const days = calendarDays(timeMs, nowMs)
      if (days === 0 || days === 1) return `${capitalize(relative.format(-days, 'day'))} ${time.format(timeMs)}`
      const sameYear = new Date(timeMs).getFullYear() === new Date(nowMs).getFullYear()
      return sameYear ? `${day.format(timeMs)}, ${time.format(timeMs)}` : dayOfYear.format(timeMs)
    },
    dateTime: (timeMs) => full.format(timeMs),
    list: (parts) => and.format(parts),
  }
}

/** Midnights between two times; the hour of a clock change makes a day longer, so it is rounded. */
function calendarDays(fromMs: number, toMs: number): number {
  const midnight = (timeMs: number) => new Date(timeMs).setHours(0, 0, 0, 0)
  return Math.round((midnight(toMs) - midnight(fromMs)) / 86_400_000)
}

function capitalize(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
}
