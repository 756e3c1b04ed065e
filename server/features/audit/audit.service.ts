import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Doer } from '#server/auth/doer.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { type AuditPage, type AuditQuery, listAudit } from './list-audit.ts'

export type AuditAction =
  | 'session.began'
  | 'session.ended'
  | 'sessions.ended_all'
  | 'token.reused'
  | 'door.locked'
  | 'account.created'
  | 'account.changed'
  | 'account.password_changed'
  | 'account.deleted'
  | 'personal.opened'
  | 'room.created'
  | 'room.changed'
  | 'room.deleted'
  | 'room.unlocked'
  | 'drive.added'
  | 'drive.changed'
  | 'drive.removed'
  | 'drive.found'
  | 'settings.changed'
  | 'config.changed'
  | 'service_token.made'
  | 'service_token.revoked'
  | 'link.made'
  | 'link.revoked'
  | 'access_log.exported'
  | 'vault.set_up'

export interface AuditEntry {
  readonly doer: Doer
  readonly action: AuditAction
  readonly target: {
    readonly kind: 'account' | 'session' | 'place' | 'door' | 'vault' | 'token' | 'link'
    readonly id: string | null
  }
  /** Plain JSON; never a secret, never the content of a file. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** When somebody looked into the private room of another person. */
export interface PersonalOpening {
  readonly at: number
  readonly byName: string
}

export interface AuditService {
  /** To stand in the same unit of work as what it tells: neither happens without the other. */
  step(entry: AuditEntry): Step
  /** For what is no unit of work of its own, such as a door that closed: told within seconds. */
  note(entry: AuditEntry): void
  /** The newest first. */
  listPersonalOpenings(placeId: PlaceId, limit: number): Promise<PersonalOpening[]>
  /** The newest first. @throws VaultError `invalid_cursor` */
  list(query: AuditQuery): Promise<AuditPage>
}

export function createAuditService(deps: { db: Database; clock: Clock }): AuditService {
  const { db, clock } = deps
  const step = (entry: AuditEntry) =>
    db.build.insertInto('audit').values({
      id: newId(clock),
      at: clock.now(),
      actor_kind: entry.doer.kind,
      actor_id: entry.doer.id,
      action: entry.action,
      target_kind: entry.target.kind,
      target_id: entry.target.id,
      details: JSON.stringify(entry.details ?? {}),
      address: entry.doer.address,
    })
  return {
    step,
    note: (entry) => db.commitLater([step(entry)]),
    list: (query) => listAudit(db, query),
    listPersonalOpenings: (placeId, limit) =>
      db.read(
        db.build
          .selectFrom('audit')
          .innerJoin('accounts', 'accounts.id', 'audit.actor_id')
          .where('audit.target_id', '=', placeId)
          .where('audit.action', '=', 'personal.opened')
          .select(['audit.at', 'accounts.name as byName'])
          .orderBy('audit.at', 'desc')
          .limit(limit),
      ),
  }
}
