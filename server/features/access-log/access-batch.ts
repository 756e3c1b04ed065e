import { type CompiledQuery, sql } from 'kysely'
import { shortAgent } from '#lib/core/access-log/agent.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { bind } from '#server/db/bind.ts'
import type { QueryBuilder } from '#server/db/query.ts'
import type { NewRow } from '#server/db/schema.ts'
import type { GuardedStep, Step } from '#server/db/unit-of-work.ts'
import type { Noted } from './noted.ts'
import type { OpenViewing } from './open-viewings.ts'

type Line = NewRow<'access_lines'>
type Counted = 'views' | 'streams' | 'downloads' | 'uploads' | 'deletes' | 'shares'
type Day = Record<Counted | 'sent_bytes' | 'received_bytes', number>

interface Use {
  opened: number
  downloads: number
  lastAt: number | null
}

const COUNTED = {
  ...{ view: 'views', stream: 'streams', download: 'downloads' },
  ...{ upload: 'uploads', delete: 'deletes', share: 'shares' },
} as const satisfies Record<Line['kind'], Counted>
const NO_DAY: Day = {
  ...{ views: 0, streams: 0, downloads: 0, uploads: 0, deletes: 0, shares: 0, sent_bytes: 0, received_bytes: 0 },
}
export const WRITTEN = 'written'

/** Lines, counters of files and totals of days, added up until they are written as one unit. */
export class AccessBatch {
  readonly #build: QueryBuilder
  readonly #lines: Line[] = []
  readonly #days = new Map<string, Day>()
  readonly #uses = new Map<EntryId, Use>()

  constructor(build: QueryBuilder) {
    this.#build = build
  }

  /** What is new of a viewing: its line as a whole, its counts once, its bytes since the last batch. */
  addViewing(open: OpenViewing): void {
    const { viewing, who, file, at, endedAt } = open
    if (viewing.bytes === 0 && file.sizeBytes > 0) return
    const isNew = !open.isCounted
    this.#addDay(endedAt, file.placeId, viewing.kind, isNew, { sent_bytes: viewing.bytes - open.writtenBytes })
    if (file.entryId !== null) this.#addUse(file.entryId, viewing.kind, isNew, endedAt)
    open.isCounted = true
    open.writtenBytes = viewing.bytes
    this.#lines.push({
      ...{
        id: open.id,
        at,
        ended_at: endedAt,
        kind: viewing.kind,
        detail: '',
        ...whoColumns(who),
        ...fileColumns(file),
      },
      ...{ bytes: viewing.bytes, spans: JSON.stringify(viewing.spans) },
    })
  }

  addNoted({ kind, detail = '', who, file, bytes }: Noted, at: number, id: string): void {
    const way = kind === 'upload' ? 'received_bytes' : kind === 'download' || kind === 'view' ? 'sent_bytes' : null
    this.#addDay(at, file.placeId, kind, true, way === null ? {} : { [way]: bytes })
    if (file.entryId !== null && (kind === 'view' || kind === 'download')) this.#addUse(file.entryId, kind, true, at)
    this.#lines.push({
      ...{ id, at, ended_at: at, kind, detail, ...whoColumns(who), ...fileColumns(file), bytes, spans: '[]' },
    })
  }

  /** Those of its lines that came in. */
  get uploads(): string[] {
    return this.#lines.flatMap(({ id, kind }) => (kind === 'upload' ? [id] : []))
  }

  /**
   * @param keepsLines without, only what bears no name is written
   * @param before uploads that were written a moment ago: a drop box may only now know who brought them
   */
  steps(batchId: string, keepsLines: boolean, before: readonly string[]): Step[] {
    const build = this.#build
    const uploads = [...before, ...this.uploads]
    return [
      once(build, batchId),
      ...(keepsLines ? this.#lines.map((line) => upsertLine(build, line)) : []),
      ...(keepsLines && uploads.length > 0 ? [nameVisitors(uploads).compile(build)] : []),
      ...[...this.#days].map(([key, day]) => addToDay(key, day).compile(build)),
      ...[...this.#uses].map(([entryId, use]) => addToUse(entryId, use).compile(build)),
    ]
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0
  }

  #addDay(at: number, placeId: PlaceId, kind: Line['kind'], isNew: boolean, bytes: Partial<Day>): void {
    const key = `${new Date(at).toISOString().slice(0, 10)} ${placeId}`
    const day = this.#days.get(key) ?? { ...NO_DAY }
    this.#days.set(key, day)
    if (isNew) day[COUNTED[kind]] += 1
    day.sent_bytes += bytes.sent_bytes ?? 0
    day.received_bytes += bytes.received_bytes ?? 0
  }

  #addUse(entryId: EntryId, kind: Line['kind'], isNew: boolean, at: number): void {
    const use = this.#uses.get(entryId) ?? { opened: 0, downloads: 0, lastAt: null }
    this.#uses.set(entryId, use)
    if (kind === 'download') use.downloads += isNew ? 1 : 0
    else {
      use.opened += isNew ? 1 : 0
      use.lastAt = Math.max(use.lastAt ?? 0, at)
    }
  }
}

