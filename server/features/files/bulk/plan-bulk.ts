import type { BulkBody } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { checkListedPath } from '#lib/core/names/place-path.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import { requireFolder } from '../listing/list-folder.ts'
import { actorSchema, type BulkPayload } from './bulk-payload.ts'
import { ownerOfActor } from './permissions.ts'

export interface PlanBulkDeps {
  lookups: EntryLookups
  /** By id or slug. */
  findFacts(idOrSlug: string): Promise<PlaceFacts | null>
}

/** A folder moved into itself is told at once when few entries are named; the job refuses it in any case. */
const CHECKED_AT_ONCE = 50

/**
 * What can be refused is refused before a job exists: a read-only room, a target that is not there.
 * @throws VaultError of the rule, or `not_found`, `not_a_folder`, `invalid_path`, `invalid_input`, `move_into_itself`
 */
export async function planBulk(
  place: PlaceFacts,
  body: BulkBody,
  actor: Actor,
  deps: PlanBulkDeps,
): Promise<Omit<BulkPayload, 'from'>> {
  const { selector } = body
  if (selector.kind === 'job' && body.action !== 'restore') {
    throw new VaultError('invalid_input', {
      details: { issues: [{ path: ['selector'], message: 'only for restore' }] },
    })
  }
  if (selector.kind === 'folder') await requireFolder(deps.lookups, place.id, selector.path)
  if (body.action !== 'copy') requireChange(actor, place)
  if (body.action === 'trash') requireDelete(actor, place)
  const target = body.action === 'move' || body.action === 'copy' ? await requireTarget(body, actor, deps) : null
  return { placeId: place.id, targetPlaceId: target?.id ?? null, body, actor: actorSchema.parse(actor) }
}

async function requireTarget(
  body: Extract<BulkBody, { to: unknown }>,
  actor: Actor,
  deps: PlanBulkDeps,
): Promise<PlaceFacts> {
  const target = await deps.findFacts(body.to.place)
  if (target === null) throw new VaultError('not_found')
  requireChange(actor, target)
  await requireFolder(deps.lookups, target.id, body.to.path)
  const ids = body.selector.kind === 'ids' ? body.selector.ids : []
  if (ids.length <= CHECKED_AT_ONCE) await refuseIntoItself(ids, target, body.to.path, deps.lookups)
  return target
}

async function refuseIntoItself(
  ids: readonly string[],
  target: PlaceFacts,
  path: string,
  lookups: EntryLookups,
): Promise<void> {
  const checked = checkListedPath(path)
  const segments = checked.kind === 'ok' ? checked.segments : []
  const folder = await lookups.findFolder(target.id, segments)
  for (const id of ids) {
    // Whatever a client sends is only compared.
    const entry = await lookups.find(id as EntryId)
    const isInside =
      entry?.kind === 'folder' &&
      entry.placeId === target.id &&
      entry.path.every((name, index) => name === folder?.path[index])
    if (isInside) throw new VaultError('move_into_itself')
  }
}

/** Where even one's own may not be deleted, nothing may. */
function requireDelete(actor: Actor, place: PlaceFacts): void {
  const decision = can(actor, 'entry.delete', { kind: 'entry', place, uploader: ownerOfActor(actor) })
  if (decision.kind === 'denied' && decision.code === 'only_admins_delete') throw new VaultError(decision.code)
}

function requireChange(actor: Actor, place: PlaceFacts): void {
  const decision = can(actor, 'place.change', { kind: 'place', place })
  if (decision.kind === 'denied') throw new VaultError(decision.code)
}
