import { z } from 'zod'
import { type EntryView, entryKindSchema } from '#lib/contracts/http/entries.ts'
import type { SearchAnswer, SearchQuery } from '#lib/contracts/http/search.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import { wordsOf } from '#lib/core/search/words.ts'
import type { FoundName, NameFilter, NameSearch } from '#server/db/name-search.ts'
import { decodeSearchCursor, encodeSearchCursor } from './cursor.ts'
import type { SearchTerms } from './search-terms.ts'

/** Who asks. */
interface Asker {
  readonly actor: Actor
  readonly address: string
  /** Ends when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

export interface SearchServiceDeps {
  readonly names: NameSearch
  readonly now: () => number
  readonly allFacts: () => Promise<readonly PlaceFacts[]>
  /** By id or slug. */
  readonly findFacts: (idOrSlug: string) => Promise<PlaceFacts | null>
  /** Entries as the asker sees them, in this order; what is gone or not to be seen is left out. */
  readonly describeFound: (found: readonly FoundName[], asker: Asker) => Promise<EntryView[]>
  /** Null for the root. @throws VaultError `invalid_path`, `not_found`, `not_a_folder` */
  readonly folderAt: (placeId: PlaceId, path: string) => Promise<EntryId | null>
  /** Ranges of `type_key` of a kind. */
  readonly typeKeyRange: (kind: string) => readonly [from: string, before: string]
  readonly isIndexing: () => boolean
  readonly terms: Pick<SearchTerms, 'note'>
}

export interface SearchService {
  /** @throws VaultError `invalid_cursor`, `invalid_input`, `not_found`; the reason of the signal */
  find(query: SearchQuery, asker: Asker): Promise<SearchAnswer>
}

/** Nobody leafs further; whoever looks for more is asked for another word. */
export const MOST_FOUND = 500
const MOST_PLACES = 100
const HOUR_MS = 3_600_000
const kindsSchema = z.array(entryKindSchema)

/** Search in every place that the asker may enter, which is asked anew each time. */
export function createSearchService(deps: SearchServiceDeps): SearchService {
  async function filterOf(query: SearchQuery, { actor }: Asker): Promise<NameFilter> {
    const named = query.place?.split(',') ?? null
    const wanted = named && (await Promise.all(named.slice(0, MOST_PLACES).map(deps.findFacts)))
    const places = (wanted ?? (await deps.allFacts()))
      .filter((place) => place !== null)
      .filter((place) => can(actor, 'place.enter', { kind: 'place', place }).kind === 'allowed')
    const since = query.withinHours === undefined ? null : deps.now() - query.withinHours * HOUR_MS
    return {
      places: places.map(({ id }) => id),
      types: kindsOf(query.type)?.map(deps.typeKeyRange) ?? null,
      addedFrom: query.from === undefined ? since : Math.max(query.from, since ?? query.from),
      addedBefore: query.before ?? null,
      leastBytes: query.minBytes ?? null,
      mostBytes: query.maxBytes ?? null,
      uploader: uploaderOf(query.by),
      openedFrom: query.openedWithinHours === undefined ? null : deps.now() - query.openedWithinHours * HOUR_MS,
      leastOpened: query.leastOpened ?? null,
      mostOpened: query.mostOpened ?? null,
      below: await folderOf(query, places),
    }
  }

  /** @throws VaultError `invalid_input` for a path of several places, `not_found`, `invalid_path`, `not_a_folder` */
  async function folderOf({ path, place }: SearchQuery, places: readonly PlaceFacts[]): Promise<EntryId | null> {
    if (path === undefined || path === '') return null
    if (place === undefined || place.includes(',')) throw new VaultError('invalid_input')
    const [only] = places
    if (only === undefined) throw new VaultError('not_found')
    return deps.folderAt(only.id, path)
  }

  async function findByName(query: SearchQuery, filter: NameFilter, asker: Asker) {
    const offset = decodeSearchCursor('rank', query.cursor)?.offset ?? 0
    const { found, isCutShort } = await deps.names.find(query.q, filter, MOST_FOUND, asker.signal)
    const end = offset + query.limit
    return {
      entries: await deps.describeFound(found.slice(offset, end), asker),
      nextCursor: end < found.length ? encodeSearchCursor({ kind: 'rank', offset: end }) : null,
      total: found.length,
      isCutShort,
    }
  }

  async function findByTime(query: SearchQuery, filter: NameFilter, asker: Asker) {
    const after = decodeSearchCursor('time', query.cursor)
    const { found, isCutShort, next } = await deps.names.recent(filter, after, query.limit, asker.signal)
    return {
      entries: await deps.describeFound(found, asker),
      nextCursor: next === null ? null : encodeSearchCursor({ kind: 'time', ...next }),
      total: null,
      isCutShort,
    }
  }

  return {
    async find(query, asker) {
      const filter = await filterOf(query, asker)
      const words = wordsOf(query.q)
      const isByName = query.q.trim() !== ''
      const answer = await (isByName ? findByName : findByTime)(query, filter, asker)
      if (words.length > 0 && query.cursor === undefined) {
        deps.terms.note(askerKey(asker), words.join(' '), answer.total ?? 0)
      }
      return { ...answer, isIndexing: deps.isIndexing() }
    },
  }
}

/** @throws VaultError `invalid_input` for a kind that there is not */
function kindsOf(type: string | undefined) {
  if (type === undefined) return null
  const kinds = kindsSchema.safeParse([...new Set(type.split(','))])
  if (!kinds.success) throw new VaultError('invalid_input')
  return kinds.data
}

function uploaderOf(by: string | undefined): NameFilter['uploader'] {
  if (by === undefined) return null
  return by === 'disk' ? { kind: 'disk' } : { kind: 'person', id: by }
}

function askerKey({ actor: { principal, deviceId }, address }: Asker): string {
  if (principal.kind === 'account') return principal.accountId
  return deviceId ?? address
}
