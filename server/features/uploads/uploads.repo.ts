import { type CompiledQuery, sql } from 'kysely'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, PlaceId, UploadId } from '#lib/core/ids/ids.ts'
import { bind, RowInserts } from '#server/db/bind.ts'
import type { Database } from '#server/db/database.ts'
import type { QueryBuilder } from '#server/db/query.ts'
import type { RowPatch } from '#server/db/schema.ts'
import { type CommitResult, requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import { countGuards, quotaGuards } from './quota-guards.ts'
import type { QuotaScope, UploadLimits } from './upload-limits.ts'
import type { Owner } from './upload-owner.ts'
import type { UploadRecord } from './upload-record.ts'
import { ownerColumns, toRecord, toRow } from './upload-rows.ts'

const UNFINISHED = ['open', 'finishing'] as const
/** Stand in for values that are bound later. */
const NOBODY = '' as AccountId
const NOWHERE = '' as PlaceId

/** What a creation has to know beforehand, read in one go. */
export interface CreationFacts {
  /** The upload this transfer made already. */
  readonly existing: UploadRecord | null
  readonly accountQuotaBytes: number | null
  readonly placeQuotaBytes: number | null
  readonly guestQuotaBytes: number | null
}

export class UploadsRepo {
  readonly #db: Database
  readonly #hot: ReturnType<typeof compileHot>
  readonly #inserts: RowInserts

  constructor(db: Database) {
    this.#db = db
    this.#hot = compileHot(db.build)
    this.#inserts = new RowInserts(db.build)
  }

  async find(id: string): Promise<UploadRecord | null> {
    // An id that no upload has finds nothing; the brand is given by the row.
    const query = this.#db.build
      .selectFrom('uploads')
      .selectAll()
      .where('id', '=', id as UploadId)
    const row = await this.#db.readOne(query)
    return row === null ? null : toRecord(row)
  }

  async readCreationFacts(owner: Owner, transferId: string | null, placeId: PlaceId): Promise<CreationFacts> {
    const { existing: ofTransfer, account: ofAccount, place: ofPlace } = this.#hot
    const who = ownerColumns(owner)
    const accountId = owner.kind === 'account' ? owner.accountId : null
    const [[existing], [account], [place]] = await this.#db.readTogether([
      bind(ofTransfer, [who.owner_kind, who.owner_id, transferId]),
      bind(ofAccount, [accountId]),
      bind(ofPlace, [placeId]),
    ])
    return {
      existing: existing === undefined ? null : toRecord(existing),
      accountQuotaBytes: account?.quota_bytes ?? null,
      placeQuotaBytes: place?.quota_bytes ?? null,
      guestQuotaBytes: place?.guest_quota_bytes ?? null,
    }
  }

  /**
   * Makes the row with its reservation, or nothing.
   * @returns false when this transfer has an upload already
   * @throws VaultError `quota_exceeded`, `too_many_uploads`
   */
  async insert(record: UploadRecord, scopes: readonly QuotaScope[], limits: UploadLimits): Promise<boolean> {
    const { build } = this.#db
    const result = await this.#db.commit([
      ...countGuards(build, limits, record),
      ...quotaGuards(build, scopes, record, record.reservedBytes),
      this.#insert(record),
    ])
    if (result.kind === 'conflict') return false
    requireRoom(result, scopes)
    return true
  }

  /** Asks without reserving. @throws VaultError `quota_exceeded` */
  async assertQuota(who: { owner: Owner; placeId: PlaceId }, moreBytes: number, scopes: readonly QuotaScope[]) {
    if (scopes.length === 0) return
    requireRoom(await this.#db.commit(quotaGuards(this.#db.build, scopes, who, moreBytes)), scopes)
  }

  /** Grows the reservation of an upload whose length is not known, or settles it once it is. @throws as `insert` */
  async reserve(
    record: UploadRecord,
    reservedBytes: number,
    patch: RowPatch<'uploads'>,
    scopes: readonly QuotaScope[],
  ) {
    const more = Math.max(0, reservedBytes - record.reservedBytes)
    const result = await this.#db.commit([
      ...quotaGuards(this.#db.build, more === 0 ? [] : scopes, record, more),
      this.#change(record.id, { ...patch, reserved_bytes: reservedBytes }),
    ])
    requireRoom(result, scopes)
  }

  /** Resolves once the offset is on the disk. @throws VaultError `upload_gone` when the upload ended meanwhile */
  async recordOffset(id: UploadId, offsetBytes: number, times: { updated_at: number; expires_at: number }) {
    requireOpen(await this.#db.commit([this.#change(id, { offset_bytes: offsetBytes, ...times })]))
  }

  /** All bytes are there and what they are is known; from here on a restart finishes the upload by itself. */
  async markFinishing(id: UploadId, offsetBytes: number, now: number): Promise<void> {
    const patch = { state: 'finishing' as const, offset_bytes: offsetBytes, updated_at: now }
    requireOpen(await this.#db.commit([this.#change(id, patch)]))
  }

  /** The disk has fewer bytes than were recorded, or none: the upload goes on from there. */
  async rewind(id: UploadId, offsetBytes: number, now: number): Promise<void> {
    const patch = { state: 'open' as const, offset_bytes: offsetBytes, updated_at: now }
    requireOpen(await this.#db.commit([this.#change(id, patch)]))
  }

  /** Its folder has another name now, or lies elsewhere in the place. */
  async follow(id: UploadId, folder: readonly string[]): Promise<void> {
    requireOpen(await this.#db.commit([this.#change(id, { folder_path: folder.join('/') })]))
  }

  /** The step that makes an upload done, for the commit that lists its file. */
  doneStep(record: UploadRecord, stored: boolean): Step {
    if (!stored) return this.#insert(record)
    const { id, state, offsetBytes, finishedAt, expiresAt, entryId, finalName, sha256, manifestDigest } = record
    return this.#change(id, {
      state,
      offset_bytes: offsetBytes,
      reserved_bytes: 0,
      updated_at: record.updatedAt,
      expires_at: expiresAt,
      finished_at: finishedAt,
      entry_id: entryId,
      final_name: finalName,
      sha256,
      manifest_digest: manifestDigest,
    })
  }

  /** Ends an upload without a file. The transfer may be sent anew. @returns false when it was not open any more */
  async close(id: UploadId, state: 'failed' | 'cancelled' | 'expired', code: ErrorCode | null, now: number) {
    const patch = { state, failure_code: code, reserved_bytes: 0, transfer_id: null, updated_at: now, finished_at: now }
    const result = await this.#db.commit([this.#change(id, patch)])
    return result.kind === 'committed'
  }

  async listUnfinished(owner?: Owner): Promise<UploadRecord[]> {
    let query = this.#db.build.selectFrom('uploads').selectAll().where('state', 'in', UNFINISHED).orderBy('id')
    if (owner !== undefined) {
      const who = ownerColumns(owner)
      query = query.where('owner_id', '=', who.owner_id).where('owner_kind', '=', who.owner_kind)
    }
    return (await this.#db.read(query)).map(toRecord)
  }

  async listExpired(now: number): Promise<UploadRecord[]> {
    const query = this.#db.build
      .selectFrom('uploads')
      .selectAll()
      .where('state', 'in', UNFINISHED)
      .where('expires_at', '<=', now)
    return (await this.#db.read(query)).map(toRecord)
  }

  /** Every folder that may hold partials, also those of ended uploads. */
  async listPartialFolders(): Promise<string[]> {
    const query = this.#db.build.selectFrom('uploads').select('partial_folder').distinct()
    return (await this.#db.read(query)).map((row) => row.partial_folder)
  }

  async listPlaces(): Promise<PlaceId[]> {
    const query = this.#db.build.selectFrom('places').select('id').where('deleted_at', 'is', null)
    return (await this.#db.read(query)).map((row) => row.id)
  }

  /** Bytes that unfinished uploads have still to write, by the folder of their partials. */
  async readPromisedBytes(): Promise<{ folder: string; bytes: number }[]> {
    return this.#db.read(
      sql<{ folder: string; bytes: number }>`
        select partial_folder as folder, sum(max(reserved_bytes - offset_bytes, 0)) as bytes
        from uploads where state in ('open', 'finishing') group by partial_folder`.compile(this.#db.build),
    )
  }

  /** Forgets uploads that ended before a time. */
  async deleteEndedBefore(time: number): Promise<void> {
    const ended = ['done', 'failed', 'cancelled', 'expired'] as const
    requireCommitted(
      await this.#db.commit([
        this.#db.build.deleteFrom('uploads').where('state', 'in', ended).where('updated_at', '<', time),
      ]),
    )
  }

  #insert(record: UploadRecord): CompiledQuery {
    return this.#inserts.into('uploads', toRow(record))
  }

  #change(id: UploadId, patch: RowPatch<'uploads'>): Step {
    const query = this.#db.build.updateTable('uploads').set(patch).where('id', '=', id).where('state', 'in', UNFINISHED)
    return { query, expect: { changes: 1 }, otherwise: 'ended' }
  }
}

/** Asked for every file of a thousand: built and compiled once. */
function compileHot(build: QueryBuilder) {
  return {
    existing: build
      .selectFrom('uploads')
      .selectAll()
      .where('owner_kind', '=', 'account')
      .where('owner_id', '=', '')
      .where('transfer_id', '=', '')
      .compile(),
    account: build.selectFrom('accounts').select('quota_bytes').where('id', '=', NOBODY).compile(),
    place: build.selectFrom('places').select(['quota_bytes', 'guest_quota_bytes']).where('id', '=', NOWHERE).compile(),
  }
}

function requireOpen(result: CommitResult): void {
  if (result.kind === 'guard_failed') throw new VaultError('upload_gone')
  requireCommitted(result)
}

function requireRoom(result: CommitResult, scopes: readonly QuotaScope[]): void {
  if (result.kind !== 'guard_failed') {
    requireCommitted(result)
    return
  }
  if (result.tag === 'count') throw new VaultError('too_many_uploads')
  if (result.tag === 'ended') throw new VaultError('upload_gone')
  const scope = scopes.find(({ kind }) => result.tag === `quota:${kind}`)
  throw new VaultError('quota_exceeded', { details: { scope: scope?.kind, maxBytes: scope?.limitBytes } })
}
