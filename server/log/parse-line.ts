import type { LogLevelName, LogLine } from '#lib/contracts/http/admin.ts'

const NAMES: Readonly<Record<number, LogLevelName>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

/** A line of the log as the page shows it; null for what is none, such as a line torn by a power cut. */
export function parseLine(id: string, text: string): LogLine | null {
  const fields = parseObject(text)
  if (fields === null) return null
  const { level, time, component, msg, ...rest } = fields
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN
  const name = typeof level === 'number' ? NAMES[level] : undefined
  if (Number.isNaN(at) || name === undefined) return null
  return {
    id,
    at,
    level: name,
    component: typeof component === 'string' ? component : 'vault',
    message: typeof msg === 'string' ? msg : describeAccess(rest),
    details: Object.keys(rest).length === 0 ? '' : JSON.stringify(rest, null, 1),
  }
}

function describeAccess({ method, path, status, ms }: Record<string, unknown>): string {
  return method === undefined ? '' : `${method} ${path} ${status}, ${ms} ms`
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
