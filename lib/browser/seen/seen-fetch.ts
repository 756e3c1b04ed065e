import { PERSON_HEADER } from '#lib/core/ids/person-name.ts'
import { endsSeeing, type SeenKind, seenKindOf } from '#lib/core/seen/seen-answers.ts'
import { isAwayAnswer } from '../reach/is-away-answer.ts'
import type { Reach } from '../reach/reach.ts'
import type { SeenShelf } from './seen-shelf.ts'

/** How long the vault has for an answer before the kept one is shown. */
const PATIENCE_MS = 3_000

export interface SeenFetchOptions {
  fetch: typeof globalThis.fetch
  /** Null where the browser keeps nothing: on plain http, and in some private windows. */
  openShelf: (() => Promise<SeenShelf>) | null
  reach: Pick<Reach, 'isAway' | 'answered' | 'answeredLate' | 'doubt'>
}

/**
 * `fetch` for the API of a page: keeps what is seen, gives it again while the vault is out of reach, and tells `reach`
 * what it notices. A kept answer is given only while the person for whom it was made is the last one of whom the vault
 * said that they are here, and never to a page that shows somebody else.
 */
export function createSeenFetch({ fetch, openShelf, reach }: SeenFetchOptions): typeof globalThis.fetch {
  let shelf: Promise<SeenShelf> | null = null
  let person: string | null = null
  /** An answer is kept only once it is known who is here. */
  let session: Promise<unknown> = Promise.resolve()
  let knownPlaces = ''
  /** Answered after a kept answer was shown: the next time they get the time they need, or it would go on for ever. */
  const slow = new Set<string>()

  const shelfOf = () => {
    if (openShelf === null) return null
    shelf ??= openShelf()
    shelf.catch(() => {
      shelf = null
    })
    return shelf
  }

  async function find(kind: SeenKind, address: string): Promise<Response | null> {
    const opened = await shelfOf()?.catch(() => null)
    if (!opened) return null
    if (kind === 'session') {
      const answer = await opened.findSession()
      const kept = answer?.headers.get(PERSON_HEADER) ?? null
      if (person !== null && kept !== person) return null
      person = kept
      return answer
    }
    const here = await opened.personHere()
    return here === null || (person !== null && person !== here) ? null : opened.find(address, here)
  }

  async function keep(kind: SeenKind, address: string, answer: Response): Promise<void> {
    const opened = await shelfOf()
    const whose = answer.headers.get(PERSON_HEADER)
    if (!opened || whose === null) return
    if (kind === 'session') {
      if (answer.ok) await opened.keepSession(answer)
      return
    }
    await session
    if (endsSeeing(answer.status)) await opened.drop(address, whose)
    if (!answer.ok) return
    if (kind === 'places') await retainPlaces(opened, whose, answer.clone())
    await opened.keep(address, answer)
  }

  async function retainPlaces(opened: SeenShelf, whose: string, answer: Response): Promise<void> {
    // The shape of our own contract; what does not fit it keeps nothing.
    const { places } = (await answer.json()) as { places: readonly { id: string; slug: string | null }[] }
    const names = places.flatMap(({ id, slug }) => (slug === null ? [id] : [id, slug]))
    const known = `${whose} ${names.join(' ')}`
    if (known === knownPlaces) return
    knownPlaces = known
    await opened.retainPlaces(whose, new Set(names))
  }

  function note(kind: SeenKind | null, address: string, answer: Response): void {
    if (isAwayAnswer(answer)) void reach.doubt()
    else reach.answered()
    if (kind === null) return
    if (kind === 'session' && answer.ok) person = answer.headers.get(PERSON_HEADER)
    // A page never waits for what is kept, nor fails with it.
    const keeping = keep(kind, address, answer.clone()).catch(() => undefined)
    if (kind === 'session') session = keeping
  }

  return async (input, init) => {
    const address = String(input)
    const kind = seenKindOf(init?.method ?? 'GET', address)
    if (kind !== null && reach.isAway()) {
      const kept = await find(kind, address).catch(() => null)
      if (kept) return kept
    }
    let isShown = false
    const asked = fetch(input, init).then(
      (answer) => {
        note(kind, address, answer)
        slow.delete(address)
        if (isShown && answer.ok) {
          slow.add(address)
          reach.answeredLate()
        }
        return answer
      },
      (error: unknown) => {
        if (init?.signal?.aborted !== true) void reach.doubt()
        throw error
      },
    )
    if (kind === null || openShelf === null) return asked
    const answered = asked.catch(() => null)
    const first = await (slow.has(address) ? answered : Promise.race([answered, late(PATIENCE_MS)]))
    if (init?.signal?.aborted === true || (first instanceof Response && !isAwayAnswer(first))) return asked
    const kept = await find(kind, address).catch(() => null)
    if (!kept) return asked
    isShown = true
    asked.catch(() => undefined)
    void reach.doubt()
    return kept
  }
}

function late(ms: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), ms))
}
