import type { ErrorCode } from '../errors/error-codes.ts'
import type { PinnedEntry } from './pin-record.ts'

/** What can happen to a pin, told by whoever fetches it, looks at the vault, or asks for it. */
export type PinEvent<Entry extends PinnedEntry = PinnedEntry> =
  | { kind: 'added' }
  /** A page took the record up again after the last one was closed, or killed. */
  | { kind: 'restored' }
  /** planNext gave it a slot. */
  | { kind: 'started' }
  /** So many bytes of the target are flushed to the disk and marked. */
  | { kind: 'progress'; storedBytes: number }
  /** Every chunk is there. */
  | { kind: 'stored' }
  /** Every chunk was read back and is what the manifest says. */
  | { kind: 'verified' }
  /** Some were not; they are unmarked. */
  | { kind: 'bytesBad'; storedBytes: number }
  | { kind: 'networkLost' }
  | { kind: 'networkBack' }
  | { kind: 'serverError'; code: ErrorCode; retryable: boolean; retryAfterMs?: number }
  | { kind: 'retryDue' }
  | { kind: 'needsPassword' }
  | { kind: 'needsSignIn' }
  | { kind: 'unlocked' }
  | { kind: 'storageFull'; missingBytes: number | null }
  | { kind: 'targetLost' }
  /** The browser was given a whole download, to save it where it saves downloads. */
  | { kind: 'handedOver' }
  /** The browser, or somebody, removed the bytes from the device. */
  | { kind: 'bytesLost' }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'retry' }
  /** Compare every byte that lies here once more. */
  | { kind: 'check' }
  /** The vault says how the entry is now: renamed, moved, with a new content, or as before. */
  | { kind: 'entryChanged'; entry: Entry }
  | { kind: 'entryGone' }
  | { kind: 'accessEnded' }
  | { kind: 'wanted'; by: string }
  | { kind: 'unwanted'; by: string }
  | { kind: 'remove' }

export type PinAction =
  /** Fetch what is missing, then read everything back. */
  | { kind: 'start' }
  /** Abort the requests; what is marked stays. */
  | { kind: 'stop' }
  /** `urgent` before anything else happens; otherwise it may be gathered with later ones. */
  | { kind: 'persist'; urgent: boolean }
  /** Delete the bytes of a content, its manifest and its marks, once nobody reads them. */
  | { kind: 'drop'; contentId: string }
  /** Send `retryDue` then. */
  | { kind: 'wakeAt'; atMs: number }
  /** Delete the record. */
  | { kind: 'forget' }
