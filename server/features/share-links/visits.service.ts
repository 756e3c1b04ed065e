import type { SharedEntry, SharedView } from '#lib/contracts/http/share-links.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, ShareLinkId } from '#lib/core/ids/ids.ts'
import { usesLeft } from '#lib/core/share-links/link-standing.ts'
import type { Doors } from '#server/auth/doors.ts'
import type { Passwords } from '#server/auth/passwords.ts'
import { digestOf, secretKindOf } from '#server/auth/secrets.ts'
import type { FilesService } from '#server/features/files/files.service.ts'
import type { PlacesService } from '#server/features/rooms/places.service.ts'
import type { DropSlots } from './drop-slots.ts'
import { type EntryFacts, type LinkStanding, type LiveLink, termsOf } from './link-standing.ts'
import type { Passes, Visitor } from './passes.ts'
import type { LinkRow, ShareLinksRepo } from './share-links.repo.ts'
import type { Viewings } from './viewings.ts'

/** A visitor in front of a link that lets this visitor in. */
export interface Visit {
  readonly link: LiveLink
  readonly visitor: Visitor
  /** How often links had been looked at anew when this one was. */
  readonly review: number
}

export interface Opened {
  readonly view: SharedView
  readonly linkId: ShareLinkId
  /** For the cookie. */
  readonly pass: string
}

export interface OpenRequest {
  readonly token: string
  readonly password: string | undefined
  readonly address: string
  /** What this browser keeps for a link. */
  readonly passOf: (linkId: ShareLinkId) => string | undefined
}

/** Links as those without an account meet them. */
export interface VisitsService {
  /**
   * @throws VaultError what keeps the link shut, `link_used_up`, `link_password_needed`, `link_wrong_password`,
   * `locked_out`
   */
  open(request: OpenRequest): Promise<Opened>
  /** @throws VaultError `link_not_open`, and what keeps the link shut */
  admit(linkId: string, pass: string | undefined): Promise<Visit>
  /** An entry that the link gives: one of its own, or one below. @throws VaultError `not_found`, `link_target_gone` */
  requireEntry(visit: Visit, entryId: string): Promise<EntryFacts>
  list(
    visit: Visit,
    page: { folder: string; cursor?: string | undefined; limit: number },
  ): Promise<{ entries: SharedEntry[]; nextCursor: string | null; total: { count: number; sizeBytes: number } }>
  /** Calls `stop` as soon as the link gives nothing any more. @returns a function that ends the watch */
  whileLive(visit: Visit, stop: () => void): () => void
  /** Something changed that links depend on. */
  review(): Promise<void>
}

export interface VisitsDeps {
  readonly repo: ShareLinksRepo
  readonly standing: LinkStanding
  readonly viewings: Viewings
  readonly slots: DropSlots
  readonly passes: Passes
  readonly doors: Doors
  readonly passwords: Passwords
  readonly places: Pick<PlacesService, 'findFacts'>
  readonly files: Pick<FilesService, 'findEntryFacts' | 'describeEntry' | 'list'>
  readonly vaultName: () => string
  readonly maxFileBytes: () => number | null
  readonly onError: (error: unknown) => void
}

/** Folders lie in each other at most this deep (EntryLookups). */
const DEEPEST = 100

