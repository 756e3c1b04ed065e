import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type FolderHandle, openFolder } from '../disk/folder-handle.ts'

/** Null when the folder is not there. @throws VaultError `place_offline` when its volume is not */
export async function openIfThere(root: string, path: readonly string[]): Promise<FolderHandle | null> {
  try {
    return await openFolder(root, path)
  } catch (error) {
    if (error instanceof VaultError && error.code === 'content_missing') return null
    throw error
  }
}
