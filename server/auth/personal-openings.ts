import type { PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import type { SteadyTime } from './steady-time.ts'

export interface PersonalOpening {
  readonly placeId: PlaceId
  /** Milliseconds since 1970, by the steady time. */
  readonly until: number
}

/** Private rooms that an admin opened, in one session and for a short while. A restart closes them. */
export interface PersonalOpenings {
  open(sessionId: SessionId, placeId: PlaceId): PersonalOpening
  of(sessionId: SessionId): readonly PersonalOpening[]
}

const OPENING_MS = 15 * 60_000

export function createPersonalOpenings(deps: { time: SteadyTime; bus: Bus }): PersonalOpenings {
  const bySession = new Map<SessionId, PersonalOpening[]>()
  deps.bus.on('session.ended', ({ sessionId }) => bySession.delete(sessionId))
  const liveOf = (sessionId: SessionId) =>
    (bySession.get(sessionId) ?? []).filter((opening) => opening.until > deps.time())
  return {
    open(sessionId, placeId) {
      const opening = { placeId, until: deps.time() + OPENING_MS }
      bySession.set(sessionId, [...liveOf(sessionId).filter((other) => other.placeId !== placeId), opening])
      return opening
    },
    of: (sessionId) => (bySession.has(sessionId) ? liveOf(sessionId) : []),
  }
}
