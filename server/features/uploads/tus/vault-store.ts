import type { ReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { Upload } from '@tus/server'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { UploadRecord } from '../upload-record.ts'
import type { UploadsService } from '../uploads.service.ts'
import { currentExchange, type Exchange, type Exchanges } from './exchange.ts'

export interface VaultStoreDeps {
  readonly uploads: UploadsService
  readonly exchanges: Exchanges
  /** Any folder that exists; FileStore insists on one, nothing is put into it. */
  readonly folder: string
}

/** The keeper of records that FileStore asks for is the database: nothing may reach this one. */
const NO_CONFIGSTORE = {
  get: async () => undefined,
  set: async () => undefined,
  delete: async () => undefined,
}

/**
 * What @tus/server stores into: our records instead of sidecar files, our write path instead of a pipe, and offsets
 * only as they are durable. docs/decisions/060 lists what it overrides, and why.
 */
export class VaultStore extends FileStore {
  readonly #uploads: UploadsService
  readonly #exchanges: Exchanges

  constructor(deps: VaultStoreDeps) {
    super({ directory: deps.folder, configstore: NO_CONFIGSTORE })
    this.#uploads = deps.uploads
    this.#exchanges = deps.exchanges
    this.extensions = [
      'creation',
      'creation-with-upload',
      'creation-defer-length',
      'expiration',
      'termination',
      'checksum',
    ]
  }

  /** The row was made when the id was chosen. An empty file is complete at once. */
  override async create(upload: Upload): Promise<Upload> {
    const exchange = currentExchange(this.#exchanges)
    const { created } = exchange
    if (created !== null && !created.existing && created.record.lengthBytes === 0) await this.#append(exchange)
    return upload
  }

  /** Read under the lock, so it is where the upload stands. */
  override async getUpload(id: string): Promise<Upload> {
    const exchange = currentExchange(this.#exchanges)
    // A creation asks for what it just made.
    if (exchange.created === null) exchange.record = await this.#uploads.get(id)
    if (exchange.record !== null && exchange.request.method === 'HEAD') {
      exchange.record = await this.#uploads.settled(exchange.record)
    }
    if (exchange.record === null) throw new VaultError('upload_not_found')
    return toUpload(exchange.record)
  }

  /**
   * The stream that @tus/server brings is empty: the bytes come straight from the socket, past three layers of streams.
   */
  override async write(empty: Readable, _id: string, _offset: number): Promise<number> {
    empty.resume()
    return (await this.#append(currentExchange(this.#exchanges))).offsetBytes
  }

  override async declareUploadLength(_id: string, lengthBytes: number): Promise<void> {
    const exchange = currentExchange(this.#exchanges)
    exchange.record = await this.#uploads.declareLength(requireRecord(exchange), lengthBytes)
  }

  override async remove(id: string): Promise<void> {
    await this.#uploads.cancel(await this.#uploads.get(id))
  }

  /** Files leave only by the media route. */
  override read(_id: string): ReadStream {
    throw new VaultError('not_implemented')
  }

  /** The one of FileStore deletes finished files; our own sweeper does this. */
  override async deleteExpired(): Promise<number> {
    return 0
  }

  /** Told by our own header, counted from the last byte; here it would be counted from the creation. */
  override getExpiration(): number {
    return 0
  }

  async #append(exchange: Exchange): Promise<UploadRecord> {
    const { request: source, control, checksum, created } = exchange
    const record = requireRecord(exchange)
    exchange.record = await this.#uploads.append({ record, stored: created?.stored ?? true, source, control, checksum })
    return exchange.record
  }
}

function requireRecord({ record }: Exchange): UploadRecord {
  if (record === null) throw new VaultError('upload_not_found')
  return record
}

function toUpload(record: UploadRecord): Upload {
  return new Upload({
    id: record.id,
    offset: record.offsetBytes,
    creation_date: new Date(record.createdAt).toISOString(),
    ...(record.lengthBytes === null ? {} : { size: record.lengthBytes }),
  })
}
