import type { ErrorCode } from '../errors/error-codes.ts'
import type { PlaceId } from '../ids/ids.ts'
import type { SourceFacts, TransferResult } from './transfer-record.ts'

/** What can happen to a transfer, told by whoever runs it: the page, later a worker. */
export type TransferEvent =
  /** A new record enters the queue. */
  | { kind: 'added' }
  /** A context (page, later a worker) loaded the record and says whether it can read the file. */
  | { kind: 'restored'; hasSource: boolean }
  /** planNext gave it a slot. */
  | { kind: 'started' }
  /** The server created it, or told where it stands. */
  | { kind: 'created'; uploadUrl: string; ackedBytes: number }
  | { kind: 'progress'; ackedBytes: number }
  /** The last byte was acknowledged. */
  | { kind: 'sent' }
  | { kind: 'verified'; result: TransferResult }
  | { kind: 'networkLost' }
  | { kind: 'networkBack' }
  | { kind: 'serverError'; code: ErrorCode; retryable: boolean; retryAfterMs?: number }
  /** The time of a `wakeAt` has come. */
  | { kind: 'retryDue' }
  | { kind: 'needsPassword' }
  | { kind: 'needsSignIn' }
  | { kind: 'unlocked' }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'retry' }
  | { kind: 'cancel' }
  /** The person chose the file (again). */
  | { kind: 'sourceAttached'; source: SourceFacts }
  /** The file cannot be read here any more. */
  | { kind: 'sourceLost' }
  /** The file is another one than was added. */
  | { kind: 'sourceChanged' }
  /** The person chose another folder or place for it. */
  | { kind: 'redirected'; placeId: PlaceId; path: string }
  | { kind: 'deletedOnServer' }
  /** Take it out of the list. */
  | { kind: 'clear' }

export type TransferAction =
  | { kind: 'start' }
  /** Abort the request; what was acknowledged stays. */
  | { kind: 'stop' }
  | { kind: 'deleteOnServer'; uploadUrl: string }
  /** `urgent` before anything else happens; otherwise it may be gathered with later ones. */
  | { kind: 'persist'; urgent: boolean }
  /** Let go of file, handle or local copy. */
  | { kind: 'releaseSource' }
  /** Send `retryDue` then. */
  | { kind: 'wakeAt'; atMs: number }
  /** Delete the record. */
  | { kind: 'forget' }
