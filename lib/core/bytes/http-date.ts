const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)'
/** The form that is sent, and the two obsolete ones that must still be read (RFC 9110 section 5.6.7). */
const FORMS = [
  new RegExp(`^[a-z]{3}, (?<day>\\d\\d) (?<month>[a-z]{3}) (?<year>\\d{4}) ${TIME} GMT$`, 'iu'),
  new RegExp(`^[a-z]{6,9}, (?<day>\\d\\d)-(?<month>[a-z]{3})-(?<year>\\d\\d) ${TIME} GMT$`, 'iu'),
  new RegExp(`^[a-z]{3} (?<month>[a-z]{3}) (?<day>\\d\\d| \\d) ${TIME} (?<year>\\d{4})$`, 'iu'),
]

/** Milliseconds since 1970, whole seconds; null when the text is no HTTP-date. Years of two digits are 1970 to 2069. */
export function parseHttpDate(text: string): number | null {
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups
    if (groups === undefined) continue
    const read = (name: string) => Number(groups[name])
    const month = MONTHS.indexOf((groups.month ?? '').toLowerCase())
    const parts = [fullYear(groups.year ?? ''), month, read('day'), read('hour'), read('minute'), read('second')]
    return utcMs(parts)
  }
  return null
}

/** Whole seconds, the rest is cut off. */
export function formatHttpDate(ms: number): string {
  return new Date(ms).toUTCString()
}

function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 4) return year
  return year < 70 ? 2000 + year : 1900 + year
}

/** Null when a part overflows into the next, as the 31st of June would. */
function utcMs([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]): number | null {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  date.setUTCHours(hour, minute, second)
  const same = date.getUTCMonth() === month && date.getUTCDate() === day && date.getUTCHours() === hour
  return same && date.getUTCMinutes() === minute && date.getUTCSeconds() === second ? date.getTime() : null
}
