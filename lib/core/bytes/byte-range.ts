/** One byte range as asked for, before the size is known. `last` null means "to the end". */
type RangeSpec = { kind: 'from'; first: number; last: number | null } | { kind: 'suffix'; lengthBytes: number }

export type ParsedRange = readonly RangeSpec[]

/** Both ends are included, as on the wire. */
export type ByteRange = { start: number; end: number }

export type ResolvedRange = { kind: 'whole' } | { kind: 'parts'; parts: ByteRange[] } | { kind: 'unsatisfiable' }

/** More ranges than a player or a download manager asks for at once; RFC 9110 section 14.2 lets us ignore them. */
const MAX_RANGES = 16
/** "More than two overlapping ranges" are an attack or a broken client (RFC 9110 section 17.15). */
const MAX_OVERLAPS = 2

/**
 * The syntax of a Range header (RFC 9110 section 14.1.2).
 * Null when it is absent, of another unit or malformed: such a header is ignored and the whole file sent with 200.
 */
export function parseRange(header: string | undefined): ParsedRange | null {
  const set = /^bytes=(.*)$/iu.exec(header?.trim() ?? '')?.[1]
  if (set === undefined) return null
  const specs: RangeSpec[] = []
  for (const item of set.split(',')) {
    const text = item.trim()
    // A list may have empty elements (RFC 9110 section 5.6.1.2).
    if (text === '') continue
    const spec = parseSpec(text)
    if (spec === null) return null
    specs.push(spec)
  }
  return specs.length === 0 ? null : specs
}

function parseSpec(text: string): RangeSpec | null {
  const match = /^(\d*)-(\d*)$/u.exec(text)
  if (match === null) return null
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? null : { kind: 'suffix', lengthBytes: clampedNumber(last) }
  if (last === '') return { kind: 'from', first: clampedNumber(first), last: null }
  if (BigInt(last) < BigInt(first)) return null
  return { kind: 'from', first: clampedNumber(first), last: clampedNumber(last) }
}

/** A number no file reaches is as good as any larger one. */
function clampedNumber(digits: string): number {
  return Math.min(Number(digits), Number.MAX_SAFE_INTEGER)
}

/**
 * The ranges against a file's size, in the order asked for; those that overlap or touch become one, at the place of the
 * first of them. `whole` means: ignore the header, for the request is abusive or the file empty.
 */
export function resolveRange(parsed: ParsedRange, sizeBytes: number): ResolvedRange {
  if (parsed.length > MAX_RANGES) return { kind: 'whole' }
  if (sizeBytes === 0) return { kind: parsed.some(isSatisfiableSuffix) ? 'whole' : 'unsatisfiable' }
  const wanted = parsed.map((spec) => resolveSpec(spec, sizeBytes)).filter((range) => range !== null)
  if (wanted.length === 0) return { kind: 'unsatisfiable' }
  if (countOverlapping(wanted) > MAX_OVERLAPS) return { kind: 'whole' }
  return { kind: 'parts', parts: coalesce(wanted) }
}

function isSatisfiableSuffix(spec: RangeSpec): boolean {
  return spec.kind === 'suffix' && spec.lengthBytes > 0
}

function resolveSpec(spec: RangeSpec, sizeBytes: number): ByteRange | null {
  const end = sizeBytes - 1
  if (spec.kind === 'from') return spec.first > end ? null : { start: spec.first, end: Math.min(spec.last ?? end, end) }
  return spec.lengthBytes === 0 ? null : { start: Math.max(0, sizeBytes - spec.lengthBytes), end }
}

function countOverlapping(ranges: readonly ByteRange[]): number {
  const overlaps = (range: ByteRange, index: number) =>
    ranges.slice(0, index).some((other) => other.start <= range.end && range.start <= other.end)
  return ranges.filter(overlaps).length
}

function coalesce(ranges: readonly ByteRange[]): ByteRange[] {
  let parts: ByteRange[] = []
  for (const range of ranges) {
    const touching = parts.filter((part) => part.start <= range.end + 1 && range.start <= part.end + 1)
    const [first] = touching
    if (first === undefined) {
      parts.push({ ...range })
      continue
    }
    first.start = Math.min(range.start, ...touching.map((part) => part.start))
    first.end = Math.max(range.end, ...touching.map((part) => part.end))
    parts = parts.filter((part) => part === first || !touching.includes(part))
  }
  return parts
}
