import { quotaScopes } from './quota-scopes.ts'
import { type QuotaScope, RESERVE_STEP_BYTES, type UploadLimits } from './upload-limits.ts'
import type { UploadRecord } from './upload-record.ts'
import type { UploadsRepo } from './uploads.repo.ts'

export interface ReservationDeps {
  readonly repo: UploadsRepo
  readonly limits: () => UploadLimits
}

/**
 * What an upload of unknown length holds of its quota: it grows in steps ahead of the bytes. One of known length
 * reserved all of it when it was created.
 */
export class Reservation {
  readonly #deps: ReservationDeps
  #record: UploadRecord
  #scopes: QuotaScope[] | null = null

  constructor(deps: ReservationDeps, record: UploadRecord) {
    this.#deps = deps
    this.#record = record
  }

  /** @throws VaultError `quota_exceeded`, `upload_gone` */
  async cover(upToBytes: number): Promise<void> {
    if (this.#record.lengthBytes !== null || upToBytes <= this.#record.reservedBytes) return
    const scopes = await this.#readScopes()
    if (scopes.length === 0) return
    await this.#reserve(Math.ceil(upToBytes / RESERVE_STEP_BYTES) * RESERVE_STEP_BYTES, {}, scopes)
  }

  /** The length is known now. @returns the upload with it */
  async settle(lengthBytes: number): Promise<UploadRecord> {
    await this.#reserve(lengthBytes, { length_bytes: lengthBytes }, await this.#readScopes())
    this.#record = { ...this.#record, lengthBytes }
    return this.#record
  }

  async #reserve(bytes: number, patch: { length_bytes?: number }, scopes: QuotaScope[]): Promise<void> {
    await this.#deps.repo.reserve(this.#record, bytes, patch, scopes)
    this.#record = { ...this.#record, reservedBytes: bytes }
  }

  async #readScopes(): Promise<QuotaScope[]> {
    if (this.#scopes === null) {
      const { owner, placeId } = this.#record
      const facts = await this.#deps.repo.readCreationFacts(owner, null, placeId)
      this.#scopes = quotaScopes(owner, facts, this.#deps.limits())
    }
    return this.#scopes
  }
}
