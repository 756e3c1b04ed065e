import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import type { UploadId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/can.ts'
import type { BodyControl } from '../body/body-control.ts'
import type { CreatedUpload } from '../create-upload.ts'
import type { UploadRecord } from '../upload-record.ts'
import type { BodyChecksum } from './checksum.ts'

/**
 * One tus request. @tus/server calls its store and locker with nothing but an upload's id; what they need to know of
 * the request travels here.
 */
export interface Exchange {
  readonly request: IncomingMessage
  readonly actor: Actor
  readonly address: string
  /** The upload that the address names; null for a creation. */
  readonly target: UploadId | null
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
