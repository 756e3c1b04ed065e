import type { Shelf } from '#lib/contracts/http/watching.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { NewRow, Row } from '#server/db/schema.ts'
import type { Step } from '#server/db/unit-of-work.ts'

/** Whose list it is. */
export interface Person {
  readonly kind: 'account' | 'device'
  readonly id: string
}

export interface ShelfRow {
  id: EntryId
  placeId: PlaceId
  at: number
}

/** The last one that was listed. */
export type ShelfCursor = Pick<ShelfRow, 'at' | 'id'>

const MOST_FAVOURITES = 5_000

export type WatchingRepo = ReturnType<typeof createWatchingRepo>

export function createWatchingRepo(db: Database) {
  const { build } = db
  const keyOf = ({ kind, id }: Person, entryId: EntryId) => ({ person_kind: kind, person_id: id, entry_id: entryId })

  const viewed = ({ kind, id }: Person, at: 'v.opened_at' | 'v.moved_at') =>
    build
      .selectFrom('viewed as v')
      .innerJoin('entries as e', 'e.id', 'v.entry_id')
      .select(['e.id', 'e.place_id as placeId'])
      .select((eb) => eb.ref(at).$notNull().as('at'))
      .where('v.person_kind', '=', kind)
      .where('v.person_id', '=', id)
      .where('e.listed', '=', 1)

  return {
    async positions(person: Person, entries: readonly EntryId[]): Promise<Row<'viewed'>[]> {
      if (entries.length === 0) return []
      return db.read(
        build
          .selectFrom('viewed')
          .selectAll()
          .where('person_kind', '=', person.kind)
          .where('person_id', '=', person.id)
          .where('entry_id', 'in', entries)
          .where('moved_at', 'is not', null),
      )
    },

    report(
      person: Person,
      entryId: EntryId,
      told: Required<Pick<NewRow<'viewed'>, 'position_ms' | 'duration_ms' | 'standing' | 'moved_at' | 'moved_on'>>,
    ): Step {
      return build
        .insertInto('viewed')
        .values({ ...keyOf(person, entryId), opened_at: told.moved_at, ...told })
        .onConflict((conflict) => conflict.columns(['person_kind', 'person_id', 'entry_id']).doUpdateSet(told))
    },

    forget(person: Person, entryId: EntryId): Step {
      const { person_kind, person_id, entry_id } = keyOf(person, entryId)
      return build
        .updateTable('viewed')
        .set({ position_ms: 0, standing: 'start', moved_at: null, moved_on: null })
        .where('person_kind', '=', person_kind)
        .where('person_id', '=', person_id)
        .where('entry_id', '=', entry_id)
    },

    open: (person: Person, entryId: EntryId, at: number): Step =>
      build
        .insertInto('viewed')
        .values({
          ...{ ...keyOf(person, entryId), opened_at: at, position_ms: 0, duration_ms: 0, standing: 'start' },
          ...{ moved_at: null, moved_on: null },
        })
        .onConflict((conflict) =>
          conflict.columns(['person_kind', 'person_id', 'entry_id']).doUpdateSet({ opened_at: at }),
        ),

    unopen: (person: Person, entryId: EntryId): Step =>
      build
        .updateTable('viewed')
        .set({ opened_at: null })
        .where('person_kind', '=', person.kind)
        .where('person_id', '=', person.id)
        .where('entry_id', '=', entryId),

    favour: (person: Person, entryId: EntryId, at: number): Step =>
      build
        .insertInto('favourites')
        .values({ ...keyOf(person, entryId), added_at: at })
        .onConflict((conflict) => conflict.columns(['person_kind', 'person_id', 'entry_id']).doNothing()),

    unfavour: (person: Person, entryId: EntryId): Step =>
      build
        .deleteFrom('favourites')
        .where('person_kind', '=', person.kind)
        .where('person_id', '=', person.id)
        .where('entry_id', '=', entryId),

    async favourites({ kind, id }: Person): Promise<EntryId[]> {
      const rows = await db.read(
        build
          .selectFrom('favourites')
          .select('entry_id')
          .where('person_kind', '=', kind)
          .where('person_id', '=', id)
          .orderBy('added_at', 'desc')
          .limit(MOST_FAVOURITES),
      )
      return rows.map((row) => row.entry_id)
    },

    /** The newest first, after `after`; entries in the trash are left out. */
    async shelf(shelf: Shelf, person: Person, after: ShelfCursor | null, limit: number): Promise<ShelfRow[]> {
      switch (shelf) {
        case 'continue': {
          const query = viewed(person, 'v.moved_at').where('v.standing', '=', 'middle')
          const rest = after
            ? query.where((eb) => eb(eb.refTuple('v.moved_at', 'e.id'), '<', eb.tuple(after.at, after.id)))
            : query
          return db.read(rest.orderBy('v.moved_at', 'desc').orderBy('e.id', 'desc').limit(limit))
        }
        case 'opened': {
          const query = viewed(person, 'v.opened_at').where('v.opened_at', 'is not', null)
          const rest = after
            ? query.where((eb) => eb(eb.refTuple('v.opened_at', 'e.id'), '<', eb.tuple(after.at, after.id)))
            : query
          return db.read(rest.orderBy('v.opened_at', 'desc').orderBy('e.id', 'desc').limit(limit))
        }
        case 'favourites': {
          const query = build
            .selectFrom('favourites as f')
            .innerJoin('entries as e', 'e.id', 'f.entry_id')
            .select(['e.id', 'e.place_id as placeId', 'f.added_at as at'])
            .where('f.person_kind', '=', person.kind)
            .where('f.person_id', '=', person.id)
            .where('e.listed', '=', 1)
          const rest = after
            ? query.where((eb) => eb(eb.refTuple('f.added_at', 'e.id'), '<', eb.tuple(after.at, after.id)))
            : query
          return db.read(rest.orderBy('f.added_at', 'desc').orderBy('e.id', 'desc').limit(limit))
        }
      }
    },
  }
}
