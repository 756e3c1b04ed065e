import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { type oneRequestResultSchema, uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import { type BoundRoute, type Context, type Identity, onBytes, placeOf } from '#server/http/call.ts'
import { lingerAfterAnswer } from '#server/http/unread-body.ts'
import { ownerOfOneRequest } from '../upload-owner.ts'
import type { UploadRecord } from '../upload-record.ts'
import type { UploadsService } from '../uploads.service.ts'
import * as body from './body-headers.ts'
import { type FormPart, readForm } from './read-form.ts'
import { listTaken, type Sender, type TakenFile, takeFile } from './take-file.ts'

export interface OneRequestRoutesDeps {
  readonly uploads: UploadsService
  readonly clock: Clock
  /** The entry as this person may see it; null when it is gone again. */
  readonly describeEntry: (entryId: EntryId, identity: Identity) => Promise<EntryView | null>
}

type OneRequestResult = z.input<typeof oneRequestResultSchema>

export function oneRequestRoutes(deps: OneRequestRoutesDeps): BoundRoute[] {
  return [putRoute(deps), formRoute(deps)]
}

/** The body is the file. */
function putRoute(deps: OneRequestRoutesDeps): BoundRoute {
  return onBytes(uploadRoutes.put, async ({ query, context }, request, response) => {
    try {
      body.refusePartialOrEncoded(request.headers)
      const file = {
        ...body.splitPath(query.path),
        filetype: body.readType(request.headers),
        lengthBytes: body.readLength(request.headers),
        lastModifiedMs: query.lastModified ?? null,
        sha256: query.sha256 === undefined ? null : Buffer.from(query.sha256, 'hex'),
        conflict: query.conflict,
        replaces: null,
      }
      const taken = await takeFile(deps.uploads, senderOf(deps, context), file, request)
      const done = await listTaken(deps.uploads, taken)
      sendJson(response, done.finalName === null ? 200 : 201, await present(deps, context.identity, done))
    } finally {
      lingerAfterAnswer(request, response)
    }
  })
}

/** The files of a form are listed once the whole form is in, or not at all. */
function formRoute(deps: OneRequestRoutesDeps): BoundRoute {
  return onBytes(uploadRoutes.form, async ({ query, context }, request, response) => {
    try {
      body.refusePartialOrEncoded(request.headers)
      const files: OneRequestResult[] = []
      for (const taken of await takeForm(deps, senderOf(deps, context), query, request)) {
        const done = await listTaken(deps.uploads, taken)
        files.push(await present(deps, context.identity, done))
      }
      sendJson(response, 201, { files })
    } finally {
      lingerAfterAnswer(request, response)
    }
  })
}

async function takeForm(
  { uploads, clock }: OneRequestRoutesDeps,
  sender: Sender,
  target: { path: string; conflict: 'keep' | 'replace' | 'skip' },
  request: IncomingMessage,
): Promise<TakenFile[]> {
  // By their place in the form: a short file may be whole before a long one that came first.
  const taken: (TakenFile | null)[] = []
  const take = async ({ stream, filename, type }: FormPart) => {
    const index = taken.push(null) - 1
    const file = {
      folderPath: target.path,
      conflict: target.conflict,
      replaces: null,
      filename,
      filetype: body.meaningfulType(type),
      lengthBytes: null,
      lastModifiedMs: null,
      sha256: null,
    }
    taken[index] = await takeFile(uploads, sender, file, stream)
  }
  const whole = () => taken.filter((file) => file !== null)
  try {
    await readForm(request, take, clock)
  } catch (error) {
    for (const { record, stored } of whole()) await uploads.abandon(record, stored)
    throw error
  }
  if (taken.length === 0) throw new VaultError('bad_request', { details: { reason: 'the form has no file' } })
  return whole()
}

export function senderOf({ clock }: Pick<OneRequestRoutesDeps, 'clock'>, context: Context): Sender {
  const owner = ownerOfOneRequest(context.identity.actor, clock)
  return { owner, address: context.address, place: placeOf(context) }
}

async function present(
  { describeEntry }: OneRequestRoutesDeps,
  identity: Identity,
  { entryId, finalName }: UploadRecord,
): Promise<OneRequestResult> {
  return { skipped: finalName === null, entry: entryId === null ? null : await describeEntry(entryId, identity) }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    'cache-control': 'no-store',
  })
  response.end(text)
}
