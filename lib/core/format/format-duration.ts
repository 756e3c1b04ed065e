import { numberFormat } from './intl.ts'

/**
 * How long something takes, for "... left": "40 s", "3 min", "1 h 20 min", "5 h", "3 days". Coarser the longer it is,
 * so that an estimate does not flicker. Never "0 s".
 */
export function formatDuration(seconds: number, locale: string): string {
  const whole = Math.max(1, Math.round(seconds))
  if (whole < 10) return formatUnit(whole, 'second', locale)
  if (whole < 58) return formatUnit(Math.round(whole / 5) * 5, 'second', locale)
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return formatUnit(minutes, 'minute', locale)
  if (minutes < 298) return formatHours(Math.round(minutes / 5) * 5, locale)
  const hours = Math.round(minutes / 60)
  return hours < 48 ? formatUnit(hours, 'hour', locale) : formatUnit(Math.round(hours / 24), 'day', locale)
}

/** The length or position in a film or song: "0:07", "3:25", "1:32:05". */
export function formatPlaytime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const twoDigits = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const tail = twoDigits(whole % 60)
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${twoDigits(minutes)}:${tail}`
}

function formatHours(minutes: number, locale: string): string {
  const hours = formatUnit(Math.floor(minutes / 60), 'hour', locale)
  return minutes % 60 === 0 ? hours : `${hours} ${formatUnit(minutes % 60, 'minute', locale)}`
}

const DISPLAY = { second: 'narrow', minute: 'short', hour: 'narrow', day: 'long' } as const

/** Narrow units come glued to the number in some locales ("40s"): set them apart, as the short ones are. */
function formatUnit(value: number, unit: keyof typeof DISPLAY, locale: string): string {
  const parts = numberFormat(locale, { style: 'unit', unit, unitDisplay: DISPLAY[unit] }).formatToParts(value)
  const text = parts.map((part, index) => {
    const glued =
      part.type === 'unit' && index > 0 && parts[index - 1]?.type === 'integer' && /^\p{Script=Latin}/u.test(part.value)
    return glued ? ` ${part.value}` : part.value
  })
  return text.join('')
}
