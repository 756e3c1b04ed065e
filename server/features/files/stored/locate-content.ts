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

type Where = 'in the vault' | 'anywhere'

/**
 * Where the bytes of a content lie by now: under its entry, in the trash, or as a version. Null when it is gone.
 * @param where what lies on a drive the vault neither keeps nor vouches for
 */
export async function locateContent(
  reads: DatabaseReads,
  contentId: ContentId,
  where: Where = 'in the vault',
): Promise<StoredSpot | null> {
  return (await locateEntry(reads, contentId, where)) ?? (await locateVersion(reads, contentId, where))
}

async function locateEntry(reads: DatabaseReads, contentId: ContentId, where: Where): Promise<StoredSpot | null> {
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
  const room = await findFolder(reads, top.place_id, where)
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

async function locateVersion(reads: DatabaseReads, contentId: ContentId, where: Where): Promise<StoredSpot | null> {
  const version = await reads.readOne(
    reads.build.selectFrom('versions').select(['place_id', 'stored_name']).where('content_id', '=', contentId),
  )
  const room = version && (await findFolder(reads, version.place_id, where))
  if (!version || room === null) return null
  return { part: 'versions', placeId: version.place_id, room, segments: version.stored_name.split('/') }
}

async function findFolder(reads: DatabaseReads, placeId: PlaceId, where: Where): Promise<string | null> {
  const place = await reads.readOne(
    reads.build
      .selectFrom('places')
      .select(['folder', 'kind'])
      .where('id', '=', placeId)
      .where('deleted_at', 'is', null),
  )
  if (place === null || (place.kind === 'drive' && where === 'in the vault')) return null
  return place.folder
}
