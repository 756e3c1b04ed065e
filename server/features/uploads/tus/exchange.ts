import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import type { UploadId } from '#lib/core/ids/ids.ts'
import type { BodyControl } from '../body/body-control.ts'
import type { CreatedUpload, UploadWish } from '../create-upload.ts'
import type { UploadRecord } from '../upload-record.ts'
import type { BodyChecksum } from './checksum.ts'
import type { UploadMetadata } from './upload-metadata.ts'

/** Whose upload it is and where it goes; the rest a client says itself. */
export type UploadTarget = Pick<UploadWish, 'owner' | 'place' | 'folderPath' | 'transferId' | 'conflict'>

/** The way by which uploads come: an account's or guest's own, or the drop box of a share link. */
export interface TusDoor {
  /** The upload that the address names, which its caller may touch; null for a creation. */
  readonly target: UploadId | null
  /** The address of an upload, for its sender. */
  locate(id: UploadId): string
  /** Asks who may, and makes the upload by calling `make` once. */
  create(
    wish: { readonly metadata: UploadMetadata; readonly lengthBytes: number | null },
    make: (target: UploadTarget) => Promise<CreatedUpload>,
  ): Promise<CreatedUpload>
}

/**
 * One tus request. @tus/server calls its store and locker with nothing but an upload's id; what they need to know of
 * the request travels here.
 */
export interface Exchange {
  readonly request: IncomingMessage
  readonly door: TusDoor
  readonly address: string
  checksum: BodyChecksum | null
  readonly control: BodyControl
  /** Of a creation. */
  created: CreatedUpload | null
  /** The upload as the last step left it; its offset is durable. */
  record: UploadRecord | null
  /** What failed, as it was thrown: @tus/server knows only a status and a text. */
  failure: unknown
}

export type Exchanges = AsyncLocalStorage<Exchange>

export const createExchanges = (): Exchanges => new AsyncLocalStorage()

export function currentExchange(exchanges: Exchanges): Exchange {
  const exchange = exchanges.getStore()
  if (exchange === undefined) throw new TypeError('the tus store was called outside of a request')
  return exchange
}
