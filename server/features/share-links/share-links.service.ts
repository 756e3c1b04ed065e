import type { ShareLink, ShareLinkBody, ShareLinkState } from '#lib/contracts/http/share-links.ts'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, EntryId, ShareLinkId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import { usesLeft } from '#lib/core/share-links/link-standing.ts'
import type { Doer } from '#server/auth/doer.ts'
import type { Passwords } from '#server/auth/passwords.ts'
import { digestOf, newSecret } from '#server/auth/secrets.ts'
import type { Bus } from '#server/bus.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import type { PlacesService } from '#server/features/rooms/places.service.ts'
import { type EntryFacts, type LinkStanding, type LiveLink, makerOf, termsOf } from './link-standing.ts'
import type { LinkRow, ShareLinksRepo } from './share-links.repo.ts'

/** Links as people of the house make, see and end them. */
export interface ShareLinksService {
  /** @throws VaultError `not_found`, `entry_gone`, `forbidden`, `links_off`, `invalid_input`, `room_read_only` */
  create(wish: ShareLinkBody, actor: Actor, doer: Doer): Promise<{ link: ShareLink; token: string }>
  /** @throws VaultError `forbidden` */
  list(of: 'me' | 'everybody', actor: Actor): Promise<ShareLink[]>
  /** @throws VaultError `not_found` */
  revoke(id: string, actor: Actor, doer: Doer): Promise<void>
  /** Forgets what ended long ago. */
  sweep(): Promise<void>
}

export interface ShareLinksDeps {
  readonly db: Database
  readonly clock: Clock
  readonly time: () => number
  readonly bus: Bus
  readonly audit: AuditService
  readonly passwords: Passwords
  readonly places: Pick<PlacesService, 'find'>
  readonly files: { findEntryFacts(id: EntryId): Promise<EntryFacts | null> }
  readonly repo: ShareLinksRepo
  readonly standing: LinkStanding
}

/** Whoever comes late is told what became of it. */
const KEPT_MS = 90 * 86_400_000

