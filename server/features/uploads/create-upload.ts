import type { Conflict } from '#lib/contracts/http/common.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId, UploadId } from '#lib/core/ids/ids.ts'
import { safePath } from '#lib/core/names/place-path.ts'
import { safeName } from '#lib/core/names/safe-name.ts'
import type { PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { ReplacedContent } from '#server/features/files/publisher.service.ts'
import type { FaultPoint } from './fault-point.ts'
import type { FreeSpace } from './free-space.ts'
import { quotaScopes } from './quota-scopes.ts'
import type { StagingFolders } from './staging-folders.ts'
import { type QuotaScope, RESERVE_STEP_BYTES, SMALL_FILE_BYTES, type UploadLimits } from './upload-limits.ts'
import type { Release, UploadLocks } from './upload-locks.ts'
import type { Owner } from './upload-owner.ts'
import type { UploadRecord } from './upload-record.ts'
import type { UploadsRepo } from './uploads.repo.ts'

/** A wish to upload one file; whoever makes it may upload to the place. */
export interface UploadWish {
  readonly owner: Owner
  readonly address: string
  readonly place: PlaceFacts
  /** As the client wrote them: odd names are mapped, paths that lead elsewhere refused. */
  readonly folderPath: string
  readonly filename: string
  readonly filetype: string | null
  readonly lengthBytes: number | null
  readonly lastModifiedMs: number | null
  readonly sha256: Uint8Array | null
  readonly transferId: string | null
  readonly conflict: Conflict
  /** Null unless it is a save of what is listed already. */
  readonly replaces: ReplacedContent | null
  readonly metadata: string
  readonly resumable: boolean
  /** The request that makes it also brings the whole file. */
  readonly wholeFollows: boolean
}

export interface CreatedUpload {
  readonly record: UploadRecord
  /** False: it has no row yet, and gets one in the commit that lists its file, or none at all. */
  readonly stored: boolean
  /** The same transfer made it before; its answer was lost. */
  readonly existing: boolean
  /** To be called when nothing more will be done with what was created; until then an unstored transfer is claimed. */
  readonly release: Release
}

export interface CreateDeps {
  readonly repo: UploadsRepo
  readonly staging: StagingFolders
  readonly freeSpace: FreeSpace
  readonly clock: Clock
  /** Wall time that never jumps while the vault runs. */
  readonly now: () => number
  readonly limits: () => UploadLimits
  readonly faultPoint: FaultPoint
  /** Of transfers, not of uploads. */
  readonly transfers: UploadLocks
}

/** Every limit is asked before the first byte is taken. */
export class UploadCreator {
  readonly #deps: CreateDeps

  constructor(deps: CreateDeps) {
    this.#deps = deps
  }

  /**
   * @param onWanted the same transfer is being created anew, most likely because this request is dead
   * @throws VaultError `invalid_path`, `file_too_large`, `quota_exceeded`, `too_many_uploads`, `disk_full`,
   * `place_offline`, `transfer_id_reused`, `upload_locked`
   */
  async create(wish: UploadWish, onWanted: () => void): Promise<CreatedUpload> {
    const { maxFileBytes } = this.#deps.limits()
    if (maxFileBytes !== null && (wish.lengthBytes ?? 0) > maxFileBytes) {
      throw new VaultError('file_too_large', { details: { maxBytes: maxFileBytes } })
    }
    const folder = requireFolder(wish.folderPath)
    if (wish.transferId === null) return { ...(await this.#createOnce(wish, folder)), release: () => undefined }
    const ownerId = wish.owner.kind === 'account' ? wish.owner.accountId : wish.owner.deviceId
    // Of two creations of one transfer at the same time the second finds what the first made.
    const release = await this.#deps.transfers.acquire(`${ownerId}/${wish.transferId}`, onWanted)
    try {
      const created = await this.#createOnce(wish, folder)
      if (created.stored) release()
      return { ...created, release }
    } catch (error) {
      release()
      throw error
    }
  }

  /**
   * For bytes that come by another way than an upload, as a copy does: nothing is reserved, so what comes at the same
   * moment may exceed a quota by one file.
   * @param owner null: nobody is charged
   * @throws VaultError `quota_exceeded`, `disk_full`, `place_offline`
   */
  async assertRoom(more: { owner: Owner | null; placeId: PlaceId; folder: string; bytes: number }): Promise<void> {
    const { repo, freeSpace } = this.#deps
    const limits = this.#deps.limits()
    const { owner, placeId, folder, bytes } = more
    if (owner !== null) {
      const facts = await repo.readCreationFacts(owner, null, placeId)
      await repo.assertQuota({ owner, placeId }, bytes, quotaScopes(owner, facts, limits))
    }
    await freeSpace.assertRoom(folder, bytes, limits.freeSpaceFloorBytes)
  }

  async #createOnce(wish: UploadWish, folder: string[]): Promise<Omit<CreatedUpload, 'release'>> {
    const { repo, staging, freeSpace, faultPoint } = this.#deps
    const facts = await repo.readCreationFacts(wish.owner, wish.transferId, wish.place.id)
    if (facts.existing !== null) return sameTransfer(facts.existing, wish, folder)
    const limits = this.#deps.limits()
    const scopes = quotaScopes(wish.owner, facts, limits)
    const partialFolder = await staging.find(wish.place.id, folder)
    await freeSpace.assertRoom(partialFolder, wish.lengthBytes ?? 0, limits.freeSpaceFloorBytes)
    const record = this.#newRecord(wish, folder, partialFolder, scopes)
    if (canWaitForItsRow(wish, scopes)) return { record, stored: false, existing: false }
    await faultPoint('create:before-row')
    const inserted = await repo.insert(record, scopes, limits)
    await faultPoint('create:after-row')
    if (inserted) return { record, stored: true, existing: false }
    const { existing } = await repo.readCreationFacts(wish.owner, wish.transferId, wish.place.id)
    if (existing === null) throw new VaultError('internal', { cause: new Error('an upload refused by nothing') })
    return sameTransfer(existing, wish, folder)
  }

  #newRecord(
    wish: UploadWish,
    folder: readonly string[],
    partialFolder: string,
    scopes: readonly QuotaScope[],
  ): UploadRecord {
    const now = this.#deps.now()
    const firstReserve = scopes.length === 0 ? 0 : RESERVE_STEP_BYTES
    return {
      id: newId<UploadId>(this.#deps.clock),
      owner: wish.owner,
      transferId: wish.transferId,
      address: wish.address,
      resumable: wish.resumable,
      placeId: wish.place.id,
      folder,
      filename: safeName(wish.filename),
      filetype: wish.filetype,
      lengthBytes: wish.lengthBytes,
      offsetBytes: 0,
      declaredSha256: wish.sha256,
      lastModifiedMs: wish.lastModifiedMs,
      conflict: wish.conflict,
      replaces: wish.replaces,
      state: 'open',
      failureCode: null,
      partialFolder,
      reservedBytes: wish.lengthBytes ?? firstReserve,
      metadata: wish.metadata,
      createdAt: now,
      updatedAt: now,
      expiresAt: now + this.#deps.limits().keepMs,
      finishedAt: null,
      entryId: null,
      finalName: null,
      sha256: null,
      manifestDigest: null,
    }
  }
}

/** Without a quota to hold and with nothing to continue later, the row would only cost a sync of the disk. */
function canWaitForItsRow(wish: UploadWish, scopes: readonly QuotaScope[]): boolean {
  return wish.wholeFollows && wish.lengthBytes !== null && wish.lengthBytes <= SMALL_FILE_BYTES && scopes.length === 0
}

function sameTransfer(
  existing: UploadRecord,
  wish: UploadWish,
  folder: readonly string[],
): Omit<CreatedUpload, 'release'> {
  const same =
    existing.placeId === wish.place.id &&
    existing.folder.join('/') === folder.join('/') &&
    existing.filename === safeName(wish.filename) &&
    (existing.lengthBytes === wish.lengthBytes || wish.lengthBytes === null)
  if (!same) throw new VaultError('transfer_id_reused', { details: { upload: existing.id } })
  return { record: existing, stored: true, existing: true }
}

function requireFolder(path: string): string[] {
  const checked = safePath(path)
  if (checked.kind === 'bad') throw new VaultError('invalid_path', { details: { reason: checked.reason } })
  return checked.segments
}
