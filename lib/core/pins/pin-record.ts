import type { ErrorCode } from '../errors/error-codes.ts'

/** What a pin waits for; each goes on by itself once that is there. */
export type PinWaitsFor =
  | { readonly for: 'network' }
  | { readonly for: 'password' }
  | { readonly for: 'signIn' }
  /** The vault could not give it, or has not hashed it yet. */
  | { readonly for: 'retry'; readonly code: ErrorCode; readonly retryAtMs: number }

/**
 * `storage_full`: the device has too little room. `bad_bytes`: what came, or what the device gave back, was not what the
 * manifest says, several times over. `target_lost`: the file that a download is written to cannot be written any more.
 */
export type PinFailureCode = ErrorCode | 'storage_full' | 'bad_bytes' | 'target_lost'

/** The states of a transfer (lib/core/transfers), for bytes that come to the device. */
export type PinState =
  | { readonly kind: 'queued' }
  | ({ readonly kind: 'waiting' } & PinWaitsFor)
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  /** Every chunk is there, the device reads them back and compares. */
  | { readonly kind: 'verifying' }
  | { readonly kind: 'done'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly code: PinFailureCode; readonly missingBytes: number | null }

/** What the machine needs to know of an entry; the browser keeps all of it, to show it without the vault. */
export type PinnedEntry = {
  readonly id: string
  readonly placeId: string
  readonly name: string
  readonly contentId: string | null
  readonly sizeBytes: number
}

export type PinnedContent = { readonly contentId: string; readonly sizeBytes: number }

/**
 * One file that is kept on this device (`pin`), or saved from it to somewhere else (`download`). Plain JSON, for it lies
 * in IndexedDB, where pages, the service worker and the worker that fetches read it.
 */
export type PinRecord<Entry extends PinnedEntry = PinnedEntry> = {
  /** Of a pin the id of its entry: an entry is pinned once. */
  readonly id: string
  readonly kind: 'pin' | 'download'
  readonly entry: Entry
  /** Who wants it: `self`, or ids of pinned folders. Never empty. */
  readonly wantedBy: readonly string[]
  /** What is fetched, or was. */
  readonly target: PinnedContent
  /** Of a download: its bytes go into a file that a person chose, not into the room of the browser. */
  readonly isElsewhere: boolean
  /** Of a download through the room of the browser: the browser has been given it to save. Absent before. */
  readonly isHandedOver?: boolean
  /** When that was. It copies afterwards, for as long as it takes, and tells nobody when it is done. */
  readonly handedOverAtMs?: number
  /** Of the target: chunks that lie on the device, compared with the manifest. */
  readonly storedBytes: number
  /** What can be read now: the target, or the content before it until the target is whole. */
  readonly kept: PinnedContent | null
  /** Deleted in the vault: this copy is the last one here. */
  readonly isGone: boolean
  /** When every byte was last compared; null before the first time. */
  readonly checkedAtMs: number | null
  readonly attempts: number
  readonly createdAtMs: number
  readonly updatedAtMs: number
  readonly state: PinState
}

export type NewPin<Entry extends PinnedEntry> = {
  id: string
  kind: PinRecord['kind']
  entry: Entry
  wantedBy: string
  isElsewhere?: boolean
}

/** Null for what has no bytes: a folder, or a file that is missing. */
export function newPin<Entry extends PinnedEntry>(facts: NewPin<Entry>, nowMs: number): PinRecord<Entry> | null {
  const target = contentOf(facts.entry)
  if (target === null) return null
  return {
    id: facts.id,
    kind: facts.kind,
    entry: facts.entry,
    wantedBy: [facts.wantedBy],
    target,
    isElsewhere: facts.isElsewhere ?? false,
    storedBytes: 0,
    kept: null,
    isGone: false,
    checkedAtMs: null,
    attempts: 0,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    state: { kind: 'queued' },
  }
}

export function contentOf({ contentId, sizeBytes }: PinnedEntry): PinnedContent | null {
  return contentId === null ? null : { contentId, sizeBytes }
}

/** Whether the newest content that is known lies here whole and compared: only then a person reads "Verified". */
export function isVerified({ kept, target, state }: PinRecord): boolean {
  return kept?.contentId === target.contentId && state.kind === 'done'
}

/** Whether a download is whole, and nobody has given it to the browser to save. */
export function waitsForHandOver({ kind, state, isElsewhere, isHandedOver }: PinRecord): boolean {
  return kind === 'download' && state.kind === 'done' && !isElsewhere && isHandedOver !== true
}

/** How long the browser may take to copy what it was handed. */
export const COPYING_MS = 10 * 60_000

/** Whether a download lies where the person wants it, so that the room of the browser need not keep it any more. */
export function isSaved(pin: PinRecord, nowMs: number): boolean {
  if (pin.kind !== 'download' || pin.state.kind !== 'done' || waitsForHandOver(pin)) return false
  // A clock that was set meanwhile keeps it no longer than one start.
  return pin.handedOverAtMs === undefined || Math.abs(nowMs - pin.handedOverAtMs) > COPYING_MS
}

/** The contents of which bytes may lie on the device. */
export function contentsOf({ target, kept }: PinRecord): string[] {
  return kept === null || kept.contentId === target.contentId ? [target.contentId] : [kept.contentId, target.contentId]
}
