import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { AccessFilter, AccessLine } from '#lib/contracts/http/access-log.ts'
import { lengthOf } from '#lib/core/access-log/spans.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'

export interface LinesPage {
  readonly lines: AccessLine[]
  readonly nextCursor: string | null
}

type Found = Row<'access_lines'> & {
  accountName: string | null
  guestName: string | null
  placeName: string | null
  ownerName: string | null
  linkName: string | null
}

/** One filter is answered by its index; of what that gives so many lines are looked through for the others at once. */
export const LOOKED_THROUGH = 20_000

/**
 * A page of the log, along an index by time. Where several filters leave little, a page ends early and says where to go
 * on. Names of people and rooms are those of today. @throws VaultError `invalid_cursor`
 */
export async function listLines(
  db: Database,
  query: AccessFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<LinesPage> {
  const { lines: select, edge } = linesQueries(query)
  const [rows, [last]] = await db.readTogether([select.compile(db.build), edge.compile(db.build)])
  const page = rows.slice(0, query.limit)
  const end = rows.length > query.limit ? page.at(-1) : last
  return { lines: page.map(present), nextCursor: end === undefined ? null : `${end.at}.${end.id}` }
}

/** Exported for the test that reads their plans. */
export function linesQueries(query: AccessFilter & { readonly cursor?: string | undefined; readonly limit: number }) {
  const { lead, rest } = conditionsOf(query)
  const looked = rest.length === 0 ? query.limit + 1 : LOOKED_THROUGH
  const { at, id } = parseCursor(query.cursor)
  const bounds = sql`(at, id) < (${at}, ${id}) and at >= ${query.from ?? 0} and at < ${query.before ?? Number.MAX_SAFE_INTEGER}`
  const where = lead === null ? bounds : sql`${lead} and ${bounds}`
  const along = sql`from access_lines where ${where} order by at desc, id desc`
  const filtered = rest.length === 0 ? sql`true` : sql.join(rest, sql` and `)
  return {
    lines: sql<Found>`
      select l.*, a.name as "accountName", c.name as "guestName", p.name as "placeName", o.name as "ownerName",
        s.name as "linkName"
      from (select * from (select * ${along} limit ${looked}) as looked where ${filtered}
        order by at desc, id desc limit ${query.limit + 1}) as l
      left join accounts as a on a.id = l.actor_id and l.actor_kind = 'account'
      left join chat_names as c on c.device_id = l.actor_id and l.actor_kind = 'device'
      left join places as p on p.id = l.place_id
      left join accounts as o on o.id = p.owner_id
      left join share_links as s on s.id = l.link_id
      order by l.at desc, l.id desc`,
    /** The last line that is looked at, when there may be more behind it. */
    edge: sql<{ at: number; id: string }>`select at, id ${along} limit 1 offset ${looked - 1}`,
  }
}

type Condition = RawBuilder<unknown>

function conditionsOf(query: AccessFilter): { lead: Condition | null; rest: Condition[] } {
  // Each has an index; the first one leads, as it leaves the fewest.
  const indexed: Condition[] = []
  const { entry, person, place, kind, name, address } = query
  const rest: Condition[] = []
  if (entry !== undefined) indexed.push(sql`entry_id = ${entry}`)
  if (person === 'guests') rest.push(sql`actor_kind = 'device'`)
  else if (person === 'visitors') rest.push(sql`actor_kind = 'link'`)
  else if (person !== undefined) indexed.push(sql`actor_id = ${person}`)
  if (kind !== undefined) indexed.push(sql`kind = ${kind}`)
  if (place !== undefined) indexed.push(sql`place_id = ${place}`)
  if (name !== undefined) rest.push(sql`name like ${`%${name.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`)
  if (address !== undefined) rest.push(sql`substr(address, 1, ${address.length}) = ${address}`)
  const [lead = null, ...more] = indexed
  return { lead, rest: [...more, ...rest] }
}

const spansSchema = z.array(z.tuple([z.number(), z.number()]))

function present(row: Found): AccessLine {
  const covered = lengthOf(spansSchema.parse(JSON.parse(row.spans)))
  return {
    ...{ id: row.id, at: row.at, endedAt: row.ended_at, kind: row.kind, detail: row.detail },
    who: {
      kind: row.actor_kind === 'system' ? 'former' : row.actor_kind,
      ...{ id: row.actor_id, name: row.accountName ?? row.guestName ?? '' },
    },
    link: row.link_id === null ? null : { id: row.link_id, name: row.linkName ?? '' },
    place: { id: row.place_id, name: row.placeName ?? '', owner: row.ownerName ?? '' },
    ...{ entryId: row.entry_id, name: row.name, sizeBytes: row.size_bytes, bytes: row.bytes },
    ...{ coveredBytes: covered, address: row.address ?? '', agent: row.agent },
  }
}

function parseCursor(cursor: string | undefined): { at: number; id: string } {
  if (cursor === undefined) return { at: Number.MAX_SAFE_INTEGER, id: '' }
  const match = /^(\d{1,16})\.([\w-]{1,64})$/.exec(cursor)
  if (match === null) throw new VaultError('invalid_cursor')
  return { at: Number(match[1]), id: match[2] ?? '' }
}
