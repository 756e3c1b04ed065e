import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { TransferMotion } from '../engine/motions.ts'
import type { TransferLimits } from '../engine/pace.ts'

export interface TransfersSnapshot {
  /** False until the records of the last time are read. */
  readonly ready: boolean
  /** In the order in which they were added. */
  readonly transfers: readonly TransferRecord[]
  readonly motions: ReadonlyMap<string, TransferMotion>
  /** Of everything together; null while nothing is known. */
  readonly bytesPerSecond: number | null
  /** False in private windows: unfinished transfers do not outlive the page. */
  readonly persistent: boolean
  /** Whether everything waits for Wi-Fi, because somebody wants it so. */
  readonly isHeld: boolean
}

/** A file that somebody chose, and where it goes. */
export interface AddedFile {
  file: File
  /** Folder inside the place, "" is its root. */
  path: string
  conflict: TransferRecord['conflict']
}

export interface AddRequest {
  /** One per file. */
  ids: readonly string[]
  files: readonly AddedFile[]
  placeId: PlaceId
  /** Of files that were added together; the tray shows many as one. */
  batchId: string | null
  /** Never joined with an unfinished transfer of the same file: whoever adds it looks for these very ids. */
  isFresh?: boolean
}

/** What a person, or the page for them, wants of transfers. Travels between tabs as it is. */
export type TransferCommand =
  | { kind: 'pause' | 'resume' | 'retry' | 'cancel' | 'clear'; ids: readonly string[] }
  /** A room was opened or somebody signed in: what waited for that tries again. */
  | { kind: 'unlocked' }
  /** The file of a transfer, chosen again. */
  | { kind: 'attach'; id: string; file: File }
  | { kind: 'redirect'; ids: readonly string[]; placeId: PlaceId; path: string }
  | { kind: 'network'; online: boolean }
  | { kind: 'limits'; limits: TransferLimits }
  | ({ kind: 'add' } & AddRequest)

/** The transfers of this person in this browser, the same in every tab. */
export interface Transfers {
  subscribe(changed: () => void): () => void
  getSnapshot(): TransfersSnapshot
  send(command: TransferCommand): void
  /** The file of a transfer, for its picture; null when this tab cannot read it. */
  sourceOf(id: string): File | null
  /** Resolves when everything is written down and another tab may lead. */
  close(): Promise<void>
}

export const NO_TRANSFERS: TransfersSnapshot = {
  ready: false,
  transfers: [],
  motions: new Map(),
  bytesPerSecond: null,
  persistent: true,
  isHeld: false,
}
