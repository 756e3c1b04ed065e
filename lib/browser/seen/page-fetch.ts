import type { Reach } from '../reach/reach.ts'
import { createSeenFetch } from './seen-fetch.ts'

/** `fetch` of a page for the API. Where nothing is kept is loaded when there is something to keep. */
export function createPageFetch(reach: Reach): typeof globalThis.fetch {
  const openShelf = async () => (await import('./seen-shelf.ts')).createSeenShelf(caches)
  return createSeenFetch({
    fetch: (input, init) => fetch(input, init),
    openShelf: typeof caches === 'undefined' ? null : openShelf,
    reach,
  })
}
