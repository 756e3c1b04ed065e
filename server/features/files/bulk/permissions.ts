import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Action, Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'
import { type Owner, ownerOf } from '../entries/owner.ts'
import { hasOthersBelow } from '../moving/subtree.ts'

type OwnedRow = Pick<Row<'entries'>, 'id' | 'kind' | 'uploader_kind' | 'uploader_id'>

export interface PermissionDeps {
  db: Database
  /** Who somebody is by now: null when no longer anybody (signed out, switched off). */
  currentActor(actor: Actor): Promise<Actor | null>
  findFacts(placeId: PlaceId): Promise<PlaceFacts | null>
}

/** What one actor may do in one place, as things stand while a job runs. */
export class PermissionsNow {
  readonly #db: Database
  readonly #actor: Actor
  readonly #place: PlaceFacts

  constructor(db: Database, actor: Actor, place: PlaceFacts) {
    this.#db = db
    this.#actor = actor
    this.#place = place
  }

  may(action: Action, uploader?: Owner | null): boolean {
    const target =
      uploader === undefined
        ? ({ kind: 'place', place: this.#place } as const)
        : ({ kind: 'entry', place: this.#place, uploader } as const)
    return can(this.#actor, action, target).kind === 'allowed'
  }

  /** Who may only delete what is his own may delete a folder only when nobody else has anything in it. */
  async mayDelete(row: OwnedRow, action: 'entry.delete' | 'entry.purge' = 'entry.delete'): Promise<boolean> {
    if (this.may(action, null)) return true
    if (!this.may(action, ownerOf(row.uploader_kind, row.uploader_id))) return false
    return row.kind === 'file' || !(await hasOthersBelow(this.#db, row.id, row.uploader_id ?? ''))
  }
}

/** Null when the actor is nobody any more, or the place is gone. */
export async function permissionsNow(
  actor: Actor,
  placeId: PlaceId,
  deps: PermissionDeps,
): Promise<PermissionsNow | null> {
  const [current, place] = await Promise.all([deps.currentActor(actor), deps.findFacts(placeId)])
  return current && place ? new PermissionsNow(deps.db, current, place) : null
}

export function ownerOfActor({ principal }: Actor): Owner | null {
  if (principal.kind === 'account') return { kind: 'account', accountId: principal.accountId }
  return principal.kind === 'guest' ? { kind: 'guest', deviceId: principal.deviceId } : null
}
