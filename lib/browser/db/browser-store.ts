import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'

/** Where an upload stands on the server, so that it goes on after a reload; the key is the transfer's id. */
export interface StoredUploadUrl {
  transferId: string
  uploadUrl: string
  sizeBytes: number
  createdAt: number
}

/** Columns of the detail view; absent ones are as at first. Widths in px. */
export interface DetailPrefs {
  columns?: readonly string[]
  widths?: Readonly<Record<string, number>>
}

/** A text that was written and not saved; the key is the entry. */
export interface StoredDraft {
  entryId: string
  text: string
  /** The content it was written on: a save replaces this one and no other. */
  contentId: string
  /** When it was kept, by the clock of the device. */
  at: number
}

/** What the app's worker says of uploads: each state of lib/core/transfers/background.ts has its sentence. */
export interface Notices {
  title: string
  safe: string
  needsYou: string
  moving: string
}

/** What the page remembers of how a person likes to see things; all optional, all per account. */
export interface Prefs {
  view?: 'grid' | 'list' | 'details'
  detail?: DetailPrefs
  sort?: 'name' | 'size' | 'changed' | 'added' | 'type'
  order?: 'asc' | 'desc'
  details?: boolean
  trayOpen?: boolean
  /** Where something was shared to last. */
  share?: { placeId: string; path: string }
  volume?: number
  muted?: boolean
  playbackRate?: number
  /** Of all uploads together; null without a limit. */
  bytesPerSecond?: number | null
  /** Not on mobile networks, where the browser can tell. */
  onlyOnWifi?: boolean
  /** Whether uploads that end while no page is open are told by a notification. */
  tells?: boolean
  /** The words for that, in the language of the page: a worker has none. */
  notices?: Notices
}

/**
 * What a browser keeps for one account. `persistent` is false where the browser gives no IndexedDB (private windows,
 * blocked storage): then everything lasts as long as the page, and the tray says so.
 */
export interface BrowserStore {
  readonly persistent: boolean
  listTransfers(): Promise<TransferRecord[]>
  /** Writes and deletes in one transaction, so a crash never leaves half of a change. */
  saveTransfers(changes: { put: readonly TransferRecord[]; remove: readonly string[] }): Promise<void>
  findUploadUrl(transferId: string): Promise<StoredUploadUrl | null>
  listUploadUrls(): Promise<StoredUploadUrl[]>
  saveUploadUrl(url: StoredUploadUrl): Promise<void>
  removeUploadUrl(transferId: string): Promise<void>
  /** A handle of the File System Access API lets a reloaded page read the file again after one tap. */
  findFileHandle(transferId: string): Promise<FileSystemFileHandle | null>
  saveFileHandle(transferId: string, handle: FileSystemFileHandle): Promise<void>
  removeFileHandle(transferId: string): Promise<void>
  findDraft(entryId: string): Promise<StoredDraft | null>
  saveDraft(draft: StoredDraft): Promise<void>
  removeDraft(entryId: string): Promise<void>
  readPrefs(): Promise<Prefs>
  savePrefs(change: Prefs): Promise<void>
  close(): void
}
