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
    const word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-daysAgo, 'day')
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone }).format(ms)
    return `${capitalised(word, locale)} ${time}`
  }
  const day = { day: 'numeric', month: 'short', ...zone } as const
  if (then.year !== now.year) return new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }).format(ms)
  const { hour12 = false } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
  const hour = hour12 ? 'numeric' : '2-digit'
  return new Intl.DateTimeFormat(locale, { ...day, hour, minute: '2-digit' }).format(ms)
}

function dayOf(ms: number, zone: { timeZone?: string }): { year: number; utcMs: number } {
  const parts = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    calendar: 'gregory',
    numberingSystem: 'latn',
    ...zone,
  }).formatToParts(ms)
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return { year: read('year'), utcMs: Date.UTC(read('year'), read('month') - 1, read('day')) }
}

function capitalised(word: string, locale: string): string {
  const [first = '', ...rest] = word
  return first.toLocaleUpperCase(locale) + rest.join('')
}
