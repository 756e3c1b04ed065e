import { sql } from 'kysely'
import type { Database } from '#server/db/database.ts'

export interface SearchTermsDeps {
  readonly db: Pick<Database, 'build' | 'commitLater'>
  readonly now: () => number
  /** Somebody who pauses this long has typed all of it. */
  readonly settleMs?: number
}

interface Typed {
  readonly term: string
  readonly hits: number
  readonly isKept: boolean
  readonly timer: NodeJS.Timeout
}

const SETTLE_MS = 3_000
const DAY_MS = 86_400_000
const KEPT_DAYS = 365
/** A page that stays open asks again when files change: for so long that is not a new search. */
const SAME_SEARCH_MS = 600_000
/** Remembered at the same time; more are not waited for. */
const MOST_TYPING = 1_000
/** Different words of one day. Whoever asks for more than a household ever could is not kept. */
const MOST_OF_A_DAY = 5_000

/**
 * Keeps what is looked for and how much it found, for later insight: by day, by nobody's name, for a year. A word is
 * searched for at each of its letters; only what stands when the typing ends is kept.
 */
export class SearchTerms {
  readonly #deps: SearchTermsDeps
  readonly #typing = new Map<string, Typed>()

  constructor(deps: SearchTermsDeps) {
    this.#deps = deps
  }

  /** @param typist tells apart who types just now; it is not kept */
  note(typist: string, term: string, hits: number): void {
    const before = this.#typing.get(typist)
    if (before?.isKept && before.term === term) return
    if (before === undefined && this.#typing.size >= MOST_TYPING) return
    clearTimeout(before?.timer)
    if (before && !before.isKept && !isSameTyping(before.term, term)) this.#keep(before)
    const timer = setTimeout(() => this.#settle(typist, term, hits), this.#deps.settleMs ?? SETTLE_MS)
    this.#typing.set(typist, { term, hits, isKept: false, timer: timer.unref() })
  }

  #settle(typist: string, term: string, hits: number): void {
    this.#keep({ term, hits })
    const timer = setTimeout(() => this.#typing.delete(typist), SAME_SEARCH_MS)
    this.#typing.set(typist, { term, hits, isKept: true, timer: timer.unref() })
  }

  /** Keeps what is still being typed. */
  close(): void {
    for (const typed of this.#typing.values()) {
      clearTimeout(typed.timer)
      if (!typed.isKept) this.#keep(typed)
    }
    this.#typing.clear()
  }

  #keep({ term, hits }: { term: string; hits: number }): void {
    const { db, now } = this.#deps
    const { build } = db
    const day = dayOf(now())
    const ofDay = build.selectFrom('search_terms').where('day', '=', day)
    const row = build
      .selectNoFrom([
        sql.val(day).as('day'),
        sql.val(term).as('term'),
        sql.val(1).as('searches'),
        sql.val(hits).as('hits'),
      ])
      .where(({ or, exists, eb }) =>
        or([
          exists(ofDay.select('term').where('term', '=', term)),
          eb(
            ofDay.select(({ fn }) => fn.countAll<number>().as('count')),
            '<',
            MOST_OF_A_DAY,
          ),
        ]),
      )
    db.commitLater([
      build
        .insertInto('search_terms')
        .columns(['day', 'term', 'searches', 'hits'])
        .expression(row)
        .onConflict((conflict) =>
          conflict
            .columns(['day', 'term'])
            .doUpdateSet((eb) => ({ searches: eb('search_terms.searches', '+', 1), hits })),
        ),
      build.deleteFrom('search_terms').where('day', '<', dayOf(now() - KEPT_DAYS * DAY_MS)),
    ])
  }
}

const isSameTyping = (before: string, now: string) => now.startsWith(before) || before.startsWith(now)
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
