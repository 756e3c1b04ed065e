import { VaultError } from '#lib/core/errors/vault-error.ts'
import { parseQuery } from '#lib/core/search/score-name.ts'
import { searchNames } from '#lib/core/search/search-names.ts'
import { Connection } from '../connection.ts'
import { whenNotBusy } from '../patience.ts'
import { classifyFailure, failureCode } from '../sqlite-failure.ts'
import type { SearchAnswer, SearchRequest } from './messages.ts'
import { recentEntries } from './recent-entries.ts'
import { RememberedWords } from './remembered-words.ts'
import { SqliteNames } from './sqlite-names.ts'

/** What takes longer ends with what it has found. */
const LONGEST_MS = 300

/** Answers searches on a read-only connection of its own, inside a worker thread. */
export class Searcher {
  readonly #path: string
  readonly #words = new RememberedWords()
  #connection: Connection | null = null

  constructor(path: string) {
    this.#path = path
  }

  async handle(request: SearchRequest): Promise<SearchAnswer> {
    try {
      return await whenNotBusy(() => this.#inOneState(request))
    } catch (error) {
      const failure = classifyFailure(error)
      if (failure.kind === 'io' || failure.kind === 'damaged') this.close()
      throw new VaultError(failureCode(failure), { cause: error })
    }
  }

  close(): void {
    const connection = this.#connection
    this.#connection = null
    connection?.close()
  }

  /** All statements of a search see the same names; the end of the snapshot lets checkpoints go on. */
  #inOneState(request: SearchRequest): SearchAnswer {
    this.#connection ??= Connection.openReader(this.#path)
    const connection = this.#connection
    connection.run('begin')
    try {
      return this.#answer(connection, request)
    } finally {
      connection.run('rollback')
    }
  }

  #answer(connection: Connection, request: SearchRequest): SearchAnswer {
    const until = performance.now() + LONGEST_MS
    const isLate = () => performance.now() > until
    if (request.kind === 'recent') return recentEntries(connection, request, isLate)
    const names = new SqliteNames(connection, this.#words.upToNow(connection), request.filter, isLate)
    const ranked = searchNames(parseQuery(request.text), names, request.most)
    const found = ranked.map(({ candidate: { id, placeId } }) => ({ id, placeId }))
    return { found, isCutShort: names.wasLate, next: null }
  }
}
