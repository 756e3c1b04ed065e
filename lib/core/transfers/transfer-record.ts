import type { ErrorCode } from '../errors/error-codes.ts'
import type { EntryId, PlaceId } from '../ids/ids.ts'

/** What a transfer waits for; each has its own words and its own way on. */
export type WaitsFor =
  | { readonly for: 'network' }
  | { readonly for: 'password' }
  | { readonly for: 'signIn' }
  /** The page was reloaded and can no longer read the file: "choose it again". */
  | { readonly for: 'source' }
  /** The server could not take it; goes on by itself. */
  | { readonly for: 'retry'; readonly code: ErrorCode; readonly retryAtMs: number }

/** `source_changed`: the file on the device is not the one that was added any more. */
export type FailureCode = ErrorCode | 'source_changed'

export type TransferState =
  | { readonly kind: 'queued' }
  | ({ readonly kind: 'waiting' } & WaitsFor)
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  /** Every byte was acknowledged, the server compares them. */
  | { readonly kind: 'verifying' }
  | { readonly kind: 'done'; readonly atMs: number; readonly result: TransferResult }
  /** `keptBytes` stay on the server and need not be sent again. */
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly keptBytes: number }
  /** Stays only until the server has deleted what was sent. */
  | { readonly kind: 'cancelled' }

export type TransferResult = {
  /** Null when the name was taken and the conflict rule says skip. */
  readonly entryId: EntryId | null
  /** The name it was listed under; differs from `filename` when that was taken. */
  readonly finalName: string
  readonly skipped: boolean
  /** Whether this device compared its own bytes with those of the vault; only then a person reads "verified". */
  readonly compared: boolean
}

/**
 * One upload as the client knows it. Plain JSON, for it lies in IndexedDB, where page and service worker both read it;
 * nothing in it belongs to the context that runs it, but `hasSource`.
 */
export type TransferRecord = {
  readonly id: string
  readonly kind: 'upload'
  readonly placeId: PlaceId
  /** Folder inside the place, "" is its root. */
  readonly path: string
  readonly filename: string
  readonly sizeBytes: number
  readonly lastModifiedMs: number
  readonly mimeType: string
  /** Of the source as it was added; see fingerprintOf. */
  readonly fingerprint: string
  readonly conflict: 'keep' | 'replace' | 'skip'
  /** Files that were added together, shown as one row when they are many. */
  readonly batchId: string | null
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** Counts fresh starts from byte 0, so that the server takes each for an upload of its own. */
  readonly generation: number
  /** Null until the server has created it. */
  readonly uploadUrl: string | null
  /** A creation was cut off before its answer: the server may hold a part, and is asked before bytes are sent. */
  readonly mayBeThere?: boolean
  /** What the server acknowledged and will never ask for again. */
  readonly ackedBytes: number
  /** Failures since the last byte that arrived. */
  readonly attempts: number
  /** Whether the bytes can be read here and now. Set anew by the `restored` event in each context. */
  readonly hasSource: boolean
  readonly state: TransferState
}

/** The facts of a file as the browser tells them. */
export type SourceFacts = { readonly filename: string; readonly sizeBytes: number; readonly lastModifiedMs: number }

export type NewTransfer = SourceFacts & {
  id: string
  placeId: PlaceId
  path: string
  mimeType: string
  conflict: TransferRecord['conflict']
  batchId: string | null
  hasSource: boolean
}

/** A record for the `added` event to put into the queue. */
export function newTransfer(facts: NewTransfer, nowMs: number): TransferRecord {
  return {
    ...facts,
    kind: 'upload',
    fingerprint: fingerprintOf(facts),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    generation: 0,
    uploadUrl: null,
    ackedBytes: 0,
    attempts: 0,
    state: { kind: 'queued' },
  }
}

/** Tells whether a file that is added again is the one that was added before. */
export function fingerprintOf(source: SourceFacts): string {
  return JSON.stringify([source.filename, source.sizeBytes, source.lastModifiedMs])
}

/** The id the server knows an upload by before it has a URL: a lost answer to a creation never makes a second one. */
export function transferIdOf(transfer: TransferRecord): string {
  return `${transfer.id}.${transfer.generation}`
}

/** The unfinished transfer that a file added to this folder continues; null when it is a new one. */
export function findResumable(
  transfers: Iterable<TransferRecord>,
  added: SourceFacts & { placeId: PlaceId; path: string },
): TransferRecord | null {
  const fingerprint = fingerprintOf(added)
  for (const transfer of transfers) {
    const sameFolder = transfer.placeId === added.placeId && transfer.path === added.path
    if (sameFolder && transfer.fingerprint === fingerprint && wantsSource(transfer)) return transfer
  }
  return null
}

/** Those that wait for a file, or may be tried again with one. */
export function wantsSource({ state, hasSource }: TransferRecord): boolean {
  if (state.kind === 'done' || state.kind === 'cancelled') return false
  return !hasSource || state.kind === 'failed'
}
