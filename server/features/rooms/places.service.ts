import { join } from 'node:path'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import { slugOf } from '#lib/core/names/slug.ts'
import type { PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import { LoadingCache } from '#server/auth/loading-cache.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { type Place, type PlaceRules, toPlace } from './place.ts'
import { presentPlace, type Viewer } from './place-view.ts'
import { createPlacesRepo, type PlaceTotals } from './places.repo.ts'

export type { Place, Viewer }

/** Every room, private room and drive, from memory: each request asks, and there are few of them. */
export interface PlacesService {
  find(idOrSlug: string): Promise<Place | null>
  findFacts(idOrSlug: string): Promise<PlaceFacts | null>
  findPersonal(ownerId: AccountId): Promise<Place | null>
  all(): Promise<readonly Place[]>
  /** The absolute folder of a place. @throws VaultError not_found, place_offline */
  rootOf(placeId: PlaceId): Promise<string>
  listVisible(viewer: Viewer): Promise<PlaceView[]>
  /** @throws VaultError not_found */
  view(placeId: PlaceId, viewer: Viewer): Promise<PlaceView>
}

export interface PlacesDeps {
  readonly db: Database
  readonly clock: Clock
  readonly bus: Bus
  /** Absolute path of `<data>/rooms`. */
  readonly roomsPath: string
  readonly rules: PlaceRules
  readonly drives: DriveRoots
}

/** Where drives are mounted, if they are. */
export interface DriveRoots {
  /** @throws VaultError place_offline */
  rootOf(placeId: PlaceId): Promise<string>
  standingOf(placeId: PlaceId): { readonly isThere: boolean } | null
}

interface Directory {
  readonly places: readonly Place[]
  readonly byId: ReadonlyMap<string, Place>
  readonly bySlug: ReadonlyMap<string, Place>
}

/** The bus says when something changed; this bounds how long a change made beside it could stay unseen. */
const READ_AGAIN_MS = 5 * 60_000
const ALL = 'all'

export function createPlacesService(deps: PlacesDeps): PlacesService {
  const repo = createPlacesRepo(deps.db)
  const cache = new LoadingCache<Directory>({ maxEntries: 1, monotonic: deps.clock.monotonic })
  deps.bus.on('place.changed', () => cache.clear())
  deps.bus.on('account.changed', () => cache.clear())

  async function load(): Promise<Directory> {
    const { places: rows, members } = await repo.all()
    const places = rows.map((row) => toPlace(row, members.get(row.id) ?? [], deps.rules))
    return {
      places,
      byId: new Map(places.map((place) => [place.facts.id, place])),
      bySlug: new Map(places.flatMap((place) => (place.slug === null ? [] : [[place.slug, place]]))),
    }
  }

  async function directory(): Promise<Directory> {
    const kept = cache.peek(ALL)
    if (kept !== undefined) return kept
    const loaded = await cache.get(ALL, async () => ({ value: await load(), ttlMs: READ_AGAIN_MS }))
    return loaded ?? load()
  }

  async function find(idOrSlug: string): Promise<Place | null> {
    const { byId, bySlug } = await directory()
    // A slug never looks like an id. People type the name as they know it, in any case and form.
    return byId.get(idOrSlug) ?? bySlug.get(idOrSlug) ?? bySlug.get(slugOf(idOrSlug)) ?? null
  }

  function present(place: Place, viewer: Viewer, totals: PlaceTotals | undefined): PlaceView {
    const isOffline = place.facts.kind === 'drive' && deps.drives.standingOf(place.facts.id)?.isThere !== true
    return presentPlace(place, viewer, { totals, isOffline })
  }

  return {
    find,
    findFacts: async (idOrSlug) => (await find(idOrSlug))?.facts ?? null,
    all: async () => (await directory()).places,
    async findPersonal(ownerId) {
      const { places } = await directory()
      return places.find(({ facts }) => facts.kind === 'personal' && facts.ownerId === ownerId) ?? null
    },
    async rootOf(placeId) {
      const place = (await directory()).byId.get(placeId)
      if (place === undefined) throw new VaultError('not_found')
      if (place.facts.kind === 'drive') return deps.drives.rootOf(placeId)
      return join(deps.roomsPath, place.folder)
    },
    async listVisible(viewer) {
      const [{ places }, totals] = await Promise.all([directory(), repo.totals()])
      return places
        .filter(({ facts }) => can(viewer.actor, 'place.see', { kind: 'place', place: facts }).kind === 'allowed')
        .map((place) => present(place, viewer, totals.get(place.facts.id)))
    },
    async view(placeId, viewer) {
      const [place, totals] = await Promise.all([find(placeId), repo.totals()])
      if (place === null) throw new VaultError('not_found')
      return present(place, viewer, totals.get(placeId))
    },
  }
}
