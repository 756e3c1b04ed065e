import { sql } from 'kysely'
import { z } from 'zod'
import { addSpans, lengthOf, MOST_SPANS_PLAYED, type Span } from '#lib/core/access-log/spans.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import { isForLater } from './for-later.ts'
import type { PlayedReport } from './noted.ts'

type LogDatabase = Pick<Database, 'build' | 'commit' | 'readTogether'>

/** Of one sitting, since it was written last. */
interface Sitting extends Omit<PlayedReport, 'spans'> {
  spans: readonly Span[]
  playedMs: number
  beganAt: number
  endedAt: number
}

const MOST_WAITING = 2_000
const spansSchema = z.array(z.tuple([z.number(), z.number()]))
const spansOf = (text: string | undefined): readonly Span[] => spansSchema.parse(JSON.parse(text ?? '[]'))

/** What players say they have played, until it is written beside what was there. */
export class PlayedReports {
  readonly #db: LogDatabase
  readonly #clock: Clock
  readonly #onLost: () => void
  #waiting = new Map<string, Sitting>()

  constructor(deps: { db: LogDatabase; clock: Clock; onLost: () => void }) {
    this.#db = deps.db
    this.#clock = deps.clock
    this.#onLost = deps.onLost
  }

  get waitingCount(): number {
    return this.#waiting.size
  }

  add(report: PlayedReport): void {
    this.#merge({
      ...{ ...report, spans: addSpans([], report.spans, MOST_SPANS_PLAYED) },
      ...{ playedMs: lengthOf(report.spans), beganAt: this.#clock.now(), endedAt: this.#clock.now() },
    })
  }

  /** @param onTrouble is told of what failed; what may do better is tried again with the next */
  async write(onTrouble: (error: unknown) => void): Promise<void> {
    const taken = this.#waiting
    if (taken.size === 0) return
    this.#waiting = new Map()
    try {
      requireCommitted(await this.#db.commit(await this.#steps([...taken.values()])))
    } catch (error) {
      onTrouble(error)
      for (const sitting of taken.values()) isForLater(error) ? this.#merge(sitting) : this.#onLost()
    }
  }

  #merge(sitting: Sitting): void {
    const key = `${sitting.who.kind} ${sitting.who.id} ${sitting.entryId} ${sitting.session}`
    const known = this.#waiting.get(key)
    if (known === undefined && this.#waiting.size >= MOST_WAITING) {
      this.#onLost()
      return
    }
    this.#waiting.set(key, {
      ...sitting,
      durationMs: sitting.durationMs ?? known?.durationMs ?? null,
      spans: addSpans(known?.spans ?? [], sitting.spans, MOST_SPANS_PLAYED),
      playedMs: sitting.playedMs + (known?.playedMs ?? 0),
      beganAt: Math.min(sitting.beganAt, known?.beganAt ?? sitting.beganAt),
      endedAt: Math.max(sitting.endedAt, known?.endedAt ?? sitting.endedAt),
    })
  }

  /** Nobody else writes these rows, so what is read here still holds when it is written. */
  async #steps(sittings: readonly Sitting[]): Promise<Step[]> {
    const { build } = this.#db
    const entries = [...new Set(sittings.map(({ entryId }) => entryId))]
    const people = [...new Set(sittings.map(({ who }) => who.id))]
    const sessions = [...new Set(sittings.map(({ session }) => session))]
    const [earlier, totals] = await this.#db.readTogether([
      build.selectFrom('play_sessions').selectAll().where('entry_id', 'in', entries).where('id', 'in', sessions),
      build.selectFrom('played').selectAll().where('entry_id', 'in', entries).where('actor_id', 'in', people),
    ])
    const isOf =
      ({ who, entryId }: Sitting) =>
      (row: { actor_kind: string; actor_id: string; entry_id: EntryId }) =>
        row.actor_kind === who.kind && row.actor_id === who.id && row.entry_id === entryId
    const played = new Map(
      totals.map((row) => [`${row.actor_kind} ${row.actor_id} ${row.entry_id}`, spansOf(row.spans)]),
    )
    return sittings.flatMap((sitting) => {
      const { who, entryId, session, spans } = sitting
      const before = earlier.find((row) => row.id === session && isOf(sitting)(row))
      const key = `${who.kind} ${who.id} ${entryId}`
      const all = addSpans(played.get(key) ?? [], spans, MOST_SPANS_PLAYED)
      // Two sittings of one person with one film may come in one batch.
      played.set(key, all)
      const ofSession = addSpans(spansOf(before?.spans), spans, MOST_SPANS_PLAYED)
      return [putSession(sitting, ofSession).compile(build), putPlayed(sitting, all).compile(build)]
    })
  }
}

const putSession = (sitting: Sitting, spans: readonly Span[]) => sql`
  insert into play_sessions
    (actor_kind, actor_id, entry_id, id, place_id, began_at, ended_at, duration_ms, played_ms, spans)
  select ${sitting.who.kind}, ${sitting.who.id}, id, ${sitting.session}, ${sitting.placeId}, ${sitting.beganAt},
    ${sitting.endedAt}, ${sitting.durationMs}, ${sitting.playedMs}, ${JSON.stringify(spans)}
    from entries where id = ${sitting.entryId}
  on conflict (actor_kind, actor_id, entry_id, id) do update set
    ended_at = max(play_sessions.ended_at, excluded.ended_at), spans = excluded.spans,
    duration_ms = coalesce(excluded.duration_ms, play_sessions.duration_ms),
    played_ms = play_sessions.played_ms + excluded.played_ms`

const putPlayed = (sitting: Sitting, spans: readonly Span[]) => sql`
  insert into played (actor_kind, actor_id, entry_id, duration_ms, played_ms, spans, last_at)
  select ${sitting.who.kind}, ${sitting.who.id}, id, ${sitting.durationMs}, ${sitting.playedMs},
    ${JSON.stringify(spans)}, ${sitting.endedAt} from entries where id = ${sitting.entryId}
  on conflict (actor_kind, actor_id, entry_id) do update set
    last_at = excluded.last_at, spans = excluded.spans,
    duration_ms = coalesce(excluded.duration_ms, played.duration_ms), played_ms = played.played_ms + excluded.played_ms`
