import type { UploadResult } from '#lib/contracts/http/uploads.ts'
import type { TransferEvent } from '#lib/core/transfers/transfer-events.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'

/** What stopped an upload, as the transfer machine wants to hear it. */
export type UploadFailure = Extract<
  TransferEvent,
  { kind: 'networkLost' | 'serverError' | 'needsPassword' | 'needsSignIn' | 'sourceLost' | 'sourceChanged' }
>

export interface UploadListener {
  /** The server knows the upload and holds `ackedBytes` of it. */
  onCreated(uploadUrl: string, ackedBytes: number): void
  /** The server will never ask for the bytes below `ackedBytes` again. */
  onAcknowledged(ackedBytes: number): void
  /** Bytes given to the network, acknowledged or not: what a bar shows. */
  onSent(sentBytes: number): void
}

/** The wire of the transfer engine: the page sends by tus-js-client, the next release's worker by the same adapter. */
export interface Uploader {
  /**
   * Sends what the server does not have yet. Resolves when the last byte is acknowledged; rejects with an UploadError.
   * After an abort it never calls the listener again, and resolves or rejects as it likes.
   */
  send(transfer: TransferRecord, source: Blob, listener: UploadListener, signal: AbortSignal): Promise<void>
  /** What became of an upload. @throws UploadError */
  result(uploadUrl: string, signal: AbortSignal): Promise<UploadResult>
  /** SHA-256 per chunk of a listed file, as in docs/protocol/manifest.md. @throws UploadError */
  manifest(entryId: string, signal: AbortSignal): Promise<Uint8Array>
  /** Removes what was sent; an upload that is gone already is fine. @throws UploadError */
  remove(uploadUrl: string): Promise<void>
  /** Removes an upload whose creation was cut off, so that nobody knows its address. @throws UploadError */
  removeUnknown(transfer: TransferRecord): Promise<void>
}

/** Carries the event for the machine through promises. */
export class UploadError extends Error {
  readonly failure: UploadFailure

  constructor(failure: UploadFailure, cause?: unknown) {
    super(failure.kind === 'serverError' ? failure.code : failure.kind, cause === undefined ? undefined : { cause })
    this.name = 'UploadError'
    this.failure = failure
  }
}
