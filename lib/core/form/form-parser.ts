import { encodeUtf8 } from '../bytes/utf8.ts'
import { type FindBytes, findBytes } from './find-bytes.ts'
import { type PartHeader, readPartHeader } from './part-header.ts'

/** `truncated`: the body ended before its last boundary. `limits`: more parts, or a longer header, than any form has. */
export type FormProblem = 'malformed' | 'truncated' | 'limits'

/** What a form says, in its order. After `end` and `broken` nothing follows. */
export type FormEvent =
  | { readonly kind: 'part'; readonly header: PartHeader }
  /** Of the part that was last begun; a view into what was pushed, good until the next push. */
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'partEnd' }
  | { readonly kind: 'end' }
  | { readonly kind: 'broken'; readonly problem: FormProblem }

export interface FormLimits {
  readonly headerBytes: number
  readonly parts: number
}

/** A share of a whole album is still less than this; names are at most some hundred bytes. */
const LIMITS: FormLimits = { headerBytes: 16 * 1024, parts: 10_000 }

const DASH = 0x2d
const NOTHING = new Uint8Array(0)
const findBlankLine = findBytes(encodeUtf8('\r\n\r\n'))
const findLineEnd = findBytes(encodeUtf8('\r\n'))

type Step =
  /** Before the first boundary (RFC 2046 section 5.1.1): nothing in it counts. */
  | 'preamble'
  /** Behind a boundary: another part, or the two hyphens of the last one. */
  | 'boundary'
  | 'header'
  | 'blank'
  | 'body'
  | 'over'

/**
 * Reads `multipart/form-data` (RFC 7578) as it arrives, and holds no more of it than a boundary and a header: a form of
 * many GB costs as little memory as a small one. The pieces may be cut anywhere.
 */
export class FormParser {
  readonly #delimiter: Uint8Array
  readonly #findDelimiter: FindBytes
  readonly #limits: FormLimits
  #step: Step = 'preamble'
  /** The first boundary has no line before it: this stands for its end. */
  #rest: Uint8Array = encodeUtf8('\r\n')
  #parts = 0
  #isEmpty = true

  /** @param boundary of the Content-Type, without hyphens before it */
  constructor(boundary: string, limits: FormLimits = LIMITS) {
    this.#delimiter = encodeUtf8(`\r\n--${boundary}`)
    this.#findDelimiter = findBytes(this.#delimiter)
    this.#limits = limits
  }

  push(chunk: Uint8Array): FormEvent[] {
    if (chunk.length > 0) this.#isEmpty = false
    const events: FormEvent[] = []
    this.#rest = join(this.#rest, chunk)
    // Each step tells whether it came on; what it could not use yet waits for the next piece.
    while (this.#advance(events));
    // What is kept must not be the sender's own buffer, which it may fill anew.
    this.#rest = this.#rest.slice()
    return events
  }

  /** The body is over. A body without a single byte is a form without parts. */
  end(): FormEvent[] {
    if (this.#step === 'over') return []
    this.#step = 'over'
    return [this.#isEmpty ? { kind: 'end' } : { kind: 'broken', problem: 'truncated' }]
  }

  #advance(events: FormEvent[]): boolean {
    switch (this.#step) {
      case 'preamble':
        return this.#passDelimiter(null)
      case 'boundary':
        return this.#readBoundary(events)
      case 'header':
        return this.#readHeader(events)
      case 'blank':
        return this.#passBlankLine()
      case 'body':
        return this.#passDelimiter(events)
      case 'over':
        // The epilogue (RFC 2046): ignored.
        this.#rest = NOTHING
        return false
    }
  }

  /** @param events null where what comes before the boundary is nobody's */
  #passDelimiter(events: FormEvent[] | null): boolean {
    const rest = this.#rest
    const at = this.#findDelimiter(rest, 0)
    // The last bytes may be the beginning of a boundary.
    const until = at === -1 ? Math.max(0, rest.length - this.#delimiter.length + 1) : at
    if (until > 0) events?.push({ kind: 'data', bytes: rest.subarray(0, until) })
    if (at === -1) {
      this.#rest = rest.subarray(until)
      return false
    }
    events?.push({ kind: 'partEnd' })
    this.#rest = rest.subarray(at + this.#delimiter.length)
    this.#step = 'boundary'
    return true
  }

  #readBoundary(events: FormEvent[]): boolean {
    const rest = this.#rest
    if (rest.length < 2) return false
    if (rest[0] === DASH && rest[1] === DASH) {
      this.#step = 'over'
      events.push({ kind: 'end' })
      return true
    }
    const lineEnd = findLineEnd(rest, 0)
    // Blanks may stand behind it ("transport padding"), and nothing else.
    const padding = rest.subarray(0, lineEnd === -1 ? rest.length - 1 : lineEnd)
    if (!padding.every((byte) => byte === 0x20 || byte === 0x09)) return this.#break(events, 'malformed')
    if (lineEnd === -1) return rest.length > this.#limits.headerBytes ? this.#break(events, 'limits') : false
    this.#parts++
    if (this.#parts > this.#limits.parts) return this.#break(events, 'limits')
    // The end of this line stays: a header without lines is the blank line that follows at once.
    this.#rest = rest.subarray(lineEnd)
    this.#step = 'header'
    return true
  }

  #readHeader(events: FormEvent[]): boolean {
    const end = findBlankLine(this.#rest, 0)
    if ((end === -1 ? this.#rest.length : end) > this.#limits.headerBytes) return this.#break(events, 'limits')
    if (end === -1) return false
    const header = readPartHeader(this.#rest.subarray(0, end))
    if (header === null) return this.#break(events, 'malformed')
    events.push({ kind: 'part', header })
    this.#rest = this.#rest.subarray(end + 2)
    this.#step = 'blank'
    return true
  }

  /** The body begins behind the blank line; of a part without body that line is the beginning of the boundary. */
  #passBlankLine(): boolean {
    if (this.#rest.length < this.#delimiter.length) return false
    const isBoundary = this.#findDelimiter(this.#rest.subarray(0, this.#delimiter.length), 0) === 0
    if (!isBoundary) this.#rest = this.#rest.subarray(2)
    this.#step = 'body'
    return true
  }

  #break(events: FormEvent[], problem: FormProblem): boolean {
    this.#step = 'over'
    events.push({ kind: 'broken', problem })
    return true
  }
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right
  const joined = new Uint8Array(left.length + right.length)
  joined.set(left)
  joined.set(right, left.length)
  return joined
}
