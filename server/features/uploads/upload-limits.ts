/** What uploads are held to; asked at each creation, since settings change while the vault runs. */
export interface UploadLimits {
  /** Null: none. */
  readonly maxFileBytes: number | null
  /** Bytes of the disk that uploads leave free. */
  readonly freeSpaceFloorBytes: number
  /** Of an account and of the guests of a place, unless their rows say otherwise; null: none. */
  readonly accountQuotaBytes: number | null
  readonly guestQuotaBytes: number | null
  readonly maxUnfinishedPerOwner: number
  readonly maxUnfinishedPerAddress: number
  /** How long an unfinished upload waits, and how long a finished one is remembered. */
  readonly keepMs: number
}

/**
 * A sum that must not be exceeded. `accounts` count over all places, `guests` of a place together, a place over all.
 */
export interface QuotaScope {
  readonly kind: 'account' | 'guests' | 'place'
  readonly limitBytes: number
}

/** A file up to this size that comes in one request needs no row of its own before it is listed. */
export const SMALL_FILE_BYTES = 1 << 20
/** A file of unknown length reserves its quota in steps of this. */
export const RESERVE_STEP_BYTES = 64 << 20