const whoColumns = ({ kind, id, linkId, address, userAgent }: OpenViewing['who']) => ({
  ...{ actor_kind: kind, actor_id: id, link_id: linkId, address, agent: shortAgent(userAgent) },
})

const fileColumns = ({ placeId, entryId, name, sizeBytes }: OpenViewing['file']) => ({
  ...{ place_id: placeId, entry_id: entryId, name, size_bytes: sizeBytes },
})

/** A batch of which nobody knows whether it arrived is tried again, and refused when it did. */
function once(build: QueryBuilder, batchId: string): GuardedStep {
  const query = build.updateTable('access_batch').set({ id: batchId }).where('n', '=', 1).where('id', '<>', batchId)
  return { query, expect: { changes: 1 }, otherwise: WRITTEN }
}

/** Compiled once for each builder: a batch holds hundreds. */
const compiled = new WeakMap<QueryBuilder, CompiledQuery>()

function upsertLine(build: QueryBuilder, line: Line): CompiledQuery {
  const query =
    compiled.get(build) ??
    build
      .insertInto('access_lines')
      .values(line)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          ended_at: eb.ref('excluded.ended_at'),
          bytes: eb.ref('excluded.bytes'),
          spans: eb.ref('excluded.spans'),
        })),
      )
      .compile()
  compiled.set(build, query)
  return bind(query, Object.values(line))
}

/** What came into a drop box counts for whoever made the link; it came from a visitor. */
const nameVisitors = (uploads: readonly string[]) => sql`update access_lines
  set actor_kind = 'link', actor_id = null,
    link_id = (select s.link_id from share_slots as s where s.upload_id = access_lines.id)
  where id in (select s.upload_id from share_slots as s where s.upload_id in (${sql.join(uploads)}))`

function addToDay(key: string, day: Day) {
  const [date, placeId] = key.split(' ')
  const names = Object.keys(day)
  const columns = sql.join(names.map((name) => sql.ref(name)))
  const sums = names.map(
    (name) => sql`${sql.ref(name)} = ${sql.ref(`access_days.${name}`)} + ${sql.ref(`excluded.${name}`)}`,
  )
  return sql`insert into access_days (day, place_id, ${columns})
    values (${date}, ${placeId}, ${sql.join(Object.values(day))})
    on conflict (day, place_id) do update set ${sql.join(sums)}`
}

/** Of an entry that is still there. */
const addToUse = (entryId: EntryId, { opened, downloads, lastAt }: Use) => sql`
  insert into entry_uses (entry_id, opened, downloads, last_opened_at)
    select id, ${opened}, ${downloads}, ${lastAt} from entries where id = ${entryId}
  on conflict (entry_id) do update set
    opened = entry_uses.opened + excluded.opened,
    downloads = entry_uses.downloads + excluded.downloads,
    last_opened_at = coalesce(max(entry_uses.last_opened_at, excluded.last_opened_at),
      entry_uses.last_opened_at, excluded.last_opened_at)`
