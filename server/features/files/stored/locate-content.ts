import { sql } from 'kysely'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { DatabaseReads } from '#server/db/database.ts'
import type { StoredSpot } from './stored-file.ts'

interface ChainRow {
  id: EntryId
  place_id: PlaceId
  name: string
  state: 'live' | 'trashed' | 'missing'
}

/** Where the bytes of a content lie by now: under its entry, in the trash, or as a version. Null when it is gone. */
export async function locateContent(reads: DatabaseReads, contentId: ContentId): Promise<StoredSpot | null> {
  return (await locateEntry(reads, contentId)) ?? (await locateVersion(reads, contentId))
}

async function locateEntry(reads: DatabaseReads, contentId: ContentId): Promise<StoredSpot | null> {
  const chain = await reads.read(
    sql<ChainRow>`
      with recursive up (id, place_id, parent_id, name, state, depth) as (
        select id, place_id, parent_id, name, state, 0 from entries where content_id = ${contentId}
        union all
        select e.id, e.place_id, e.parent_id, e.name, e.state, up.depth + 1
        from entries e join up on e.id = up.parent_id where up.depth < 100
      )
      select id, place_id, name, state from up order by depth desc`.compile(reads.build),
  )
  const [top] = chain
  if (top === undefined || chain.some(({ state }) => state === 'missing')) return null
  const room = await findRoom(reads, top.place_id)
  if (room === null) return null
  const names = chain.map(({ name }) => name)
  if (top.state !== 'trashed') return { part: 'files', placeId: top.place_id, room, segments: names }
  const trash = await reads.readOne(
    reads.build.selectFrom('trash').select('stored_name').where('entry_id', '=', top.id),
  )
  if (trash === null) return null
  const segments = [...trash.stored_name.split('/'), ...names.slice(1)]
  return { part: 'trash', placeId: top.place_id, room, segments }
}

async function locateVersion(reads: DatabaseReads, contentId: ContentId): Promise<StoredSpot | null> {
  const version = await reads.readOne(
    reads.build.selectFrom('versions').select(['place_id', 'stored_name']).where('content_id', '=', contentId),
  )
  const room = version && (await findRoom(reads, version.place_id))
  if (!version || room === null) return null
  return { part: 'versions', placeId: version.place_id, room, segments: version.stored_name.split('/') }
}

async function findRoom(reads: DatabaseReads, placeId: PlaceId): Promise<string | null> {
  const place = await reads.readOne(
    reads.build
      .selectFrom('places')
      .select('folder')
      .where('id', '=', placeId)
      .where('deleted_at', 'is', null)
      .where('kind', '<>', 'drive'),
  )
  return place?.folder ?? null
}
