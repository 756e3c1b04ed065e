import { VaultError } from '#lib/core/errors/vault-error.ts'
import { SYSTEM } from '#server/auth/doer.ts'
import type { PersistPlan } from '#server/config/persist-plan.ts'
import type { Place, PlacesService } from './places.service.ts'
import type { RoomPatch, RoomsService } from './rooms.service.ts'

export type RoomsPlan = Pick<PersistPlan, 'setPasswords' | 'removePasswords' | 'setReadOnly' | 'clearReadOnly'>

/** Does what persist.json says about rooms. */
export interface PersistRoomsService {
  /** Rooms are meant by their name or address; a missing one is made. @throws VaultError with `details.room` */
  apply(plan: RoomsPlan): Promise<void>
}

export function createPersistRoomsService(deps: { rooms: RoomsService; places: PlacesService }): PersistRoomsService {
  const { rooms, places } = deps

  async function findRoom(room: string): Promise<Place | null> {
    const place = await places.find(room)
    return place?.facts.kind === 'room' ? place : null
  }

  async function set(room: string, patch: RoomPatch): Promise<void> {
    try {
      const place = await findRoom(room)
      if (place !== null) await rooms.change(place.facts.id, { ...patch, fromFile: true }, SYSTEM)
      else await rooms.create({ ...patch, name: room, access: patch.access ?? 'accounts', fromFile: true }, SYSTEM)
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      throw new VaultError(error.code, { details: { ...error.details, room }, cause: error })
    }
  }

  return {
    async apply(plan) {
      for (const { room, hash } of plan.setPasswords) {
        const place = await findRoom(room)
        // The same hash again ends no grants: a restart is no change.
        const isSame = place?.passwordHash === hash && place.facts.access === 'password'
        if (!isSame) await set(room, { access: 'password', passwordHash: hash })
      }
      for (const room of plan.removePasswords) {
        const place = await findRoom(room)
        // Without its password a room must not stand open: from now on it is for signed-in people.
        if (place?.facts.access === 'password') await rooms.change(place.facts.id, { access: 'accounts' }, SYSTEM)
      }
      for (const room of plan.setReadOnly) {
        if ((await findRoom(room))?.facts.readOnly !== true) await set(room, { readOnly: true })
      }
      for (const room of plan.clearReadOnly) {
        const place = await findRoom(room)
        if (place?.facts.readOnly === true) await rooms.change(place.facts.id, { readOnly: false }, SYSTEM)
      }
    },
  }
}
