import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Conflict } from '#lib/contracts/http/common.ts'
import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { shareLinkRoutes as rows } from '#lib/contracts/http/share-links.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, UploadId } from '#lib/core/ids/ids.ts'
import type { Owner, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import type { UploadsService } from '#server/features/uploads/uploads.service.ts'
import { type BoundRoute, type ByteHandler, type Context, onBytes } from '#server/http/call.ts'
import type { DropSlots } from './drop-slots.ts'
import { passOf } from './shared.routes.ts'
import type { Visit, VisitsService } from './visits.service.ts'

interface Target {
  readonly owner: NonNullable<Owner>
  readonly place: PlaceFacts
  readonly folderPath: string
  readonly transferId: string | null
  readonly conflict: Conflict
}

interface Created {
  readonly record: { readonly id: UploadId }
  readonly stored: boolean
  readonly existing: boolean
}

/** The door of a link to the one tus endpoint of the vault; see TusDoor of uploads. */
interface DropDoor {
  readonly target: UploadId | null
  locate(id: UploadId): string
  create<C extends Created>(
    wish: { readonly metadata: { readonly transferId: string | null }; readonly lengthBytes: number | null },
    make: (target: Target) => Promise<C>,
  ): Promise<C>
}

export interface DropBoxRoutesDeps {
  readonly visits: VisitsService
  readonly slots: DropSlots
  readonly uploads: Pick<UploadsService, 'follow' | 'getWhatBecame'>
  readonly findPlace: (id: string) => Promise<PlaceFacts | null>
  readonly speakTus: (
    door: DropDoor,
    call: { context: Pick<Context, 'address'> },
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<void>
  readonly onFilled: (accountId: AccountId) => void
}

/**
 * Files of visitors. They belong to whoever made the link, count in that person's quota, lie under the name they came
 * with or a free one beside it, and only the browser that began an upload goes on with it.
 */
export function dropBoxRoutes(deps: DropBoxRoutesDeps): BoundRoute[] {
  const { visits, slots, uploads } = deps

  const answer: ByteHandler<AnyRoute> = async ({ context, params }, request, response) => {
    // Every route below has this parameter, and the second where it names an upload.
    const { link, upload } = params as unknown as { link: string; upload?: string }
    const visit = await visits.admit(link, passOf(context, link))
    if (visit.link.row.kind !== 'drop') throw new VaultError('not_found')
    const target = upload === undefined ? null : await slots.requireOwn(visit.link.row.id, visit.visitor, upload)
    if (request.method === 'PATCH' && target !== null) await uploads.follow(target, whereOf(visit))
    const door = new Door(deps, visit, target)
    const unwatch = visits.whileLive(visit, () => request.destroy())
    try {
      await deps.speakTus(door, { context }, request, response)
    } finally {
      unwatch()
      await door.settle(request.method ?? '')
    }
  }
  return [
    onBytes(rows.uploadOptions, answer),
    onBytes(rows.createUpload, answer),
    onBytes(rows.headUpload, answer),
    onBytes(rows.patchUpload, answer),
    onBytes(rows.cancelUpload, answer),
  ]
}

function whereOf({ link }: Visit) {
  const [folder] = link.entries
  if (folder === undefined) throw new VaultError('link_target_gone')
  if (folder.state !== 'live') throw new VaultError('content_missing')
  return { placeId: folder.placeId, folder: folder.path }
}

class Door implements DropDoor {
  readonly target: UploadId | null
  readonly #deps: DropBoxRoutesDeps
  readonly #visit: Visit
  /** A file that came whole has no row before it is listed, so its slot waits for that. */
  #waiting: { slot: string; uploadId: UploadId } | null = null
  #isFilled = false

  constructor(deps: DropBoxRoutesDeps, visit: Visit, target: UploadId | null) {
    this.#deps = deps
    this.#visit = visit
    this.target = target
  }

  locate(id: UploadId): string {
    return `/api/shared/${this.#visit.link.row.id}/uploads/${id}`
  }

  async create<C extends Created>(
    {
      metadata,
      lengthBytes,
    }: { readonly metadata: { readonly transferId: string | null }; readonly lengthBytes: number | null },
    make: (target: Target) => Promise<C>,
  ): Promise<C> {
    if (lengthBytes === null)
      throw new VaultError('upload_length_invalid', { details: { reason: 'not deferred here' } })
    const { visitor, link } = this.#visit
    const { placeId, folder } = whereOf(this.#visit)
    const place = await this.#deps.findPlace(placeId)
    if (place === null) throw new VaultError('link_target_gone')
    const { slots } = this.#deps
    const slot = await slots.take(link.row, visitor, lengthBytes, metadata.transferId)
    try {
      const created = await make({
        owner: { kind: 'account', accountId: link.row.created_by },
        ...{ place, folderPath: folder.join('/'), conflict: 'keep' },
        // Of two visitors who choose the same id neither meets the other's upload.
        transferId: metadata.transferId === null ? null : `${visitor} ${metadata.transferId}`,
      })
      const uploadId = created.record.id
      if (created.existing)
        await slots.settle(slot, (await slots.isOwn(link.row.id, visitor, uploadId)) ? null : uploadId)
      else if (created.stored) await slots.settle(slot, uploadId)
      else this.#waiting = { slot, uploadId }
      this.#isFilled = true
      return created
    } catch (error) {
      await slots.settle(slot, null)
      throw error
    }
  }

  async settle(method: string): Promise<void> {
    const { slots, uploads, onFilled } = this.#deps
    if (this.#waiting !== null) {
      const { slot, uploadId } = this.#waiting
      await slots.settle(slot, (await isListed(uploads, uploadId)) ? uploadId : null)
    }
    if (method === 'PATCH' && this.target !== null && (await isListed(uploads, this.target))) await slots.settleDone()
    if (this.#isFilled || method === 'DELETE') onFilled(this.#visit.link.row.created_by)
  }
}

async function isListed(uploads: DropBoxRoutesDeps['uploads'], id: UploadId): Promise<boolean> {
  const record = await uploads.getWhatBecame(id).catch((error: unknown) => {
    if (error instanceof VaultError && error.code === 'upload_not_found') return null
    throw error
  })
  return record?.state === 'done'
}
