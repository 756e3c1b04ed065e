import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import type { TransferLimits } from '../engine/pace.ts'

export interface PinsSnapshot {
  /** False until the records of the last time are read. */
  readonly ready: boolean
  /** Pins and verified downloads, in the order in which they were added. */
  readonly pins: readonly StoredPin[]
  readonly folders: readonly PinFolder[]
  readonly speeds: ReadonlyMap<string, number | null>
  /** Of everything together; null while nothing is known. */
  readonly bytesPerSecond: number | null
  /** Whether everything waits for Wi-Fi, because somebody wants it so. */
  readonly isHeld: boolean
}

/** What a person, or the page for them, wants of pins. Travels between tabs as it is. */
export type PinCommand =
  /** Files, and folders with what is in them now. */
  | { kind: 'pin'; entries: readonly EntryView[] }
  /** The whole of a place. */
  | { kind: 'pinPlace'; placeId: string; name: string; follows: boolean }
  /** Whether files that are added to a pinned folder later are pinned too. */
  | { kind: 'follow'; folderId: string; follows: boolean }
  /** Ids of pins, or of pinned folders. */
  | { kind: 'unpin'; ids: readonly string[] }
  | { kind: 'unpinAll' }
  /** Saves a verified copy; without a target it is handed to the browser when it is whole. */
  | { kind: 'download'; id: string; entry: EntryView; target: FileSystemFileHandle | null }
  | { kind: 'pause' | 'resume' | 'retry' | 'check' | 'handedOver' | 'remove'; ids: readonly string[] }
  | { kind: 'network'; online: boolean }
  | { kind: 'limits'; limits: TransferLimits }
  /** A room was opened or somebody signed in: what waited for that tries again. */
  | { kind: 'unlocked' }
  | { kind: 'placeChanged'; placeId: string }

/** The pins of this person in this browser, the same in every tab. */
export interface Pins {
  readonly storeName: string
  subscribe(changed: () => void): () => void
  getSnapshot(): PinsSnapshot
  send(command: PinCommand): void
  close(): void
}

export const NO_PINS: PinsSnapshot = {
  ready: false,
  pins: [],
  folders: [],
  speeds: new Map(),
  bytesPerSecond: null,
  isHeld: false,
}
