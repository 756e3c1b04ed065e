import { sql } from 'kysely'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { ListedRow } from './listed-rows.ts'
import { dropContentStep } from './reconcile-steps.ts'

const AT_ONCE = 500

interface Leaf {
  id: EntryId
  content_id: ContentId | null
}

export interface RemoveMissingDeps {
  db: Database
  commits: EntryCommits
}

/**
 * Removes the rows of what has been missing for too long. Entries with kept versions stay, and so do the folders above
 * them: their bytes are still there and would have no name.
 */
export class RemoveMissing {
  readonly #deps: RemoveMissingDeps

  constructor(deps: RemoveMissingDeps) {
    this.#deps = deps
  }

  async remove(placeId: PlaceId, parentId: EntryId | null, row: Pick<ListedRow, 'id'>): Promise<void> {
    const { db, commits } = this.#deps
    for (;;) {
      // From the leaves up, in portions: a folder goes when nothing is left in it.
      const leaves = await db.read(this.#leaves(row.id))
      if (leaves.length === 0) return
      const isLast = leaves.some(({ id }) => id === row.id)
      const stillMissing = db.build
        .selectFrom('entries')
        .select('id')
        .where('id', '=', row.id)
        .where('state', '=', 'missing')
      const result = await commits.commit({
        steps: [
          { query: stillMissing, expect: 'rows', otherwise: 'entry_changed' },
          db.build.deleteFrom('entries').where(
            'id',
            'in',
            leaves.map(({ id }) => id),
          ),
          ...leaves.flatMap(({ content_id }) => (content_id === null ? [] : [dropContentStep(db, content_id)])),
        ],
        changes: isLast ? [{ placeId, entryId: row.id, parentId, kind: 'removed' }] : [],
        touched: leaves.map(({ id }) => id),
        reshaped: [placeId],
      })
      if (isLast || result.kind !== 'committed') return
    }
  }

  #leaves(id: EntryId) {
    return sql<Leaf>`
      with recursive below (id) as (
        select id from entries where id = ${id}
        union all
        select e.id from entries e join below on e.parent_id = below.id
      )
      select e.id, e.content_id from below join entries e on e.id = below.id
      where e.state <> 'trashed'
        and not exists (select 1 from entries child where child.parent_id = e.id)
        and not exists (select 1 from versions v where v.entry_id = e.id)
      limit ${AT_ONCE}`.compile(this.#deps.db.build)
  }
}
