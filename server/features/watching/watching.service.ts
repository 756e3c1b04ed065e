import { z } from 'zod'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { Position, Shelf, ShelfEntry } from '#lib/contracts/http/watching.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { type Stand, standingOf } from '#lib/core/media/resume.ts'
import type { Actor, Owner } from '#lib/core/permissions/actors-and-targets.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'
import type { FilesService } from '#server/features/files/files.service.ts'
import type { Person, ShelfCursor, ShelfRow, WatchingRepo } from './watching.repo.ts'

export interface WatchingDeps {
  readonly db: Database
  readonly bus: Bus
  readonly clock: Pick<Clock, 'now'>
  readonly repo: WatchingRepo
  readonly files: Pick<FilesService, 'describeEntry' | 'describeFound'>
}

interface Asker {
  readonly actor: Actor
}

/** What somebody watched, opened and likes. Whoever is no account and has no device yet has no such lists. */
export interface WatchingService {
  positionOf(entryId: EntryId, asker: Asker): Promise<Position | null>
  /** @throws VaultError `entry_gone`, `not_a_file` */
  report(entryId: EntryId, told: Stand, asker: Asker): Promise<void>
  forget(entryId: EntryId, asker: Asker): Promise<void>
  /** @throws VaultError `entry_gone`, `not_a_file` */
  opened(entryId: EntryId, asker: Asker): Promise<void>
  forgetOpened(entryId: EntryId, asker: Asker): Promise<void>
  /** @throws VaultError `entry_gone` */
  favour(entryId: EntryId, asker: Asker): Promise<void>
  unfavour(entryId: EntryId, asker: Asker): Promise<void>
  favourites(asker: Asker): Promise<EntryId[]>
  /** @throws VaultError `invalid_cursor` */
  shelf(shelf: Shelf, page: { cursor?: string | undefined; limit: number }, asker: Asker): Promise<ShelfPage>
}

export interface ShelfPage {
  entries: ShelfEntry[]
  nextCursor: string | null
}

/** Pages that are read for one answer, where most of them may not be seen any more. */
const MOST_ROUNDS = 10