export function createShareLinksService(deps: ShareLinksDeps): ShareLinksService {
  const { db, bus, audit, repo, standing, time } = deps

  async function present(rows: readonly LinkRow[], asker: AccountId): Promise<ShareLink[]> {
    const ids = rows.map(({ id }) => id)
    const drops = rows.flatMap(({ kind, id }) => (kind === 'drop' ? [id] : []))
    const [entries, dropped] = await Promise.all([repo.entryIds(ids), repo.dropped(drops, time())])
    return Promise.all(
      rows.map(async (row) => {
        const live = await standing.lookAt(row, entries.get(row.id) ?? [])
        const used = dropped.get(row.id) ?? { files: 0, bytes: 0 }
        return { ...presentRow(row, asker, used), state: stateOf(row, live), target: await targetOf(live) }
      }),
    )
  }

  async function targetOf(live: LiveLink | ErrorCode): Promise<ShareLink['target']> {
    const first = typeof live === 'string' ? undefined : live.entries[0]
    const place = first === undefined ? null : await deps.places.find(first.placeId)
    if (first === undefined || place === null) return null
    return { placeId: first.placeId, placeName: place.name, path: first.path.join('/'), entryId: first.id }
  }

  async function requireEntries(wish: ShareLinkBody, maker: Actor): Promise<[EntryFacts, ...EntryFacts[]]> {
    const found: EntryFacts[] = []
    for (const id of new Set(wish.entries)) {
      // What a client sends is only compared.
      const entry = await deps.files.findEntryFacts(id as EntryId)
      if (entry === null) throw new VaultError('not_found')
      const refusal = await standing.refusalFor(maker, entry, wish.drop !== null)
      if (refusal !== null) throw new VaultError(refusal)
      if (entry.state === 'trashed') throw new VaultError('entry_gone')
      found.push(entry)
    }
    const [first, ...more] = found
    if (first === undefined) throw new VaultError('not_found')
    if (more.some(({ placeId }) => placeId !== first.placeId)) throw wrong('entries', 'of one place')
    if (wish.drop !== null && (more.length > 0 || first.kind !== 'folder')) throw wrong('entries', 'one folder')
    return [first, ...more]
  }

  return {
    async create(wish, { principal }, doer) {
      if (principal.kind !== 'account') throw new VaultError('not_signed_in')
      const { accountId } = principal
      const entries = await requireEntries(wish, makerOf({ id: accountId, role: principal.role }))
      if (wish.expiresAt !== null && wish.expiresAt <= time()) throw wrong('expiresAt', 'in the future')
      const [first] = entries
      const token = newSecret('link')
      const id = newId<ShareLinkId>(deps.clock)
      const kind: LinkRow['kind'] = wish.drop !== null ? 'drop' : entries.length > 1 ? 'selection' : first.kind
      const name = wish.name ?? first.name
      const row = {
        ...{ id, name, hash: digestOf(token), created_by: accountId, created_at: time() },
        ...{ expires_at: wish.expiresAt, max_downloads: wish.drop === null ? wish.maxDownloads : null },
        ...{ drop_max_bytes: wish.drop?.maxBytes ?? null, drop_max_files: wish.drop?.maxFiles ?? null },
        password_hash: wish.password === null ? null : await deps.passwords.hash(wish.password),
        ...{ kind, revoked_at: null },
      }
      const ids = entries.map((entry) => entry.id)
      await commitOrThrow(db, [
        ...repo.insert(row, ids),
        audit.step({ doer, action: 'link.made', target: { kind: 'link', id }, details: { name, kind, entries: ids } }),
      ])
      bus.emit('links.changed', { accountId })
      const made = await repo.find(id)
      const [link] = made === null ? [] : await present([made], accountId)
      if (link === undefined) throw new VaultError('internal')
      return { link, token }
    },

    async list(of, { principal }) {
      if (principal.kind !== 'account') throw new VaultError('not_signed_in')
      if (of === 'everybody' && principal.role !== 'admin') throw new VaultError('forbidden')
      return present(await repo.list(of === 'me' ? principal.accountId : null), principal.accountId)
    },

    async revoke(id, { principal }, doer) {
      if (principal.kind !== 'account') throw new VaultError('not_signed_in')
      const row = await repo.find(id)
      const isTheirs = row !== null && (row.created_by === principal.accountId || principal.role === 'admin')
      if (!isTheirs) throw new VaultError('not_found')
      const details = { name: row.name, madeBy: row.maker_name }
      await commitOrThrow(db, [
        guarded(repo.revoke(row.id, time()), { changes: 1 }, 'not_found'),
        audit.step({ doer, action: 'link.revoked', target: { kind: 'link', id: row.id }, details }),
      ])
      bus.emit('links.changed', { accountId: row.created_by })
    },

    async sweep() {
      await commitOrThrow(db, [repo.settleSlots(time()), ...repo.sweep(time(), KEPT_MS)])
    },
  }
}

function presentRow(row: LinkRow, asker: AccountId, used: { files: number; bytes: number }) {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    madeBy: { id: row.created_by, name: row.maker_name, self: row.created_by === asker },
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    hasPassword: row.password_hash !== null,
    maxDownloads: row.max_downloads,
    downloads: row.downloads,
    drop: row.kind === 'drop' ? { maxBytes: row.drop_max_bytes, maxFiles: row.drop_max_files, ...used } : null,
  }
}

function stateOf(row: LinkRow, live: LiveLink | ErrorCode): ShareLinkState {
  if (live === 'link_expired') return 'expired'
  if (live === 'link_target_gone') return 'target_gone'
  if (typeof live === 'string') return 'off'
  return usesLeft(termsOf(row)) === 0 ? 'used_up' : 'live'
}

function wrong(field: string, message: string): VaultError {
  return new VaultError('invalid_input', { details: { issues: [{ field, message }] } })
}
