import { dateTimeFormat, hasTwelveHours, relativeTimeFormat } from './intl.ts'

const DAY_MS = 86_400_000

/**
 * When something happened, as people say it: "Today 09:32", "Yesterday 21:10", "29 Jul, 19:30", "29 Jul 2025". The day
 * is the day of the time zone (IANA name; undefined is the system's), not 24 hours.
 */
export function formatWhen(ms: number, nowMs: number, locale: string, timeZone: string | undefined): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  const [then, now] = [dayOf(ms, zone), dayOf(nowMs, zone)]
  const daysAgo = (now.utcMs - then.utcMs) / DAY_MS
  if (daysAgo === 0 || daysAgo === 1) {
    const word = relativeTimeFormat(locale, { numeric: 'auto' }).format(-daysAgo, 'day')
    const time = dateTimeFormat(locale, { timeStyle: 'short', ...zone }, ms).format(ms)
    return `${capitalised(word, locale)} ${time}`
  }
  const day = { day: 'numeric', month: 'short', ...zone } as const
  if (then.year !== now.year) return dateTimeFormat(locale, { ...day, year: 'numeric' }, ms).format(ms)
  const hour = hasTwelveHours(locale) ? 'numeric' : '2-digit'
  return dateTimeFormat(locale, { ...day, hour, minute: '2-digit' }, ms).format(ms)
}

function dayOf(ms: number, { timeZone }: { timeZone?: string }): { year: number; utcMs: number } {
  if (timeZone === undefined) {
    const date = new Date(ms)
    return { year: date.getFullYear(), utcMs: Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) }
  }
  const options = { year: 'numeric', month: 'numeric', day: 'numeric', calendar: 'gregory' } as const
  const parts = dateTimeFormat('en', { ...options, numberingSystem: 'latn', timeZone }, ms).formatToParts(ms)
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return { year: read('year'), utcMs: Date.UTC(read('year'), read('month') - 1, read('day')) }
}

function capitalised(word: string, locale: string): string {
  const [first = '', ...rest] = word
  return first.toLocaleUpperCase(locale) + rest.join('')
}
