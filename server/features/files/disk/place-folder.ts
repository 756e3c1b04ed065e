import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { type FolderHandle, openFolderIfThere } from './folder-handle.ts'

/** The folder of a place on the disk, absolute. @throws VaultError `not_found` */
export type RootOf = (placeId: PlaceId) => Promise<string>

/** Null when the place was deleted: what an intent still had to do in it went with it. */
export async function findRoot(rootOf: RootOf, placeId: PlaceId): Promise<string | null> {
  try {
    return await rootOf(placeId)
  } catch (error) {
    if (error instanceof VaultError && error.code === 'not_found') return null
    throw error
  }
}

/**
 * Null when the place or the folder in it is not there.
 * @throws VaultError `place_offline` and other failures of the disk
 */
export async function openPlaceFolder(
  rootOf: RootOf,
  placeId: PlaceId,
  segments: readonly string[],
): Promise<FolderHandle | null> {
  const root = await findRoot(rootOf, placeId)
  return root === null ? null : openFolderIfThere(root, segments)
}
