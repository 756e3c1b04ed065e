import type { TypedWord } from '#lib/core/search/match-word.ts'
import type { Alternative, NameCandidate, NameSource } from '#lib/core/search/name-source.ts'
import type { NearWord, WordList } from '#lib/core/search/word-list.ts'
import type { FoundName, NameFilter } from '../../name-search.ts'
import type { Connection } from '../connection.ts'
import { Ancestors } from './ancestors.ts'
import { type FilterSql, filterSql } from './filter-sql.ts'

export type Candidate = FoundName & NameCandidate

interface CandidateRow {
  n: number
  id: Candidate['id']
  place_id: Candidate['placeId']
  parent_id: string | null
  words: string
}

/** A filter may read many rows in vain: so many names at a time, and then it is asked whether it is late. */
const WINDOW = 200_000
/** Names that begin alike, looked through for those that a filter leaves. */
const LOOKED_THROUGH = 2_000
const COLUMNS = 'e.id, e.place_id, e.parent_id, x.words'

/** The index of names in SQLite, for one search. */
export class SqliteNames implements NameSource<Candidate> {
  readonly #connection: Connection
  readonly #known: WordList
  readonly #filter: FilterSql
  readonly #ancestors: Ancestors
  readonly #late: () => boolean
  #wasLate = false

  /** @param known all words, as `search_known` has them */
  constructor(connection: Connection, known: WordList, filter: NameFilter, isLate: () => boolean) {
    this.#connection = connection
    this.#known = known
    this.#filter = filterSql(filter)
    this.#ancestors = new Ancestors(connection, filter.below)
    this.#late = isLate
  }

  get wasLate(): boolean {
    return this.#wasLate
  }

  isLate(): boolean {
    this.#wasLate ||= this.#late()
    return this.#wasLate
  }

  containing(part: string, most: number): string[] {
    const letters = [...part]
    const grams = letters.slice(2).map((_, at) => quoted(letters.slice(at, at + 3).join('')))
    if (grams.length === 0) return []
    const sql = `select k.word from search_grams as g join search_known as k on k.id = g.rowid
      where search_grams match ? limit ?`
    return this.#words(sql, [grams.join(' AND '), most])
  }

  near(typed: TypedWord, most: number): NearWord[] {
    return this.#known.near(typed, most, () => this.isLate())
  }

  isKnown(word: string): boolean {
    return this.#words('select word from search_known where word = ?', [word]).length > 0
  }

  holding(groups: readonly (readonly Alternative[])[], most: number): Candidate[] {
    const match = groups.map((group) => `(${group.map(alternativeSql).join(' OR ')})`).join(' AND ')
    const { sql, parameters } = this.#filter
    const select = `select s.rowid as n, ${COLUMNS} from search_names as s
      cross join search_entries as x on x.n = s.rowid cross join entries as e on e.id = x.entry_id
      where search_names match ? and s.rowid > cast(? as integer) and s.rowid <= cast(? as integer)${sql} order by s.rowid desc limit ?`
    const found: Candidate[] = []
    let top = this.#newest()
    while (top > 0 && found.length < most && !this.isLate()) {
      const bottom = Math.max(0, top - WINDOW)
      const rows = this.#candidates(select, [match, bottom, top, ...parameters, most])
      found.push(...this.#admitted(rows))
      const last = rows.at(-1)
      top = last !== undefined && rows.length === most ? last.n - 1 : bottom
    }
    return found.slice(0, most)
  }

  beginning(joined: string, most: number): Candidate[] {
    const { sql, parameters } = this.#filter
    const select = `select x.n, ${COLUMNS} from (
        select n, entry_id, words from search_entries where joined >= ? and joined < ? order by joined limit ${LOOKED_THROUGH}
      ) as x cross join entries as e on e.id = x.entry_id where true${sql} limit ?`
    return this.#admitted(this.#candidates(select, [joined, `${joined}\u{10ffff}`, ...parameters, most]))
  }

  #newest(): number {
    const { rows } = this.#connection.run('select max(n) as n from search_entries')
    const [row] = rows as { n: number | null }[]
    return row?.n ?? 0
  }

  #admitted(rows: readonly CandidateRow[]): Candidate[] {
    return rows
      .filter(({ parent_id }) => this.#ancestors.admit(parent_id))
      .map(({ id, place_id, words }) => ({ id, placeId: place_id, words: words.split(' ') }))
  }

  /** The columns of `COLUMNS` and `n`, as every select of this file has them. */
  #candidates(sql: string, parameters: (string | number | Uint8Array | null)[]): CandidateRow[] {
    return this.#connection.run(sql, parameters).rows as CandidateRow[]
  }

  #words(sql: string, parameters: (string | number)[]): string[] {
    const rows = this.#connection.run(sql, parameters).rows as { word: string }[]
    return rows.map(({ word }) => word)
  }
}

/** Words hold letters, marks, digits and pictures alone, but an index is asked in quotes all the same. */
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

function alternativeSql({ words, isBeginning }: Alternative): string {
  const terms = words.map((word, at) => quoted(word) + (isBeginning && at === words.length - 1 ? '*' : ''))
  return terms.length === 1 ? terms.join('') : `(${terms.join(' AND ')})`
}
