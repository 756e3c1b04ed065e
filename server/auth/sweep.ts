import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { SteadyTime } from './steady-time.ts'

const DAY_MS = 86_400_000
/** What ended stays this long, to be looked at and so that a device is still known at its doors. */
const KEPT_MS = 90 * DAY_MS
const AUDIT_KEPT_MS = 400 * DAY_MS

/** Takes away what has no meaning any more; safe at any time, for all of it has ended long ago. */
export async function sweepPeople(deps: { db: Database; time: SteadyTime }): Promise<void> {
  const { build } = deps.db
  const now = deps.time()
  const long = now - KEPT_MS
  const unit = [
    build.deleteFrom('tokens').where('expires_at', '<', now),
    build.deleteFrom('sessions').where('expires_at', '<', long),
    build.deleteFrom('grants').where('expires_at', '<', long),
    // What still refers to a device goes first.
    build
      .deleteFrom('devices')
      .where('last_seen_at', '<', long)
      .where('id', 'not in', build.selectFrom('grants').select('device_id')),
    build
      .deleteFrom('lockouts')
      .where('updated_at', '<', now - 2 * DAY_MS)
      .where((row) => row.or([row('locked_until', 'is', null), row('locked_until', '<', now)])),
    build.deleteFrom('audit').where('at', '<', now - AUDIT_KEPT_MS),
  ]
  // One unit each: a sweep must not keep people's own commits waiting.
  for (const step of unit) requireCommitted(await deps.db.commit([step]))
}
