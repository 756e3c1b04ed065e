import { z } from 'zod'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { PlacesService } from './places.service.ts'
import type { RoomFolders } from './room-folders.ts'

/** The kind of the job that removes the bytes of a deleted room: the row went first, this may take its time. */
export const ROOM_PURGE = 'room-purge'

const payloadSchema = z.object({
  placeId: z.string().transform((id) => id as PlaceId), // written by us, from a branded id
  /** Only when it could not be set aside. */
  folder: z.string().nullable(),
})
type Payload = z.output<typeof payloadSchema>

export interface RoomPurgeDeps {
  readonly folders: RoomFolders
  readonly places: PlacesService
  /** Forgets the rows of entries, contents, versions, trash and uploads of a place that is deleted. */
  readonly forgetEntries: (placeId: PlaceId, signal: AbortSignal) => Promise<void>
  /** Runs while no room is made, renamed or deleted. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
}

/** A handler for the job queue, safe to run again from its start. */
export function createRoomPurge(deps: RoomPurgeDeps) {
  const { folders, places } = deps
  return {
    parse: (payload: unknown): Payload => payloadSchema.parse(payload),
    async run({ payload }: { payload: Payload }, control: { signal: AbortSignal }): Promise<void> {
      const { placeId, folder } = payload
      if (folder !== null) {
        await deps.alone(async () => {
          // Its name may have been given to a new room since.
          if ((await places.all()).some((place) => place.folder === folder)) return
          if ((await folders.setAside(folder, placeId)) === 'refused') await folders.destroyInPlace(folder)
        })
      }
      await folders.destroyAside(placeId)
      await deps.forgetEntries(placeId, control.signal)
    },
  }
}
