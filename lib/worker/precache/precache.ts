import { type BuiltFile, cacheKeyOf, isOfThisBuild, outdatedKeys } from './built-files.ts'

const CACHE = 'hearth-built'
/** A page that is open needs some of the six connections to the vault for itself. */
const AT_ONCE = 3
/** Where the cache notes what was left over, and which pages were open, when this build took over. */
const LEFT_OVER = '/.left-over'

interface LeftOver {
  readonly pages: readonly string[]
  readonly keys: readonly string[]
}

/**
 * The files of the build in one cache of this origin, each under a key that says its content. Nothing in it is anybody's:
 * pages are prerendered without data.
 */
export interface Precache {
  /** Fetches what is missing. @throws when a file cannot be had, or is no longer the one of this build */
  fill(): Promise<void>
  find(file: BuiltFile): Promise<Response | undefined>
  /** A script or style of an earlier build, for a page that is still open from it. */
  findByPath(path: string): Promise<Response | undefined>
  /** Notes what earlier builds left, and which pages are open now: they may still need it. */
  takeOver(openPages: readonly string[]): Promise<void>
  /** Removes what is noted, once none of the noted pages is open any more. Returns whether nothing is left over. */
  sweep(openPages: readonly string[]): Promise<boolean>
}

export function openPrecache(caches: CacheStorage, files: readonly BuiltFile[]): Precache {
  const match = async (key: string) => (await caches.open(CACHE)).match(key, { ignoreVary: true })

  async function add(cache: Cache, file: BuiltFile): Promise<void> {
    const key = cacheKeyOf(file)
    if ((await cache.match(key, { ignoreVary: true })) !== undefined) return
    const answer = await fetch(file.path, { cache: file.path === key ? 'default' : 'no-cache', priority: 'low' })
    // Also a page's: its security policy goes with it into the cache, as a header of the answer.
    if (!answer.ok || answer.redirected || !isOfThisBuild(answer.headers.get('etag'), file)) {
      throw new Error(`${file.path} is not what this build has: ${answer.status}`)
    }
    await cache.put(key, answer)
  }

  return {
    async fill() {
      const cache = await caches.open(CACHE)
      const waiting = [...files]
      const next = async () => {
        for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await add(cache, file)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, next))
    },
    find: (file) => match(cacheKeyOf(file)),
    findByPath: match,
    async takeOver(openPages) {
      const cache = await caches.open(CACHE)
      const held = (await cache.keys()).map(({ url }) => url.slice(new URL(url).origin.length))
      const left: LeftOver = { pages: openPages, keys: outdatedKeys(held, files) }
      await cache.put(LEFT_OVER, Response.json(left))
      await this.sweep(openPages)
    },
    async sweep(openPages) {
      const cache = await caches.open(CACHE)
      // Written by takeOver above; what is not noted there may belong to a build that waits.
      const left: LeftOver | undefined = await (await cache.match(LEFT_OVER))?.json()
      if (left === undefined) return true
      if (left.pages.some((id) => openPages.includes(id))) return false
      await Promise.all([LEFT_OVER, ...left.keys].map((key) => cache.delete(key, { ignoreVary: true })))
      return true
    },
  }
}
