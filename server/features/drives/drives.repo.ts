import { sep } from 'node:path'
import { sql } from 'kysely'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow, Row, RowPatch } from '#server/db/schema.ts'

export type DriveRow = Row<'drives'> &
  Pick<Row<'places'>, 'name' | 'folder' | 'access' | 'read_only' | 'from_file'> & {
    entry_count: number | null
    size_bytes: number | null
  }

/** Rows of drives, each beside the row of its place. */
export function createDrivesRepo(db: Database) {
  const { build } = db
  return {
    all: (): Promise<DriveRow[]> =>
      db.read(
        build
          .selectFrom('drives')
          .innerJoin('places', 'places.id', 'drives.place_id')
          .leftJoin('place_totals', 'place_totals.place_id', 'places.id')
          .where('places.deleted_at', 'is', null)
          .selectAll('drives')
          .select(['places.name', 'places.folder', 'places.access', 'places.read_only', 'places.from_file'])
          .select(['place_totals.entry_count', 'place_totals.size_bytes'])
          .orderBy('places.created_at')
          .orderBy('places.id'),
      ),

    insertPlace: (row: NewRow<'places'>): Query => build.insertInto('places').values(row),
    insert: (placeId: PlaceId, path: string): Query => build.insertInto('drives').values({ place_id: placeId, path }),

    updatePlace: (placeId: PlaceId, patch: RowPatch<'places'>): Query =>
      build
        .updateTable('places')
        .set(patch)
        .where('id', '=', placeId)
        .where('kind', '=', 'drive')
        .where('deleted_at', 'is', null),

    update: (placeId: PlaceId, patch: RowPatch<'drives'>): Query =>
      build.updateTable('drives').set(patch).where('place_id', '=', placeId),

    /** Unfinished uploads know the folder of their bytes by its path. */
    movePartials: (placeId: PlaceId, from: string, to: string): Query =>
      build
        .updateTable('uploads')
        .set((row) => ({
          partial_folder: sql<string>`${to} || substr(${row.ref('partial_folder')}, length(${from}) + 1)`,
        }))
        .where('place_id', '=', placeId)
        .where('state', 'in', ['open', 'finishing'])
        .where(sql<string>`substr(partial_folder, 1, length(${from}) + 1)`, '=', from + sep),

    logChange: (placeId: PlaceId, at: number): Query =>
      build.insertInto('changes').values({ place_id: placeId, entry_id: null, parent_id: null, kind: 'place', at }),
  }
}

export type DrivesRepo = ReturnType<typeof createDrivesRepo>
