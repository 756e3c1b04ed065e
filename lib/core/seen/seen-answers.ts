/** Of answers that a browser keeps for one person; with the newest one more, the oldest goes. */
export const MOST_ANSWERS = 120
/** A page of a thousand entries has half of it. */
export const LARGEST_BYTES = 1_000_000

export type SeenKind = 'session' | 'places' | 'place' | 'listing'

/** What is kept to be shown while the vault is out of reach: who is here, where one may go, what was seen there. */
export function seenKindOf(method: string, address: string): SeenKind | null {
  if (method !== 'GET') return null
  const path = pathOf(address)
  if (path === '/api/session') return 'session'
  if (path === '/api/places') return 'places'
  if (/^\/api\/places\/[^/]+$/.test(path)) return 'place'
  // What a folder is searched for is not what was seen of it.
  if (/^\/api\/places\/[^/]+\/entries$/.test(path)) return /[?&]q=/.test(address) ? null : 'listing'
  return null
}

/** The place that an address below /api/places names, by id or slug; null for others. */
export function placeNameIn(address: string): string | null {
  const name = /^\/api\/places\/([^/]+)/.exec(pathOf(address))?.[1]
  return name === undefined ? null : decodeURIComponent(name)
}

/** Whether an answer says that this person may not, or cannot, see it any more. */
export function endsSeeing(status: number): boolean {
  return status === 401 || status === 403 || status === 404 || status === 410
}

/** Addresses to give up, the oldest first, so that one more fits. @param addresses in the order they were kept */
export function tooMany(addresses: readonly string[]): readonly string[] {
  return addresses.slice(0, Math.max(0, addresses.length - MOST_ANSWERS))
}

function pathOf(address: string): string {
  return address.replace(/[?#].*$/s, '')
}
