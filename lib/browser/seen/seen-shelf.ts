import { PERSON_HEADER } from '#lib/core/ids/person-name.ts'
import { LARGEST_BYTES, placeNameIn, tooMany } from '#lib/core/seen/seen-answers.ts'
import { cachePrefixOf, storeNameFor } from '../db/store-name.ts'

/** Of the device: who was here last, by the vault's own word. */
const HERE = 'hearth-here'
const SESSION = '/api/session'

/**
 * Answers of the vault, kept to be shown while it is out of reach; one cache for each person. What must hold:
 * - An answer lies only with the person for whom the vault says it made it.
 * - It lies there only while that person is the one who is here: after signing out, an answer that was on its way is
 *   put away again, whichever tab it comes to.
 */
export interface SeenShelf {
  /** Who is here from now on. */
  keepSession(answer: Response): Promise<void>
  /** The last answer about who is here; null after signing out. */
  findSession(): Promise<Response | null>
  /** Whoever the last answer about the session was made for. */
  personHere(): Promise<string | null>
  keep(address: string, answer: Response): Promise<void>
  find(address: string, person: string): Promise<Response | null>
  /** This person may not see it any more: a place goes with everything in it. */
  drop(address: string, person: string): Promise<void>
  /** Only these places, by id or slug, are left of a person's. */
  retainPlaces(person: string, names: ReadonlySet<string>): Promise<void>
  /** Nobody is here any more, and nothing of this person's is kept. */
  forget(person: string): Promise<void>
}

export function createSeenShelf(caches: CacheStorage): SeenShelf {
  const nameFor = (person: string) => `${cachePrefixOf(storeNameFor(person))}seen`
  const open = (person: string) => caches.open(nameFor(person))

  async function addressesIn(cache: Cache): Promise<string[]> {
    return (await cache.keys()).map(({ url }) => url.slice(new URL(url).origin.length))
  }

  async function findSession(): Promise<Response | null> {
    return (await (await caches.open(HERE)).match(SESSION)) ?? null
  }

  async function personHere(): Promise<string | null> {
    return (await findSession())?.headers.get(PERSON_HEADER) ?? null
  }

  return {
    findSession,
    personHere,
    async keepSession(answer) {
      await (await caches.open(HERE)).put(SESSION, answer)
    },
    async keep(address, answer) {
      const person = answer.headers.get(PERSON_HEADER)
      const isSmall = Number(answer.headers.get('content-length') ?? 0) <= LARGEST_BYTES
      if (person === null || !isSmall || (await personHere()) !== person) return
      const cache = await open(person)
      await cache.put(address, answer)
      for (const oldest of tooMany(await addressesIn(cache))) await cache.delete(oldest)
      // Signed out meanwhile: who forgets says so first and deletes then, so one of the two sees the other.
      if ((await personHere()) !== person) await caches.delete(nameFor(person))
    },
    async find(address, person) {
      return (await (await open(person)).match(address)) ?? null
    },
    async drop(address, person) {
      const cache = await open(person)
      const place = placeNameIn(address)
      const isPlace = !address.replace(/\?.*$/s, '').endsWith('/entries')
      const gone = (await addressesIn(cache)).filter(
        (one) => one === address || (isPlace && place !== null && placeNameIn(one) === place),
      )
      await Promise.all(gone.map((one) => cache.delete(one)))
    },
    async retainPlaces(person, names) {
      const cache = await open(person)
      const gone = (await addressesIn(cache)).filter((one) => {
        const place = placeNameIn(one)
        return place !== null && !names.has(place)
      })
      await Promise.all(gone.map((one) => cache.delete(one)))
    },
    async forget(person) {
      if ((await personHere()) === person) await (await caches.open(HERE)).delete(SESSION)
      await caches.delete(nameFor(person))
    },
  }
}
