import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import type { Database } from '#server/db/database.ts'
import type { SessionsService } from '#server/features/sessions/sessions.service.ts'
import type { PersonalOpenings } from './personal-openings.ts'
import type { SteadyTime } from './steady-time.ts'

export interface CurrentActorDeps {
  readonly db: Database
  readonly time: SteadyTime
  readonly sessions: Pick<SessionsService, 'find'>
  readonly openings: Pick<PersonalOpenings, 'of'>
}

/**
 * What an actor of a while ago is by now: a job asks, for it outlives the request that began it. The role is the one of
 * today, and only grants count that no password change, expiry or leaving has ended.
 * @returns null when the session is over
 */
export async function currentActor(deps: CurrentActorDeps, actor: Actor): Promise<Actor | null> {
  const grants = await liveGrants(deps, actor)
  const { principal } = actor
  if (principal.kind !== 'account') return { ...actor, grants, openedPersonal: [] }
  const session = await deps.sessions.find(principal.sessionId)
  if (session === null) return null
  const openedPersonal = deps.openings.of(session.id).map(({ placeId }) => placeId)
  return { ...actor, grants, openedPersonal, principal: { ...principal, role: session.role } }
}

async function liveGrants({ db, time }: CurrentActorDeps, actor: Actor): Promise<Actor['grants']> {
  if (actor.deviceId === null || actor.grants.length === 0) return []
  return db.read(
    db.build
      .selectFrom('grants as g')
      .innerJoin('places as p', 'p.id', 'g.place_id')
      .select('g.place_id as placeId')
      .where('g.device_id', '=', actor.deviceId)
      .where('g.revoked_at', 'is', null)
      .where('g.expires_at', '>', time())
      .whereRef('g.password_version', '=', 'p.password_version'),
  )
}
