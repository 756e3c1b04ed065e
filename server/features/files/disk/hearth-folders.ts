import { mkdir } from 'node:fs/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { errnoOf, onDisk } from './disk-failure.ts'
import { type FolderHandle, openFolder, openFolderIfThere } from './folder-handle.ts'

const HEARTH = '.hearth'
export type HearthPart = 'partials' | 'trash' | 'versions'

/** A folder of a place, and where it lies in it. */
export interface FolderAt {
  handle: Pick<FolderHandle, 'device'>
  segments: readonly string[]
}

export interface HearthFolder {
  handle: FolderHandle
  /** From the root of the place, such as `['.hearth', 'trash']`. */
  segments: readonly string[]
}

/**
 * Our own hidden folders. Each filesystem of a place has one, so that a rename into it moves no bytes: at the root of
 * the place, or at the topmost folder of a filesystem that is mounted inside of it.
 */
export class HearthFolders {
  /** Root, device and part -> where it is; checked by opening it. */
  readonly #known = new Map<string, readonly string[]>()

  /**
   * Opens the part on the filesystem of `folder`; makes it when it is not there.
   * @throws VaultError `place_offline`, `content_missing`, `disk_full`, `folder_not_writable`
   */
  async open(root: string, folder: FolderAt, part: HearthPart): Promise<HearthFolder> {
    const key = `${root}\0${folder.handle.device}\0${part}`
    const known = this.#known.get(key)
    if (known) {
      const handle = await openFolderIfThere(root, known)
      if (handle?.device === folder.handle.device) return { handle, segments: known }
      await handle?.close()
    }
    const mount = await mountOf(root, folder)
    const { device } = folder.handle
    await makeHidden(root, mount, HEARTH, device)
    await makeHidden(root, [...mount, HEARTH], part, device)
    const segments = [...mount, HEARTH, part]
    const handle = await openFolder(root, segments)
    this.#known.set(key, segments)
    return { handle, segments }
  }
}

async function mountOf(root: string, { handle, segments }: FolderAt): Promise<readonly string[]> {
  for (let depth = 0; depth < segments.length; depth++) {
    const ancestor = await openFolder(root, segments.slice(0, depth))
    await ancestor.close()
    if (ancestor.device === handle.device) return segments.slice(0, depth)
  }
  return segments
}

/** 0700: what lies in it is for nobody but the vault. */
/** Only on that device: where a drive was pulled out, the empty folder it was mounted on stays empty. */
async function makeHidden(root: string, parent: readonly string[], name: string, device: string): Promise<void> {
  const folder = await openFolder(root, parent)
  try {
    if (folder.device !== device) throw new VaultError('place_offline')
    await onDisk(async () => {
      try {
        await mkdir(folder.at(name), { mode: 0o700 })
        await folder.sync()
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error
      }
    })
  } finally {
    await folder.close()
  }
}
