import { type SearchQuery, searchQuerySchema } from '#lib/contracts/http/search.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import { openNameSearch } from '#server/db/sqlite/search/open-name-search.ts'
import { typeKeyRange } from '#server/features/files/entries/entry-columns.ts'
import { ANNA_ACTOR, openTestFiles, type TestFiles } from '#server/features/files/testing/test-files.ts'
import { INDEX_NAMES, IndexNames } from '../names-job.ts'
import { createSearchService, type SearchService } from '../search.service.ts'
import { SearchTerms } from '../search-terms.ts'

export interface TestSearch extends TestFiles {
  search: SearchService
  indexing: IndexNames
  terms: SearchTerms
  /** What the clock of the search says; tests set it. */
  time: { now: number }
  find(
    query: Partial<Record<keyof SearchQuery, string>>,
    actor?: Actor,
    signal?: AbortSignal,
  ): ReturnType<SearchService['find']>
  /** Paths of what is found. */
  paths(q: string, actor?: Actor): Promise<string[]>
}

export async function openTestSearch(): Promise<TestSearch> {
  const vault = await openTestFiles()
  const { db, facts, errors } = vault
  const names = openNameSearch({ db, dataFolder: vault.test.dataFolder, onError: (error) => errors.push(error) })
  const time = { now: Date.now() }
  const terms = new SearchTerms({ db, now: () => time.now, settleMs: 2_000 })
  const indexing = new IndexNames({ db, names })
  vault.jobs.register(INDEX_NAMES, indexing)
  const search = createSearchService({
    names,
    terms,
    typeKeyRange,
    now: () => time.now,
    allFacts: async () => [...facts.values()],
    findFacts: async (id) => facts.get(id as PlaceId) ?? null,
    describeFound: vault.files.describeFound,
    folderAt: vault.files.folderAt,
    isIndexing: () => indexing.isBuilding,
  })
  const find: TestSearch['find'] = (query, actor = ANNA_ACTOR, signal = new AbortController().signal) =>
    search.find(searchQuerySchema.parse(query), { actor, address: '192.0.2.7', signal })
  return {
    ...vault,
    search,
    indexing,
    terms,
    time,
    find,
    paths: async (q, actor) => (await find({ q }, actor)).entries.map(({ path }) => path),
    async remove() {
      terms.close()
      await names.close()
      await vault.remove()
    },
  }
}
