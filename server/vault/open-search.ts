import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { openNameSearch } from '#server/db/sqlite/search/open-name-search.ts'
import { typeKeyRange } from '#server/features/files/entries/entry-columns.ts'
import type { FilesService } from '#server/features/files/files.service.ts'
import type { PlacesService } from '#server/features/rooms/places.service.ts'
import { INDEX_NAMES, IndexNames } from '#server/features/search/names-job.ts'
import { createSearchService } from '#server/features/search/search.service.ts'
import { SearchTerms } from '#server/features/search/search-terms.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'

export interface OpenSearchDeps {
  readonly db: Database
  readonly dataFolder: string
  readonly clock: Clock
  readonly jobs: Jobs
  readonly places: PlacesService
  readonly files: FilesService
  readonly onError: (error: unknown) => void
}

/** Wires search to its index, its job and the entries it finds. Open it before the jobs start. */
export function openSearch({ db, dataFolder, clock, jobs, places, files, onError }: OpenSearchDeps) {
  const names = openNameSearch({ db, dataFolder, onError })
  const indexing = new IndexNames({ db, names })
  jobs.register(INDEX_NAMES, indexing)
  const terms = new SearchTerms({ db, now: clock.now })
  return {
    service: createSearchService({
      names,
      now: clock.now,
      terms,
      typeKeyRange,
      findFacts: places.findFacts,
      allFacts: async () => (await places.all()).map(({ facts }) => facts),
      describeFound: files.describeFound,
      folderAt: files.folderAt,
      isIndexing: () => indexing.isBuilding,
    }),
    /** After the jobs have started. */
    async start(): Promise<void> {
      if (await indexing.isNeeded()) await jobs.enqueue({ kind: INDEX_NAMES, payload: null, dedupeKey: INDEX_NAMES })
    },
    async close(): Promise<void> {
      terms.close()
      await names.close()
    },
  }
}
