import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'

/** A file that was shared into this device and belongs to nobody yet. */
export interface InboxFile {
  readonly name: string
  readonly sizeBytes: number
  readonly mimeType: string
  readonly lastModifiedMs: number
  /** Its name in the folder of the share; null for one that stays where it is and is read by its handle. */
  readonly stored: string | null
  readonly handle: FileSystemFileHandle | null
}

/** Written down before the files change hands, so that a browser that dies meanwhile neither loses nor doubles one. */
export interface InboxClaim {
  /** Of the person's store. */
  readonly storeName: string
  readonly placeId: string
  readonly batchId: string | null
  /** The transfers that send them; a file that is left out is not sent. */
  readonly sends: readonly InboxSend[]
}

export interface InboxSend {
  readonly id: string
  /** Of the file in the share. */
  readonly index: number
  /** Folder inside the place. */
  readonly path: string
  readonly conflict: TransferRecord['conflict']
}

/** What came at once, by the share sheet or by "open with". The id names its folder too. */
export interface InboxShare {
  readonly id: string
  readonly atMs: number
  readonly files: readonly InboxFile[]
  readonly claim: InboxClaim | null
}

/** Nobody sent it anywhere for so long: it goes. */
const KEPT_MS = 7 * 24 * 3600 * 1000

export function isForgotten(share: InboxShare, nowMs: number): boolean {
  return nowMs - share.atMs > KEPT_MS
}
