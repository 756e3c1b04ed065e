import { numberFormat } from './intl.ts'

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

/** "18 bytes", "380 kB", "1.4 GB": powers of 1000, two digits where it matters, in the words of the locale. */
export function formatBytes(sizeBytes: number, locale: string): string {
  if (sizeBytes < 1000) return formatUnit(sizeBytes, 'byte', 'long', locale)
  const { value, unit } = scaled(sizeBytes)
  return formatUnit(value, unit, 'short', locale)
}

/** "11 MB/s". */
export function formatSpeed(bytesPerSecond: number, locale: string): string {
  const { value, unit } = scaled(bytesPerSecond)
  return formatUnit(value, `${unit}-per-second`, 'short', locale)
}

/** One decimal below 10; a value that would round up to 1000 goes to the next unit. */
function scaled(bytes: number): { value: number; unit: (typeof UNITS)[number] } {
  let value = bytes / 1000
  let step = 0
  while (Math.round(value) >= 1000 && step < UNITS.length - 1) {
    value /= 1000
    step++
  }
  return { value: value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value), unit: UNITS[step] ?? 'petabyte' }
}

function formatUnit(value: number, unit: string, unitDisplay: 'short' | 'long', locale: string): string {
  return numberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(value)
}
