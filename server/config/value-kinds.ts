import { isIP } from 'node:net'
import { z } from 'zod'
import { parseDurationMs, parseSizeBytes } from './parse-amount.ts'

export type TlsSetting =
  | { readonly kind: 'auto' }
  | { readonly kind: 'off' }
  | { readonly kind: 'files'; readonly certPath: string; readonly keyPath: string }

export type LogLevel = (typeof LOG_LEVELS)[number]
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** A kind of value: one schema that takes the text of a flag or variable and the JSON of persist.json alike. */
export interface ValueKind<T> {
  readonly schema: z.ZodType<T, unknown>
  /** What is allowed, as a person reads it after "Allowed:". */
  readonly allowed: string
}

export const NOT_ALLOWED = Symbol('not allowed')
export type Parsed<T> = T | typeof NOT_ALLOWED

export function kind<T>(allowed: string, parse: (raw: unknown) => Parsed<T>): ValueKind<T> {
  const schema = z.unknown().transform((raw, context): T => {
    const value = parse(raw)
    if (value !== NOT_ALLOWED) return value
    context.addIssue({ code: 'custom', message: allowed })
    return z.NEVER
  })
  return { schema, allowed }
}

/** Text, or what a number in JSON would read as. */
function textOf(raw: unknown): string | null {
  if (typeof raw === 'string') return raw.trim()
  return typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : null
}

function integerOf(raw: unknown, min: number, max: number): Parsed<number> {
  const text = textOf(raw)
  if (text === null || !/^\d{1,15}$/.test(text)) return NOT_ALLOWED
  const value = Number(text)
  return value >= min && value <= max ? value : NOT_ALLOWED
}

export function integer(min: number, max: number): ValueKind<number> {
  return kind(`a whole number from ${min} to ${max}`, (raw) => integerOf(raw, min, max))
}

/** A TCP port; 0 lets the system choose a free one. */
export function port(): ValueKind<number> {
  return kind('a port from 1 to 65535, or 0 for any free one', (raw) => integerOf(raw, 0, 65_535))
}

export function flag(): ValueKind<boolean> {
  const words: Readonly<Record<string, boolean>> = {
    true: true,
    yes: true,
    on: true,
    1: true,
    false: false,
    no: false,
    off: false,
    0: false,
  }
  return kind('true or false', (raw) => {
    if (typeof raw === 'boolean') return raw
    const text = textOf(raw)?.toLowerCase() ?? ''
    return Object.hasOwn(words, text) ? (words[text] ?? NOT_ALLOWED) : NOT_ALLOWED
  })
}

export function sizeBytes(): ValueKind<number> {
  return kind('a size such as 500MB, 20GB or 1.5GiB', (raw) => {
    const text = textOf(raw)
    return text === null ? NOT_ALLOWED : (parseSizeBytes(text) ?? NOT_ALLOWED)
  })
}

/** A limit that may be absent; `null` means none. */
export function sizeLimitBytes(): ValueKind<number | null> {
  return kind('a size such as 500MB, 20GB or 1.5GiB above 0, or "none"', (raw) => {
    const text = textOf(raw)
    if (raw === null || text?.toLowerCase() === 'none') return null
    return text === null ? NOT_ALLOWED : parseSizeBytes(text) || NOT_ALLOWED
  })
}

export function durationMs(options: { bareUnit: 'minutes' | 'days'; minMs: number; maxMs: number }): ValueKind<number> {
  const bareUnitMs = options.bareUnit === 'days' ? 86_400_000 : 60_000
  const range = `${sayDuration(options.minMs)} to ${sayDuration(options.maxMs)}`
  const allowed = `a number of ${options.bareUnit}, or a time such as 90s, 30min, 12h or 7d (${range})`
  return kind(allowed, (raw) => {
    const text = textOf(raw)
    const value = text === null ? null : parseDurationMs(text, bareUnitMs)
    return value !== null && value >= options.minMs && value <= options.maxMs ? value : NOT_ALLOWED
  })
}

/** A time span in the largest unit that says it as a whole number: 90000 is "90 s". */
function sayDuration(milliseconds: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ] as const
  const [size, unit] = units.find(([candidate]) => milliseconds % candidate === 0) ?? [1, 'ms']
  return `${milliseconds / size} ${unit}`
}

/** Requests per minute; `null` means no limit. */
export function perMinute(): ValueKind<number | null> {
  return kind('a number of requests per minute from 1 to 1000000, or "none"', (raw) => {
    if (raw === null || textOf(raw)?.toLowerCase() === 'none') return null
    const text = textOf(raw)?.replace(/\s*\/\s*min(ute)?$/i, '')
    return text === undefined ? NOT_ALLOWED : integerOf(text, 1, 1_000_000)
  })
}

/** Permission bits taken away from people's files, octal as in the shell. */
export function umask(): ValueKind<number> {
  return kind('an octal umask such as 022 or 077 that leaves the owner its rights', (raw) => {
    if (typeof raw !== 'string' || !/^0?o?[0-7]{1,3}$/.test(raw)) return NOT_ALLOWED
    const mask = Number.parseInt(raw.replace('o', ''), 8)
    return (mask & 0o700) === 0 ? mask : NOT_ALLOWED
  })
}

