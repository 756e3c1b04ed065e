import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { safeName } from '#lib/core/names/safe-name.ts'
import { checkRoomName, MAX_ROOM_NAME_CHARACTERS } from '#lib/core/names/slug.ts'
import { newId } from '#server/clock.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { makeWithFolder } from './new-folder.ts'
import type { Place } from './place.ts'
import type { RoomsDeps } from './rooms.service.ts'

export interface Owner {
  readonly id: AccountId
  readonly name: string
}

/** Commits the steps together with those of the caller; throws when any of them is refused. */
export type CommitWith = (steps: readonly Step[]) => Promise<void>

/** The private room "My files" that comes and goes with an account. */
export interface PersonalRoomsService {
  create(owner: Owner, commitWith: CommitWith): Promise<PlaceId>
  /** The folder takes the new name of its owner. */
  follow(owner: Owner): Promise<void>
  /** The owner goes, the files stay: a room that only admins enter, until they decide what becomes of it. */
  turnIntoRoom(owner: Owner, commitWith: CommitWith): Promise<void>
  /** The owner goes, the files were moved elsewhere. */
  remove(owner: Owner, commitWith: CommitWith): Promise<void>
}

const PERSONAL_NAME = 'My files'

export function createPersonalRoomsService(deps: RoomsDeps): PersonalRoomsService {
  const { db, clock, time, bus, repo, places, folders, intents, alone } = deps

  async function findOf(owner: Owner): Promise<Place> {
    const place = await places.findPersonal(owner.id)
    if (place === null) throw new VaultError('not_found')
    return place
  }

  async function freshFolder(owner: Owner, current?: string): Promise<string> {
    const taken = (await places.all()).map((place) => place.folder)
    return folders.freshName(`${owner.name} - ${PERSONAL_NAME}`, taken, current)
  }

  return {
    create: (owner, commitWith) =>
      alone(async () => {
        const placeId = newId<PlaceId>(clock)
        const folder = await freshFolder(owner)
        await makeWithFolder(deps, placeId, folder, (steps) =>
          commitWith([
            repo.insert({
              ...{ id: placeId, kind: 'personal', slug: null, name: PERSONAL_NAME, name_key: nameKey(PERSONAL_NAME) },
              ...{ folder, access: 'names', guest_role: 'viewer', password_hash: null, owner_id: owner.id },
              ...{ glaze: 'stone', icon: 'home', quota_bytes: null, guest_quota_bytes: null },
              ...{ created_at: time(), deleted_at: null },
            }),
            ...steps,
          ]),
        )
        return placeId
      }),

    follow: (owner) =>
      alone(async () => {
        const { facts, folder: from } = await findOf(owner)
        const to = await freshFolder(owner, from)
        if (to === from) return
        const intent = { id: newId(clock), placeId: facts.id, payload: { from, to } }
        await commitOrThrow(db, [intents.record(intents.rename, intent)])
        await deps.holdPlace(facts.id, () => intents.rename.replay(intent))
      }),

    turnIntoRoom: (owner, commitWith) =>
      alone(async () => {
        const { facts } = await findOf(owner)
        const named = freeRoomName(owner.name, await places.all())
        await commitWith([
          guarded(
            repo.update(facts.id, {
              ...{ kind: 'room', access: 'names', owner_id: null },
              ...{ name: named.name, name_key: nameKey(named.name), slug: named.slug },
            }),
            { changes: 1 },
            'not_found',
          ),
          repo.logChange(facts.id, time()),
        ])
        bus.emit('place.changed', { placeId: facts.id })
      }),

    remove: (owner, commitWith) =>
      alone(async () => {
        const { facts, folder } = await findOf(owner)
        const intent = { id: newId(clock), placeId: facts.id, payload: { folder } }
        await commitWith([
          guarded(repo.update(facts.id, { deleted_at: time() }), { changes: 1 }, 'not_found'),
          repo.logChange(facts.id, time()),
          intents.record(intents.delete, intent),
        ])
        bus.emit('place.changed', { placeId: facts.id })
        await deps.holdPlace(facts.id, () => intents.delete.replay(intent))
      }),
  }
}

/** "Anna (files)", or the first "Anna (files) 2" whose address is free; a name of no letters gives way to "files". */
function freeRoomName(ownerName: string, places: readonly Place[]): { name: string; slug: string } {
  const slugs = new Set(places.map((place) => place.slug))
  const base = [...safeName(ownerName)]
    .slice(0, MAX_ROOM_NAME_CHARACTERS - 16)
    .join('')
    .trim()
  for (let number = 1; ; number++) {
    const checked = checkRoomName(`${base} (files)${number === 1 ? '' : ` ${number}`}`)
    if (checked.kind === 'bad') throw new VaultError('internal', { cause: new Error(checked.reason) })
    if (!slugs.has(checked.slug)) return checked
  }
}
