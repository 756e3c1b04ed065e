import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

export const CANARY = 'the canary sings: nobody may read or touch this'

/**
 * Plants canaries around the rooms: beside the data folder, in it, and beside the rooms. @param dataFolder of a vault
 * that runs
 */
export async function plantCanaries(dataFolder: string): Promise<void> {
  for (const folder of [dirname(dataFolder), dataFolder, join(dataFolder, 'rooms')]) {
    await writeFile(join(folder, 'canary.txt'), CANARY)
  }
  await mkdir(join(dirname(dataFolder), 'outside', 'Papers'), { recursive: true })
  await writeFile(join(dirname(dataFolder), 'outside', 'secret.txt'), CANARY)
  await writeFile(join(dirname(dataFolder), 'outside', 'Papers', 'note.txt'), CANARY)
}

/** Parts of the data folder that the vault itself writes while it runs. */
const LIVING =
  /^data\/(vault\.db|rooms\/[^/]+\/|rooms\/\.hearth\/|rooms\/\.hearth$|\.hearth\/|lock$|logs(\/|$)|persist\.json$)/

/** What lies outside the rooms: path -> what it is and holds, but for what the vault itself keeps there. */
export async function snapshotOutside(dataFolder: string): Promise<Map<string, string>> {
  const root = dirname(dataFolder)
  const found = new Map<string, string>()
  for (const item of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(item.parentPath, item.name)
    const name = relative(root, path)
    if (LIVING.test(name)) continue
    const what = item.isFile() ? digest(await readFile(path)) : item.isSymbolicLink() ? await readlink(path) : 'folder'
    found.set(name, what)
  }
  return found
}

/** Every name below the folder of a room, as the disk spells it, without the vault's own folder. */
export async function listOnDisk(roomFolder: string): Promise<string[]> {
  const items = await readdir(roomFolder, { recursive: true })
  return items.filter((path) => path.split('/')[0] !== '.hearth')
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