export function createVisitsService(deps: VisitsDeps): VisitsService {
  const { repo, standing, viewings, passes, files } = deps
  const watches = new Map<ShareLinkId, Set<() => void>>()
  let reviews = 0

  async function look(linkId: ShareLinkId): Promise<void> {
    const isOver = await standing.requireLive(await repo.find(linkId)).then(
      () => false,
      (error: unknown) => error instanceof VaultError && error.code !== 'unavailable',
    )
    if (isOver) for (const stop of watches.get(linkId) ?? []) stop()
  }

  async function letIn(row: LinkRow, request: OpenRequest): Promise<void> {
    if (row.password_hash === null) return
    const { password } = request
    if (password === undefined) throw new VaultError('link_password_needed')
    const knock = { door: `link:${row.id}`, address: request.address, knownDeviceId: null }
    const check = async () => ((await deps.passwords.verify(row.password_hash, password)) ? true : null)
    await deps.doors.knock(knock, check, 'link_wrong_password')
  }

  async function describe(link: LiveLink): Promise<SharedEntry[]> {
    if (link.row.kind === 'drop') return []
    const views = await Promise.all(link.entries.map(({ id }) => files.describeEntry(id, { actor: link.maker })))
    return views.flatMap((view) => (view === null ? [] : [presentEntry(view)]))
  }

  async function present(link: LiveLink, visitor: Visitor): Promise<SharedView> {
    const { row } = link
    const isDrop = row.kind === 'drop'
    const [entries, left, isCounted] = await Promise.all([
      describe(link),
      isDrop ? deps.slots.left(row) : null,
      viewings.isCounted(row.id, visitor),
    ])
    return {
      ...{ id: row.id, kind: row.kind, name: row.name, vaultName: deps.vaultName(), madeBy: row.maker_name },
      ...{ expiresAt: row.expires_at, usesLeft: usesLeft(termsOf(row)), isCounted, entries },
      drop: left && { leftBytes: left.bytes, leftFiles: left.files, maxFileBytes: deps.maxFileBytes() },
    }
  }

  async function isGiven({ entries }: LiveLink, entry: EntryFacts): Promise<boolean> {
    const given = new Set<string>(entries.map(({ id }) => id))
    let at: EntryFacts | null = entry
    for (let depth = 0; at !== null && depth <= DEEPEST; depth++) {
      if (given.has(at.id)) return true
      at = at.parentId === null ? null : await files.findEntryFacts(at.parentId)
    }
    return false
  }

  async function requireEntry({ link }: Visit, entryId: string): Promise<EntryFacts> {
    // What a client sends is only compared.
    const entry = await files.findEntryFacts(entryId as EntryId)
    if (entry === null || link.row.kind === 'drop' || !(await isGiven(link, entry))) throw new VaultError('not_found')
    if (entry.state === 'trashed') throw new VaultError('link_target_gone')
    return entry
  }

  return {
    async open(request) {
      if (secretKindOf(request.token) !== 'link') throw new VaultError('link_unknown')
      const link = await standing.requireLive(await repo.findByHash(digestOf(request.token)))
      const { row } = link
      const known = passes.open(row.id, request.passOf(row.id))
      const visitor = known ?? passes.newVisitor()
      await viewings.assertOpen(link, visitor)
      if (known === null) await letIn(row, request)
      return { view: await present(link, visitor), linkId: row.id, pass: passes.seal(row.id, visitor) }
    },

    async admit(linkId, pass) {
      // What a client sends is signed for, or nothing.
      const visitor = passes.open(linkId as ShareLinkId, pass)
      if (visitor === null) throw new VaultError('link_not_open')
      const review = reviews
      return { link: await standing.requireLive(await repo.find(linkId)), visitor, review }
    },

    requireEntry,

    async list(visit, page) {
      const folder = await requireEntry(visit, page.folder)
      const place = await deps.places.findFacts(folder.placeId)
      if (place === null) throw new VaultError('link_target_gone')
      const request = { path: folder.path.join('/'), cursor: page.cursor, limit: page.limit }
      const found = await files.list({ ...request, sort: 'name', order: 'asc' }, { actor: visit.link.maker, place })
      return { entries: found.entries.map(presentEntry), nextCursor: found.nextCursor, total: found.total }
    },

    whileLive({ link, review }, stop) {
      const linkId = link.row.id
      const of = watches.get(linkId) ?? new Set()
      watches.set(linkId, of)
      of.add(stop)
      // A review that went by between the visit and this watch has not seen it.
      if (review !== reviews) void look(linkId).catch(deps.onError)
      return () => {
        of.delete(stop)
        if (of.size === 0) watches.delete(linkId)
      }
    },

    async review() {
      reviews++
      for (const linkId of [...watches.keys()]) await look(linkId)
    },
  }
}

function presentEntry(view: SharedEntry): SharedEntry {
  const { id, kind, type, name, sizeBytes, mime, modifiedAt } = view
  return { id, kind, type, name, sizeBytes, mime, modifiedAt }
}
