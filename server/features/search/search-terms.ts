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
  readonly timer: NodeJS.Timeout
}

const SETTLE_MS = 3_000
const DAY_MS = 86_400_000
const KEPT_DAYS = 365
/** Typed at the same time; more are not waited for. */
const MOST_TYPING = 1_000

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
    if (before !== undefined) {
      clearTimeout(before.timer)
      if (!isSameTyping(before.term, term)) this.#keep(before)
    } else if (this.#typing.size >= MOST_TYPING) return
    const timer = setTimeout(() => {
      this.#typing.delete(typist)
      this.#keep({ term, hits })
    }, this.#deps.settleMs ?? SETTLE_MS)
    this.#typing.set(typist, { term, hits, timer: timer.unref() })
  }

  /** Keeps what is still being typed. */
  close(): void {
    for (const typed of this.#typing.values()) {
      clearTimeout(typed.timer)
      this.#keep(typed)
    }
    this.#typing.clear()
  }

  #keep({ term, hits }: { term: string; hits: number }): void {
    const { db, now } = this.#deps
    const { build } = db
    db.commitLater([
      build
        .insertInto('search_terms')
        .values({ day: dayOf(now()), term, searches: 1, hits })
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
