import { join } from 'node:path'
import { sql } from 'kysely'
import { NewestFirst } from '#server/workers/newest-first.ts'
import { spawnWorker } from '#server/workers/spawn-worker.ts'
import { WorkerCaller } from '#server/workers/worker-caller.ts'
import type { Database } from '../../database.ts'
import type { NameSearch } from '../../name-search.ts'
import { requireCommitted } from '../../unit-of-work.ts'
import type { SearchAnswer, SearchRequest } from './messages.ts'

export interface NameSearchDeps {
  /** `<data>`, where `db` lies. */
  dataFolder: string
  db: Database
  onError(error: unknown): void
}

/** The thread starts with the first search. */
export function openNameSearch({ dataFolder, db, onError }: NameSearchDeps): NameSearch {
  const workerData = { path: join(dataFolder, 'vault.db') }
  const thread = new WorkerCaller<SearchRequest, SearchAnswer>({
    spawn: () => spawnWorker('server/db/sqlite/search/search.worker.ts', { workerData }),
    onCrash: onError,
  })
  const queue = new NewestFirst<SearchAnswer>()
  /** Who types on gives up what the letters before looked for; two who look for the same wait for one answer. */
  const ask = (request: SearchRequest, signal: AbortSignal) =>
    queue.ask(JSON.stringify(request), () => thread.call(request), { isUrgent: true, signal })
  return {
    find: (text, filter, most, signal) => ask({ kind: 'find', text, filter, most }, signal),
    recent: (filter, after, limit, signal) => ask({ kind: 'recent', filter, after, limit }, signal),
    async indexMore(after, limit) {
      const rows = await db.read(
        db.build.selectFrom('entries').select('id').where(sql<string>`id`, '>', after).orderBy('id').limit(limit),
      )
      const last = rows.at(-1)
      if (last === undefined) return null
      requireCommitted(
        await db.commit([
          sql`insert into search_entries (entry_id, words)
            select id, search_words(name) from entries where id > ${after} and id <= ${last.id} order by id
            on conflict (entry_id) do nothing`.compile(db.build),
        ]),
      )
      return rows.length < limit ? null : last.id
    },
    close: () => thread.close(),
  }
}
