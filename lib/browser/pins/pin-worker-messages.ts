import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PinnedContent } from '#lib/core/pins/pin-record.ts'

export interface FetchJob {
  /** Of this attempt. */
  job: string
  storeName: string
  content: PinnedContent
  /** What its manifest and marks are kept under. */
  key: string
  contentUrl: string
  manifestUrl: string
  /** Where the bytes go; null: into the person's folder of this browser. */
  target: FileSystemFileHandle | null
}

/** What a page says to the worker that fetches. */
export type ToPinWorker =
  | ({ kind: 'fetch' } & FetchJob)
  | { kind: 'stop'; job: string }
  /** What all transfers of this device may take together; null without a limit. */
  | { kind: 'limit'; bytesPerSecond: number | null }
  /** The bytes that were asked for may come now. */
  | { kind: 'go'; ask: number }

export type FromPinWorker =
  | { kind: 'event'; job: string; event: PinEvent }
  /** Under a limit: how much a request would bring. */
  | { kind: 'ask'; ask: number; bytes: number }
  /** It was stopped before it might go. */
  | { kind: 'unask'; ask: number }
  /** Bytes that were let go and did not come. */
  | { kind: 'giveBack'; bytes: number }
  /** Nothing of it is open any more. */
  | { kind: 'ended'; job: string }
