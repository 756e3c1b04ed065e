import { sql } from 'kysely'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { Database } from '#server/db/database.ts'
import { parentKey } from './entries/entry-columns.ts'
import type { EntryFacts } from './entries/entry-facts.ts'
import { namePattern } from './listing/folder-query.ts'
import type { PictureFiles } from './picture-files.service.ts'

/** What the player needs of files. */
export interface MediaFiles extends Pick<PictureFiles, 'find' | 'open'> {
  /** Files of the same folder whose names begin alike, in the order of their names. */
  beside(entry: EntryFacts, beginning: string): Promise<{ id: EntryId; name: string }[]>
}

const MOST_BESIDE = 60

export function createMediaFiles({ db, files }: { db: Database; files: PictureFiles }): MediaFiles {
  return {
    find: files.find,
    open: files.open,
    beside: (entry, beginning) =>
      db.read(
        db.build
          .selectFrom('entries')
          .select(['id', 'name'])
          .where('parent_key', '=', parentKey(entry.placeId, entry.parentId))
          .where('listed', '=', 1)
          .where('kind', '=', 'file')
          .where(sql<boolean>`name_key like ${`${namePattern(nameKey(beginning))}%`} escape '\\'`)
          .orderBy('sort_name')
          .limit(MOST_BESIDE),
      ),
  }
}
