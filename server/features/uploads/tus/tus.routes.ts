import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { can } from '#lib/core/permissions/can.ts'
import { type BoundRoute, type ByteHandler, type Context, onBytes, type Targets } from '#server/http/call.ts'
import { lingerAfterAnswer } from '#server/http/unread-body.ts'
import { BodyControl } from '../body/body-control.ts'
import { SMALL_FILE_BYTES, type UploadLimits } from '../upload-limits.ts'
import { requireOwner } from '../upload-owner.ts'
import { isUnfinished } from '../upload-record.ts'
import type { UploadsService } from '../uploads.service.ts'
import { BodyChecksum } from './checksum.ts'
import type { Exchange, TusDoor } from './exchange.ts'
import * as tusHeaders from './tus-headers.ts'
import { TusServer } from './tus-server.ts'
import { readUploadMetadata } from './upload-metadata.ts'

export interface TusRoutesDeps {
  readonly uploads: UploadsService
  readonly targets: Pick<Targets, 'findPlace'>
  readonly limits: () => UploadLimits
  /** Any folder that exists. */
  readonly folder: string
}

/** Answers one tus request that came by a door. */
export type SpeakTus = (
  door: TusDoor,
  call: { context: Pick<Context, 'address'> },
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>

export function tusRoutes(deps: TusRoutesDeps): BoundRoute[] {
  const tus = createTusHandler(deps)
  const speak: ByteHandler<AnyRoute> = (call, request, response) =>
    tus(ownDoor(deps, call.context), call, request, response)
  const { options, optionsOne, create, head, patch, cancel } = uploadRoutes
  return [
    onBytes(options, speak),
    onBytes(optionsOne, speak),
    onBytes(create, speak),
    onBytes(head, speak),
    onBytes(patch, speak),
    onBytes(cancel, speak),
  ]
}

/**
 * What the protocol asks for around @tus/server: strict headers before, honest ones after. What it throws is presented
 * by the pipeline, with the headers of the protocol already on the response.
 */
export function createTusHandler(deps: Omit<TusRoutesDeps, 'targets'>): SpeakTus {
  const server = new TusServer({ ...deps, create: (exchange) => createUpload(deps, exchange) })
  return async (door, { context }, request, response) => {
    response.setHeader('tus-resumable', '1.0.0')
    const exchange = begin(door, context.address, request)
    try {
      check(request)
      exchange.checksum = BodyChecksum.read(header(request, 'upload-checksum'))
      const answer = await server.speak(exchange)
      if (request.method === 'POST') await takeFirstBytes(deps, exchange, response)
      tellRecord(exchange, response)
      if (request.method === 'OPTIONS') tellLimits(deps.limits(), response)
      if (request.method === 'HEAD') response.setHeader('cache-control', 'no-store')
      lingerAfterAnswer(request, response)
      // Browsers treat a preflight more kindly when it is answered with 200.
      response.writeHead(request.method === 'OPTIONS' ? 200 : answer.status, answer.headers).end()
    } catch (error) {
      await tellFailure(deps, exchange, response, error)
      lingerAfterAnswer(request, response)
      throw error
    } finally {
      exchange.created?.release()
    }
  }
}

function begin(door: TusDoor, address: string, request: IncomingMessage): Exchange {
  return {
    request,
    door,
    address,
    checksum: null,
    control: new BodyControl(),
    created: null,
    record: null,
    failure: null,
  }
}

function check(request: IncomingMessage): void {
  const { headers, method } = request
  if (method === 'OPTIONS') return
  tusHeaders.requireTusVersion(headers)
  if (method === 'POST') {
    tusHeaders.refuseConcatenation(headers)
    const length = tusHeaders.readCreationLength(headers) ?? Number.MAX_SAFE_INTEGER
    const bodyLength = hasOffsetStream(request) ? (tusHeaders.readContentLength(headers) ?? 0) : 0
    if (bodyLength > length) throw new VaultError('upload_too_long')
  }
  if (method === 'PATCH') {
    tusHeaders.requireOffsetStream(headers)
    tusHeaders.readOffset(headers)
    tusHeaders.readLateLength(headers)
  }
}

/**
 * Creation-with-upload. Not through the store of @tus/server: its three streams for each body would cost a small file
 * as much as all the rest of the protocol.
 */
async function takeFirstBytes(
  { uploads }: Pick<TusRoutesDeps, 'uploads'>,
  exchange: Exchange,
  response: ServerResponse,
): Promise<void> {
  const { request: source, created, record, control, checksum } = exchange
  if (created === null || record === null || record.state === 'done') return
  if (created.existing || !hasOffsetStream(source)) return
  const { stored } = created
  // The same transfer, created anew, learns the id while this body still comes. Without a row there is no id to learn.
  const release = stored ? await uploads.lock(record.id, record.offsetBytes, control) : null
  try {
    exchange.record = await uploads.append({ record, stored, source, control, checksum })
    response.setHeader('upload-offset', exchange.record.offsetBytes)
  } finally {
    release?.()
  }
}

async function createUpload(deps: Pick<TusRoutesDeps, 'uploads'>, exchange: Exchange): Promise<void> {
  const { request, control, door } = exchange
  const raw = header(request, 'upload-metadata') ?? ''
  const metadata = readUploadMetadata(raw)
  const lengthBytes = tusHeaders.readCreationLength(request.headers)
  exchange.created = await door.create({ metadata, lengthBytes }, (target) =>
    deps.uploads.create(
      {
        ...target,
        address: exchange.address,
        filename: metadata.filename,
        filetype: metadata.filetype,
        lengthBytes,
        lastModifiedMs: metadata.lastModified,
        sha256: metadata.sha256 === null ? null : Buffer.from(metadata.sha256, 'hex'),
        replaces: null,
        metadata: raw,
        resumable: true,
        wholeFollows: bringsAll(request, lengthBytes),
      },
      control,
    ),
  )
  exchange.record = exchange.created.record
}

/** Whoever may upload to a place, as the account or the device that asks. */
function ownDoor({ targets }: Pick<TusRoutesDeps, 'targets'>, { identity, target }: Context): TusDoor {
  const { actor } = identity
  return {
    target: target.kind === 'upload' ? target.uploadId : null,
    locate: (id) => `/api/uploads/${id}`,
    async create({ metadata }, make) {
      const place = await targets.findPlace(metadata.place)
      if (place === null) throw new VaultError('not_found')
      const decision = can(actor, 'place.upload', { kind: 'place', place })
      if (decision.kind === 'denied') throw new VaultError(decision.code)
      const { path: folderPath, transferId, conflict } = metadata
      return make({ owner: requireOwner(actor), place, folderPath, transferId, conflict })
    },
  }
}

function hasOffsetStream({ headers }: IncomingMessage): boolean {
  return headers['content-type'] === tusHeaders.OFFSET_STREAM
}

function bringsAll(request: IncomingMessage, lengthBytes: number | null): boolean {
  if (lengthBytes === null || lengthBytes > SMALL_FILE_BYTES) return false
  if (lengthBytes === 0) return true
  return hasOffsetStream(request) && tusHeaders.readContentLength(request.headers) === lengthBytes
}

/** What the record knows better than the request: metadata as it was sent, the expiry as it is now. */
function tellRecord({ request, record, created }: Exchange, response: ServerResponse): void {
  if (record === null || request.method === 'DELETE') return
  if (isUnfinished(record)) response.setHeader('upload-expires', new Date(record.expiresAt).toUTCString())
  if (request.method === 'HEAD' && record.metadata !== '') response.setHeader('upload-metadata', record.metadata)
  if (created?.existing === true) response.setHeader('upload-offset', record.offsetBytes)
}

function tellLimits({ maxFileBytes }: UploadLimits, response: ServerResponse): void {
  if (maxFileBytes !== null) response.setHeader('tus-max-size', maxFileBytes)
}

/** Whoever is refused learns what the server speaks, where the upload is, and where it stands on the disk. */
async function tellFailure(
  { uploads }: Pick<TusRoutesDeps, 'uploads'>,
  { door, request, created }: Exchange,
  response: ServerResponse,
  error: unknown,
): Promise<void> {
  if (!(error instanceof VaultError)) return
  if (ERROR_CODES[error.code][0] === 412) response.setHeader('tus-version', '1.0.0')
  const id = request.method === 'PATCH' ? door.target : created?.stored === true ? created.record.id : null
  if (id === null || response.destroyed) return
  // The failure is told with or without where the upload stands.
  const record = await uploads.getWhatBecame(id).catch(() => null)
  if (record === null || !(isUnfinished(record) || record.state === 'done')) return
  if (created !== null) response.setHeader('location', door.locate(id))
  response.setHeader('upload-offset', record.offsetBytes)
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return value === undefined ? undefined : String(value)
}
