import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Conflict } from '#lib/contracts/http/common.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { oneRequestResultSchema } from '#lib/contracts/http/uploads.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import { type Context, type Identity, placeOf } from '#server/http/call.ts'
import type { CreatedUpload } from '../create-upload.ts'
import { SMALL_FILE_BYTES } from '../upload-limits.ts'
import { ownerOfOneRequest } from '../upload-owner.ts'
import type { UploadRecord } from '../upload-record.ts'
import type { UploadsService } from '../uploads.service.ts'

export interface OneRequestDeps {
  readonly uploads: UploadsService
  readonly clock: Clock
  /** The entry as this person may see it; null when it is gone again. */
  readonly describeEntry: (entryId: EntryId, identity: Identity) => Promise<EntryView | null>
}

export interface IncomingFile {
  readonly folderPath: string
  readonly filename: string
  readonly filetype: string | null
  readonly lengthBytes: number | null
  readonly lastModifiedMs: number | null
  readonly sha256: Uint8Array | null
  readonly conflict: Conflict
}

/** A file all of whose bytes are on the disk, and which nobody sees yet. */
export interface TakenFile {
  readonly record: UploadRecord
  readonly stored: boolean
}

export type OneRequestResult = z.input<typeof oneRequestResultSchema>

/** Takes one file of a request. When that fails, nothing of it is left. */
export async function takeFile(
  deps: OneRequestDeps,
  context: Context,
  file: IncomingFile,
  source: Readable,
): Promise<TakenFile> {
  const { uploads } = deps
  const created = await createUpload(deps, context, file)
  const { record, stored } = created
  try {
    const input = { record, stored, source, stop: new AbortController(), checksum: null }
    const taken = await (record.lengthBytes === null ? uploads.appendWhole(input) : uploads.append(input))
    if (taken.state !== 'done' && taken.lengthBytes !== taken.offsetBytes) throw new VaultError('shutting_down')
    return { record: taken, stored }
  } catch (error) {
    await uploads.abandon(record, stored)
    throw error
  }
}

function createUpload(deps: OneRequestDeps, context: Context, file: IncomingFile): Promise<CreatedUpload> {
  const wish = {
    ...file,
    owner: ownerOfOneRequest(context.identity, deps.clock),
    address: context.address,
    place: placeOf(context),
    transferId: null,
    metadata: '',
    resumable: false,
    wholeFollows: file.lengthBytes !== null && file.lengthBytes <= SMALL_FILE_BYTES,
  }
  return deps.uploads.create(wish, () => undefined)
}

export async function presentDone(
  deps: OneRequestDeps,
  identity: Identity,
  record: UploadRecord,
): Promise<OneRequestResult> {
  const entry = record.entryId === null ? null : await deps.describeEntry(record.entryId, identity)
  return { skipped: record.finalName === null, entry }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = Buffer.from(JSON.stringify(body))
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    'cache-control': 'no-store',
  })
  response.end(text)
}

/** @throws VaultError `bad_request` for bodies that are packed, since we would store the packing */
export function refuseEncodedBody({ headers }: IncomingMessage): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw new VaultError('unsupported_media_type', { details: { header: 'Content-Encoding' } })
  }
  // RFC 9110, section 14.4: a part of a file must not be taken for the whole.
  if (headers['content-range'] !== undefined) {
    throw new VaultError('bad_request', { details: { header: 'Content-Range' } })
  }
}
