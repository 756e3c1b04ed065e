const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  t: 1e12,
  tb: 1e12,
  ki: 2 ** 10,
  kib: 2 ** 10,
  mi: 2 ** 20,
  mib: 2 ** 20,
  gi: 2 ** 30,
  gib: 2 ** 30,
  ti: 2 ** 40,
  tib: 2 ** 40,
}

const MS_PER_UNIT: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
}

/**
 * A size as people write it ("20GB", "1.5 GiB", "500M", 1024) in bytes; null when it is none. Decimal unless "i" is
 * written.
 */
export function parseSizeBytes(raw: string | number): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(String(raw).trim())
  const factor = BYTES_PER_UNIT[match?.[2]?.toLowerCase() ?? '?']
  if (!match?.[1] || factor === undefined) return null
  const sizeBytes = Math.round(Number(match[1]) * factor)
  return Number.isSafeInteger(sizeBytes) ? sizeBytes : null
}

/**
 * A time span ("7 days", "1h 30m", "90s") in milliseconds; a bare number counts in `bareUnitMs`; null when it is none.
 */
export function parseDurationMs(raw: string | number, bareUnitMs: number): number | null {
  const text = String(raw).trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(text)) return toSafe(Number(text) * bareUnitMs)
  if (!/^(\d+(\.\d+)?\s*[a-z]+\s*)+$/.test(text)) return null
  let totalMs = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const factor = MS_PER_UNIT[unit ?? ''] ?? MS_PER_UNIT[(unit ?? '').replace(/s$/, '')]
    if (factor === undefined) return null
    totalMs += Number(amount) * factor
  }
  return toSafe(totalMs)
}

function toSafe(milliseconds: number): number | null {
  const rounded = Math.round(milliseconds)
  return Number.isSafeInteger(rounded) ? rounded : null
}
