import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ShareLinkId, UploadId } from '#lib/core/ids/ids.ts'
import { dropLeft } from '#lib/core/share-links/link-standing.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { Visitor } from './passes.ts'
import type { LinkRow, ShareLinksRepo } from './share-links.repo.ts'

/** Unfinished uploads of one link: they count as those of whoever made it. */
const MOST_UNFINISHED = 100

export interface DropSlotsDeps {
  readonly db: Database
  readonly clock: Clock
  readonly time: () => number
  readonly repo: ShareLinksRepo
}

/**
 * Room in a drop box. What must hold: a slot is taken before its upload is made and counts until that upload has ended
 * without a file, so many who come at once never bring more than the box takes.
 */
export class DropSlots {
  readonly #deps: DropSlotsDeps
  /** How many requests of one creation use its slot right now: the last of them leaves it. */
  readonly #users = new Map<string, number>()

  constructor(deps: DropSlotsDeps) {
    this.#deps = deps
  }

  async left(row: LinkRow): Promise<{ files: number | null; bytes: number | null }> {
    const { repo, time } = this.#deps
    const used = (await repo.dropped([row.id], time())).get(row.id) ?? { files: 0, bytes: 0 }
    return dropLeft({ maxBytes: row.drop_max_bytes, maxFiles: row.drop_max_files }, used)
  }

  /**
   * @param transferId of a creation that may have been sent before: it keeps the slot it took then
   * @returns the slot @throws VaultError `link_takes_no_more`, `too_many_uploads`
   */
  async take(row: LinkRow, visitor: Visitor, sizeBytes: number, transferId: string | null): Promise<string> {
    const { db, repo, clock, time } = this.#deps
    const now = time()
    const slot = {
      ...{ id: newId(clock), link_id: row.id, visitor, transfer_id: transferId, upload_id: null },
      ...{ size_bytes: sizeBytes, made_at: now, done_at: null },
    }
    const isNew = transferId === null ? [] : [repo.hasNoSlot(row.id, visitor, transferId, now)]
    const result = await db.commit([
      ...isNew.map((query) => ({ query, expect: 'rows' as const, otherwise: 'again' })),
      { query: repo.isCalm(row.id, MOST_UNFINISHED), expect: 'rows', otherwise: 'calm' },
      { query: repo.hasRoom(row.id, sizeBytes, now), expect: 'rows', otherwise: 'room' },
      repo.takeSlot(slot),
    ])
    if (result.kind === 'guard_failed') {
      if (result.tag === 'again' && transferId !== null) {
        const known = await repo.slotOf(row.id, visitor, transferId, now)
        return known === null ? this.take(row, visitor, sizeBytes, transferId) : this.#use(known.id)
      }
      if (result.tag === 'calm') throw new VaultError('too_many_uploads')
      const { files, bytes } = await this.left(row)
      throw new VaultError('link_takes_no_more', { details: { leftFiles: files, leftBytes: bytes } })
    }
    requireCommitted(result)
    return this.#use(slot.id)
  }

  #use(slot: string): string {
    this.#users.set(slot, (this.#users.get(slot) ?? 0) + 1)
    return slot
  }

  /** @param uploadId null: none was made */
  async settle(slot: string, uploadId: UploadId | null): Promise<void> {
    const { db, repo, time } = this.#deps
    const others = (this.#users.get(slot) ?? 1) - 1
    if (others > 0) this.#users.set(slot, others)
    else this.#users.delete(slot)
    if (uploadId === null && others > 0) return
    if (uploadId === null) await commitOrThrow(db, [repo.leaveSlot(slot)])
    else await commitOrThrow(db, [repo.bindSlot(slot, uploadId), repo.settleSlots(time())])
  }

  /** Files that were listed meanwhile. */
  async settleDone(): Promise<void> {
    await commitOrThrow(this.#deps.db, [this.#deps.repo.settleSlots(this.#deps.time())])
  }

  async isOwn(linkId: ShareLinkId, visitor: Visitor, upload: UploadId): Promise<boolean> {
    return (await this.#deps.repo.ownsUpload(linkId, visitor, upload)) !== null
  }

  /** @throws VaultError `upload_not_found` for what is not an upload of this visitor */
  async requireOwn(linkId: ShareLinkId, visitor: Visitor, upload: string): Promise<UploadId> {
    const found = await this.#deps.repo.ownsUpload(linkId, visitor, upload)
    if (found?.upload_id == null) throw new VaultError('upload_not_found')
    return found.upload_id
  }
}
