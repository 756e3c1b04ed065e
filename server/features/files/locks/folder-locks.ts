import type { PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'

/**
 * - `share`: adds names to the folder, beside others who do.
 * - `own`: nobody else changes which names are in the folder.
 * - `own_tree`: nobody else changes anything in the folder or below it.
 */
export type Hold = 'share' | 'own' | 'own_tree'

export interface LockRequest {
  placeId: PlaceId
  /** Names from the root of the place. */
  path: readonly string[]
  hold: Hold
}

export type Release = () => void

interface Claim {
  placeId: PlaceId
  key: string
  hold: Hold
}

interface Waiter {
  claims: readonly Claim[]
  grant: () => void
}

/**
 * Locks on folders by their path, in this process, which owns the data folder alone. What must hold: all claims of a
 * request are granted together, so no two requests can wait for each other; nobody overtakes an earlier request that it
 * conflicts with, so nobody waits for ever.
 */
export class FolderLocks {
  readonly #held = new Set<readonly Claim[]>()
  #waiting: Waiter[] = []

  /** @returns what gives the locks back; calling it twice does no harm */
  async acquire(requests: readonly LockRequest[]): Promise<Release> {
    const claims = requests.map(toClaim)
    if (this.#isFree(claims, this.#waiting)) this.#held.add(claims)
    else await new Promise<void>((grant) => this.#waiting.push({ claims, grant }))
    return () => {
      if (this.#held.delete(claims)) this.#grantWaiting()
    }
  }

  async run<T>(requests: readonly LockRequest[], work: () => Promise<T>): Promise<T> {
    const release = await this.acquire(requests)
    try {
      return await work()
    } finally {
      release()
    }
  }

  #isFree(claims: readonly Claim[], earlier: readonly Waiter[]): boolean {
    for (const held of this.#held) if (isInConflict(held, claims)) return false
    return !earlier.some((waiter) => isInConflict(waiter.claims, claims))
  }

  #grantWaiting(): void {
    const still: Waiter[] = []
    for (const waiter of this.#waiting) {
      if (this.#isFree(waiter.claims, still)) {
        this.#held.add(waiter.claims)
        waiter.grant()
      } else still.push(waiter)
    }
    this.#waiting = still
  }
}

/** Names that a filesystem may take for one folder are one folder here. */
function toClaim({ placeId, path, hold }: LockRequest): Claim {
  return { placeId, key: path.map((name) => `${nameKey(name)}/`).join(''), hold }
}

function isInConflict(left: readonly Claim[], right: readonly Claim[]): boolean {
  return left.some((a) => right.some((b) => collide(a, b)))
}

function collide(a: Claim, b: Claim): boolean {
  if (a.placeId !== b.placeId) return false
  if (a.key === b.key) return a.hold !== 'share' || b.hold !== 'share'
  const above = a.key.length < b.key.length ? a : b
  const below = above === a ? b : a
  return above.hold === 'own_tree' && below.key.startsWith(above.key)
}
