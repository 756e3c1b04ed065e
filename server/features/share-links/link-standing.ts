import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, SessionId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import { linkRefusal } from '#lib/core/share-links/link-standing.ts'
import type { FilesService } from '#server/features/files/files.service.ts'
import type { LinkRow, ShareLinksRepo } from './share-links.repo.ts'

export type EntryFacts = NonNullable<Awaited<ReturnType<FilesService['findEntryFacts']>>>

/** A link that gives something right now. */
export interface LiveLink {
  readonly row: LinkRow
  /** Who made it, as he is by now and without anything but the account. */
  readonly maker: Actor
  /** What is left of what it was made for. */
  readonly entries: readonly EntryFacts[]
}

export interface StandingDeps {
  readonly repo: ShareLinksRepo
  readonly time: () => number
  readonly files: Pick<FilesService, 'findEntryFacts'>
  readonly findPlace: (id: string) => Promise<PlaceFacts | null>
}

export const termsOf = (row: LinkRow) => ({
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  maxDownloads: row.max_downloads,
  downloads: row.downloads,
})

/** A link never gives more than its maker could give this very moment; his sessions and grants do not matter. */
export function makerOf(account: { id: LinkRow['created_by']; role: LinkRow['maker_role'] }): Actor {
  const principal = { kind: 'account', accountId: account.id, role: account.role, sessionId: '' as SessionId } as const
  return { principal, deviceId: null, grants: [], openedPersonal: [] }
}

/** What a link gives now. Nothing is remembered: rules, roles, rooms and the trash are asked each time. */
export class LinkStanding {
  readonly #deps: StandingDeps

  constructor(deps: StandingDeps) {
    this.#deps = deps
  }

  /** @throws VaultError `link_unknown`, `link_revoked`, `link_expired`, `links_off`, `link_target_gone` */
  async requireLive(row: LinkRow | null): Promise<LiveLink> {
    if (row === null) throw new VaultError('link_unknown')
    const refusal = this.refusalOf(row)
    if (refusal !== null) throw new VaultError(refusal)
    const ids = (await this.#deps.repo.entryIds([row.id])).get(row.id) ?? []
    return this.#resolve(row, ids)
  }

  /** Of many at once, for a list. @returns the link, or why it gives nothing */
  async lookAt(row: LinkRow, ids: readonly EntryId[]): Promise<LiveLink | ErrorCode> {
    const refusal = this.refusalOf(row)
    if (refusal !== null) return refusal
    try {
      return await this.#resolve(row, ids)
    } catch (error) {
      if (error instanceof VaultError) return error.code
      throw error
    }
  }

  refusalOf(row: LinkRow): ErrorCode | null {
    if (row.maker_disabled === 1 || row.maker_deleted_at !== null) return 'link_revoked'
    return linkRefusal(termsOf(row), this.#deps.time())
  }

  /** The code that keeps an entry from being given by this maker; null when it may be. */
  async refusalFor(maker: Actor, entry: EntryFacts, isDrop: boolean): Promise<ErrorCode | null> {
    const place = await this.#deps.findPlace(entry.placeId)
    if (place === null) return 'not_found'
    // Whoever made a folder did not bring what others put into it.
    const uploader = entry.kind === 'file' ? entry.owner : null
    const give = can(maker, 'link.make', { kind: 'entry', place, uploader })
    if (give.kind === 'denied') return give.code
    const take = isDrop ? can(maker, 'place.upload', { kind: 'place', place }) : give
    return take.kind === 'denied' ? take.code : null
  }

  async #resolve(row: LinkRow, ids: readonly EntryId[]): Promise<LiveLink> {
    const maker = makerOf({ id: row.created_by, role: row.maker_role })
    const entries: EntryFacts[] = []
    let refusal: ErrorCode | null = null
    for (const id of ids) {
      const entry = await this.#deps.files.findEntryFacts(id)
      if (entry === null || entry.state === 'trashed') continue
      const code = await this.refusalFor(maker, entry, row.kind === 'drop')
      if (code === null) entries.push(entry)
      else refusal = code
    }
    if (entries.length > 0) return { row, maker, entries }
    // A visitor learns nothing of rooms and roles; whoever made it reads his own word for it.
    const told = refusal === 'links_off' || refusal === 'room_read_only' ? refusal : null
    throw new VaultError(told ?? 'link_target_gone', refusal === null ? {} : { details: { reason: 'not allowed' } })
  }
}
