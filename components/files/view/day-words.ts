import type { Strings } from '#components/strings/en.ts'

const DAY_MS = 86_400_000

/** The heading a file stands under in a list by date: the last days by name, then months, then years. */
export function dayWords(strings: Strings, locale: string | undefined, nowMs: number): (timeMs: number) => string {
  const { days } = strings.files
  const month = new Intl.DateTimeFormat(locale, { month: 'long' })
  const today = new Date(nowMs).setHours(0, 0, 0, 0)
  const thisYear = new Date(nowMs).getFullYear()
  return (timeMs) => {
    if (timeMs >= today) return days.today
    if (timeMs >= today - DAY_MS) return days.yesterday
    if (timeMs >= today - 6 * DAY_MS) return days.week
    const date = new Date(timeMs)
    return date.getFullYear() === thisYear ? month.format(date) : String(date.getFullYear())
  }
}
