import { z } from 'zod'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { PlacesService } from './places.service.ts'
import type { RoomFolders } from './room-folders.ts'
import { ROOM_PURGE } from './room-purge.ts'
import type { RoomsRepo } from './rooms.repo.ts'

/** One kind of work on a room's folder and its row, and how what a crash left of it is finished. */
export interface RoomIntent<Payload> {
  readonly kind: string
  readonly schema: z.ZodType<Payload>
  replay(intent: { id: string; placeId: PlaceId; payload: Payload }): Promise<void>
}

/** Rows of what is about to happen; the files feature keeps and replays them. */
export interface IntentLog {
  record<Payload>(kind: RoomIntent<Payload>, intent: { id: string; placeId: PlaceId; payload: Payload }): Step
  remove(id: string): Step
}

export interface RoomIntentDeps {
  readonly db: Database
  readonly repo: RoomsRepo
  readonly places: PlacesService
  readonly folders: RoomFolders
  readonly intents: IntentLog
  readonly jobs: { plan(request: { kind: string; payload: unknown }): { step: Step }; wake(): void }
  readonly bus: Bus
}

const folderSchema = z.object({ folder: z.string().min(1) })
const renameSchema = z.object({ from: z.string().min(1), to: z.string().min(1) })

export interface RoomIntents {
  readonly create: RoomIntent<z.output<typeof folderSchema>>
  readonly rename: RoomIntent<z.output<typeof renameSchema>>
  readonly delete: RoomIntent<z.output<typeof folderSchema>>
}

/**
 * What happens to a room's folder after its intent was recorded. Renaming and deleting do in life what a replay does
 * after a crash, so each first finds out what was done already, and touches no folder that another room has by now.
 */
export function createRoomIntents(deps: RoomIntentDeps): RoomIntents {
  const { db, repo, places, folders, intents, jobs, bus } = deps
  const isOwnedByAnother = async (folder: string, placeId: PlaceId) =>
    (await places.all()).some((place) => place.folder === folder && place.facts.id !== placeId)

  return {
    create: {
      kind: 'room-create',
      schema: folderSchema,
      async replay({ id, placeId, payload: { folder } }) {
        if ((await places.find(placeId))?.folder === folder) await folders.ensure(folder)
        // Its row was never written: nobody knows of the folder but this intent.
        else if (!(await isOwnedByAnother(folder, placeId))) await folders.discard(folder)
        await commitOrThrow(db, [intents.remove(id)])
      },
    },

    rename: {
      kind: 'room-rename',
      schema: renameSchema,
      async replay({ id, placeId, payload: { from, to } }) {
        const place = await places.find(placeId)
        if (place === null || place.folder !== from || (await isOwnedByAnother(to, placeId))) {
          await commitOrThrow(db, [intents.remove(id)])
          return
        }
        // Moved already when a crash came before the commit below.
        const isMoved = (await folders.exists(to)) && !(await folders.exists(from))
        const outcome = isMoved ? 'renamed' : await folders.rename(from, to)
        // The room has its new name already; where the system refuses, its folder keeps the old one.
        await commitOrThrow(db, [
          repo.update(placeId, { folder: outcome === 'renamed' ? to : from }),
          ...(outcome === 'renamed' ? [repo.movePartials(placeId, folders.pathOf(from), folders.pathOf(to))] : []),
          intents.remove(id),
        ])
        bus.emit('place.changed', { placeId })
      },
    },

    delete: {
      kind: 'room-delete',
      schema: folderSchema,
      async replay({ id, placeId, payload: { folder } }) {
        const aside = (await isOwnedByAnother(folder, placeId)) ? 'aside' : await folders.setAside(folder, placeId)
        const payload = { placeId, folder: aside === 'refused' ? folder : null }
        await commitOrThrow(db, [jobs.plan({ kind: ROOM_PURGE, payload }).step, intents.remove(id)])
        jobs.wake()
      },
    },
  }
}
