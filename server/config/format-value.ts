import type { SettingKey, SettingValues } from './settings.ts'

const SIZES: ReadonlySet<SettingKey> = new Set([
  'maxFileBytes',
  'freeSpaceFloorBytes',
  'accountQuotaBytes',
  'guestQuotaBytes',
])
const TIMES: ReadonlySet<SettingKey> = new Set(['uploadKeepMs', 'grantMs', 'lockoutMs'])

const SIZE_UNITS = [
  [2 ** 40, 'TiB'],
  [1e12, 'TB'],
  [2 ** 30, 'GiB'],
  [1e9, 'GB'],
  [2 ** 20, 'MiB'],
  [1e6, 'MB'],
] as const
const TIME_UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** The value of a setting as somebody would type it: what this says, its kind reads as the same value again. */
export function formatValue<K extends SettingKey>(key: K, value: SettingValues[K]): string {
  const given: unknown = value
  if (given === null || given === undefined) return 'none'
  if (typeof given === 'number') return formatNumber(key, given)
  if (Array.isArray(given)) return given.map(formatPart).join(', ')
  return formatPart(given)
}

function formatNumber(key: SettingKey, value: number): string {
  if (key === 'umask') return value.toString(8).padStart(3, '0')
  if (SIZES.has(key)) return inUnit(value, SIZE_UNITS) ?? String(value)
  if (TIMES.has(key)) return inUnit(value, TIME_UNITS) ?? `${value}ms`
  return String(value)
}

function inUnit(value: number, units: readonly (readonly [number, string])[]): string | null {
  const unit = units.find(([size]) => value > 0 && value % size === 0)
  return unit === undefined ? null : `${value / unit[0]}${unit[1]}`
}

/** A text, or one of the two objects among the values: a certificate and a drive. */
function formatPart(part: unknown): string {
  if (typeof part !== 'object' || part === null) return String(part)
  if ('certPath' in part && 'keyPath' in part) return `${part.certPath},${part.keyPath}`
  if ('name' in part && 'path' in part) return `${part.name}=${part.path}`
  return 'kind' in part ? String(part.kind) : ''
}