export function logLevel(): ValueKind<LogLevel> {
  return kind(`one of ${LOG_LEVELS.join(', ')}`, (raw) => LOG_LEVELS.find((level) => level === raw) ?? NOT_ALLOWED)
}

/** One line of text for people to read. */
export function line(maxLength: number): ValueKind<string> {
  return kind(`1 to ${maxLength} characters without control characters`, (raw) => {
    if (typeof raw !== 'string') return NOT_ALLOWED
    const text = raw.trim().normalize('NFC')
    return text !== '' && text.length <= maxLength && !/[\p{Cc}\p{Cf}]/u.test(text) ? text : NOT_ALLOWED
  })
}

export function password(): ValueKind<string> {
  return kind('8 to 1024 characters', (raw) =>
    typeof raw === 'string' && raw.length >= 8 && raw.length <= 1024 ? raw : NOT_ALLOWED,
  )
}

function isPath(raw: unknown): raw is string {
  return typeof raw === 'string' && raw.trim() !== '' && !raw.includes('\0')
}

export function path(): ValueKind<string> {
  return kind('a path', (raw) => (isPath(raw) ? raw : NOT_ALLOWED))
}

export function tls(): ValueKind<TlsSetting> {
  return kind('auto, off, or CERT,KEY (two paths of PEM files)', (raw) => {
    if (raw === 'auto' || raw === 'off') return { kind: raw }
    if (typeof raw !== 'string') return NOT_ALLOWED
    const [certPath, keyPath, ...rest] = raw.split(',').map((part) => part.trim())
    return isPath(certPath) && isPath(keyPath) && rest.length === 0 ? { kind: 'files', certPath, keyPath } : NOT_ALLOWED
  })
}

/** A list: a JSON array, or one text with commas. */
function list<T>(allowed: string, parseItem: (text: string) => Parsed<T>): ValueKind<readonly T[]> {
  return kind(allowed, (raw) => {
    const texts = Array.isArray(raw) ? raw.flatMap(splitList) : splitList(raw)
    const items: T[] = []
    for (const text of texts) {
      const item = text === null ? NOT_ALLOWED : parseItem(text)
      if (item === NOT_ALLOWED) return NOT_ALLOWED
      items.push(item)
    }
    return [...new Set(items)]
  })
}

function splitList(raw: unknown): (string | null)[] {
  if (typeof raw !== 'string') return [null]
  return raw
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Host names (lower case, IDNA) or IP addresses (without brackets), as a browser would put them into `Host`. */
export function hostNames(): ValueKind<readonly string[]> {
  return list('host names or IP addresses without scheme and port, such as vault.example.org', (text) => {
    const bare = text.replace(/^\[(.*)\]$/, '$1')
    if (isIP(bare) !== 0) return canonicalAddress(bare)
    if (!/^[^\s/:@?#[\]%*]+$/.test(bare) || !URL.canParse(`http://${bare}`)) return NOT_ALLOWED
    const name = new URL(`http://${bare}`).hostname.replace(/\.$/, '')
    return isHostName(name) && isIP(name) === 0 ? name : NOT_ALLOWED
  })
}

function isHostName(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))
}

function canonicalAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1) : address
}

export function addresses(): ValueKind<readonly string[]> {
  return list('IP addresses of this machine, such as 192.168.1.5 or ::1', (text) =>
    isIP(text) === 0 ? NOT_ALLOWED : text,
  )
}

export function networks(): ValueKind<readonly string[]> {
  return list('IP addresses or networks, such as 127.0.0.1 or 10.0.0.0/8', (text) => {
    const [address = '', bits, ...rest] = text.split('/')
    const version = isIP(address)
    if (version === 0 || rest.length > 0) return NOT_ALLOWED
    return bits === undefined || integerOf(bits, 0, version === 4 ? 32 : 128) !== NOT_ALLOWED ? text : NOT_ALLOWED
  })
}

export interface DriveSetting {
  readonly name: string
  readonly path: string
}

/** `[NAME=]PATH`; the name is the folder's own when there is none. Never split at commas: paths may hold them. */
export function drives(): ValueKind<readonly DriveSetting[]> {
  return kind('[NAME=]PATH of a folder', (raw) => {
    const items: DriveSetting[] = []
    for (const text of Array.isArray(raw) ? raw : [raw]) {
      const match = typeof text === 'string' ? /^(?:([^=/\\]{1,64})=)?(.+)$/su.exec(text.trim()) : null
      const drivePath = match?.[2]
      if (!isPath(drivePath)) return NOT_ALLOWED
      const name = match?.[1]?.trim() || (drivePath.split(/[/\\]+/).findLast((part) => part !== '') ?? drivePath)
      items.push({ name, path: drivePath })
    }
    return items
  })
}
