import type { Reach } from '../reach/reach.ts'
import { isEndUnsaid } from '../sign-out/unsaid-end.ts'
import { createSeenFetch } from './seen-fetch.ts'

/**
 * `fetch` of a page for the API. Where nothing is kept is loaded when there is something to keep.
 * @param sayUnsaidEnd tells the vault that somebody has signed out, which it could not hear then
 */
export function createPageFetch(reach: Reach, sayUnsaidEnd: () => Promise<void>): typeof globalThis.fetch {
  const openShelf = async () => (await import('./seen-shelf.ts')).createSeenShelf(caches)
  return createSeenFetch({
    async fetch(input, init) {
      if (isEndUnsaid(() => window.localStorage)) await sayUnsaidEnd()
      return fetch(input, init)
    },
    openShelf: typeof caches === 'undefined' ? null : openShelf,
    reach,
  })
}
