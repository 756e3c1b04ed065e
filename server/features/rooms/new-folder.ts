import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { RoomFolders } from './room-folders.ts'
import type { IntentLog, RoomIntents } from './room-intents.ts'

export interface NewFolderDeps {
  readonly db: Database
  readonly clock: Clock
  readonly bus: Bus
  readonly folders: RoomFolders
  readonly intents: IntentLog & RoomIntents
}

/**
 * Makes the folder of a new place and then its row: intent, folder, row. A refused row takes the folder back, a full
 * disk leaves no row, and a crash in between is cleared up by the replay.
 * @param commitRow commits the row together with the steps it is given
 */
export async function makeWithFolder(
  deps: NewFolderDeps,
  placeId: PlaceId,
  folder: string,
  commitRow: (steps: readonly Step[]) => Promise<unknown>,
): Promise<void> {
  const { db, bus, folders, intents } = deps
  const intent = { id: newId<string>(deps.clock), placeId, payload: { folder } }
  await commitOrThrow(db, [intents.record(intents.create, intent)])
  try {
    await folders.create(folder)
    await commitRow([intents.remove(intent.id)])
  } catch (error) {
    // A commit that failed may still have happened: the replay asks the database, not what we believe.
    bus.emit('place.changed', { placeId })
    await intents.create.replay(intent).catch(() => undefined) // stays for the next start
    throw error
  }
  bus.emit('place.changed', { placeId })
}
