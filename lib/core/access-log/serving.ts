import type { Kind } from '../kinds/kind.ts'
import { addSpan, lengthOf, type Span } from './spans.ts'

/** What a request for bytes of a file was, to whoever reads the log (docs/decisions/181). */
export type ServingKind = 'view' | 'stream' | 'download'

/** What a request says of itself. */
export interface ServingFacts {
  /** `?download`: a browser saves it. */
  readonly download: boolean
  /** It names the content that it wants: a verified copy, made a piece at a time. */
  readonly namesContent: boolean
  /** By a token, and by no browser: what a program reads it keeps. */
  readonly byProgram: boolean
  /** Of the file. */
  readonly type: Kind
}

export function servingKind({ download, namesContent, byProgram, type }: ServingFacts): ServingKind {
  if (download || namesContent || byProgram) return 'download'
  return type === 'film' || type === 'sound' ? 'stream' : 'view'
}

/** Nothing for this long, and what comes then is another viewing: longer than a film pauses for dinner is read anew. */
export const IDLE_MS = 30 * 60_000
/** A person who leaps about in a film makes many. */
export const MOST_SPANS = 64

/** All requests of one person for one file that are one viewing. Times are of the clock that `now` is of. */
export interface Viewing {
  readonly kind: ServingKind
  readonly sizeBytes: number
  /** What of the file has left, each byte once. */
  readonly spans: readonly Span[]
  /** Everything that has left, also twice. */
  readonly bytes: number
  /** Answers that are still on their way. */
  readonly running: number
  readonly lastAt: number
}

export function beginViewing(kind: ServingKind, sizeBytes: number, now: number): Viewing {
  return { kind, sizeBytes, spans: [], bytes: 0, running: 0, lastAt: now }
}

export const isOver = (viewing: Viewing, now: number): boolean =>
  viewing.running === 0 && now - viewing.lastAt > IDLE_MS

/** Whether one more request belongs to it. A file that was saved whole is saved once more by the next. */
export function goesOn(viewing: Viewing, now: number): boolean {
  if (isOver(viewing, now)) return false
  return viewing.kind !== 'download' || viewing.running > 0 || !isWhole(viewing)
}

export const isWhole = ({ spans, sizeBytes }: Viewing): boolean => lengthOf(spans) >= sizeBytes

export const withRequest = (viewing: Viewing, now: number): Viewing => ({
  ...viewing,
  running: viewing.running + 1,
  lastAt: now,
})

export const withoutRequest = (viewing: Viewing, now: number): Viewing => ({
  ...viewing,
  running: Math.max(0, viewing.running - 1),
  lastAt: now,
})

export const withBytes = (viewing: Viewing, from: number, length: number, now: number): Viewing => ({
  ...viewing,
  spans: addSpan(viewing.spans, [from, from + length], MOST_SPANS),
  bytes: viewing.bytes + length,
  lastAt: now,
})
