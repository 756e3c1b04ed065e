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
export type ToPinWorker = ({ kind: 'fetch' } & FetchJob) | { kind: 'stop'; job: string }

export type FromPinWorker =
  | { kind: 'event'; job: string; event: PinEvent }
  /** Nothing of it is open any more. */
  | { kind: 'ended'; job: string }