export function createWatchingService({ db, bus, clock, repo, files }: WatchingDeps): WatchingService {
  async function requireEntry(entryId: EntryId, asker: Asker): Promise<EntryView> {
    const entry = await files.describeEntry(entryId, asker)
    if (entry === null) throw new VaultError('entry_gone')
    return entry
  }

  async function requireFile(entryId: EntryId, asker: Asker): Promise<EntryView> {
    const entry = await requireEntry(entryId, asker)
    if (entry.kind !== 'file') throw new VaultError('not_a_file')
    return entry
  }

  const tell = (person: Person, entryId: EntryId, what: 'position' | 'opened' | 'favourite') =>
    bus.emit('watching.changed', { person: ownerOf(person), entryId, what })

  return {
    async positionOf(entryId, { actor }) {
      const person = personOf(actor)
      const [row] = person === null ? [] : await repo.positions(person, [entryId])
      return row === undefined ? null : presentPosition(row, actor)
    },

    async report(entryId, told, asker) {
      const person = personOf(asker.actor)
      const { type } = await requireFile(entryId, asker)
      if (person === null) return
      const { durationMs } = told
      const positionMs = Math.min(told.positionMs, durationMs)
      const row = {
        ...{ position_ms: positionMs, duration_ms: durationMs, standing: standingOf(type, { positionMs, durationMs }) },
        ...{ moved_at: clock.now(), moved_on: deviceOf(asker.actor) },
      }
      await commitOrThrow(db, [repo.report(person, entryId, row)])
      tell(person, entryId, 'position')
    },

    async forget(entryId, { actor }) {
      const person = personOf(actor)
      if (person === null) return
      await commitOrThrow(db, [repo.forget(person, entryId)])
      tell(person, entryId, 'position')
    },

    async opened(entryId, asker) {
      const person = personOf(asker.actor)
      await requireFile(entryId, asker)
      if (person === null) return
      await commitOrThrow(db, [repo.open(person, entryId, clock.now())])
      tell(person, entryId, 'opened')
    },

    async forgetOpened(entryId, { actor }) {
      const person = personOf(actor)
      if (person === null) return
      await commitOrThrow(db, [repo.unopen(person, entryId)])
      tell(person, entryId, 'opened')
    },

    async favour(entryId, asker) {
      const person = personOf(asker.actor)
      await requireEntry(entryId, asker)
      if (person === null) return
      await commitOrThrow(db, [repo.favour(person, entryId, clock.now())])
      tell(person, entryId, 'favourite')
    },

    async unfavour(entryId, { actor }) {
      const person = personOf(actor)
      if (person === null) return
      await commitOrThrow(db, [repo.unfavour(person, entryId)])
      tell(person, entryId, 'favourite')
    },

    async favourites({ actor }) {
      const person = personOf(actor)
      return person === null ? [] : repo.favourites(person)
    },

    async shelf(shelf, { cursor, limit }, asker) {
      const person = personOf(asker.actor)
      let after = cursor === undefined ? null : decodeCursor(cursor)
      if (person === null) return { entries: [], nextCursor: null }
      const entries: ShelfEntry[] = []
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const rows = await repo.shelf(shelf, person, after, limit)
        for (const found of await present(rows, person, asker)) {
          entries.push(found)
          if (entries.length === limit) return { entries, nextCursor: encodeCursor(found.at, found.entry.id) }
        }
        const last = rows.at(-1)
        if (last === undefined || rows.length < limit) return { entries, nextCursor: null }
        after = last
      }
      return { entries, nextCursor: after && encodeCursor(after.at, after.id) }
    },
  }

  async function present(rows: readonly ShelfRow[], person: Person, asker: Asker): Promise<ShelfEntry[]> {
    const ids = rows.map(({ id }) => id)
    const [views, stands] = await Promise.all([files.describeFound(rows, asker), repo.positions(person, ids)])
    const byId = new Map<string, EntryView>(views.map((view) => [view.id, view]))
    const positions = new Map<string, Position | null>(
      stands.map((row) => [row.entry_id, presentPosition(row, asker.actor)]),
    )
    return rows.flatMap(({ id, at }) => {
      const entry = byId.get(id)
      return entry === undefined ? [] : [{ entry, at, position: positions.get(id) ?? null }]
    })
  }
}

/** A guest is the device; an account is one on all of them. */
function personOf({ principal, deviceId }: Actor): Person | null {
  if (principal.kind === 'account') return { kind: 'account', id: principal.accountId }
  const id = principal.kind === 'guest' ? principal.deviceId : deviceId
  return id === null ? null : { kind: 'device', id }
}

function ownerOf({ kind, id }: Person): NonNullable<Owner> {
  // Made of an actor's ids by `personOf`.
  return kind === 'account'
    ? { kind: 'account', accountId: id as Extract<Owner, { kind: 'account' }>['accountId'] }
    : { kind: 'guest', deviceId: id as Extract<Owner, { kind: 'guest' }>['deviceId'] }
}

/** Where it is told: a browser by its device cookie, a program by its session. */
function deviceOf({ principal, deviceId }: Actor): string | null {
  return deviceId ?? (principal.kind === 'account' ? principal.sessionId : null)
}

function presentPosition(row: Row<'viewed'>, actor: Actor): Position | null {
  if (row.moved_at === null) return null
  return {
    positionMs: row.position_ms,
    durationMs: row.duration_ms,
    standing: row.standing,
    at: row.moved_at,
    elsewhere: row.moved_on !== null && row.moved_on !== deviceOf(actor),
  }
}

const cursorSchema = z.tuple([z.number().int(), z.string().max(64)])

const encodeCursor = (at: number, id: string): string => Buffer.from(JSON.stringify([at, id])).toString('base64url')

/** @throws VaultError `invalid_cursor` */
function decodeCursor(text: string): ShelfCursor {
  try {
    const [at, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { at, id: id as EntryId } // only compared
  } catch (cause) {
    throw new VaultError('invalid_cursor', { cause })
  }
}
