import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { dirname, join, posix, sep } from 'node:path'
import { syncFolder } from '#server/data-folder/write-file-atomic.ts'
import { onBackupDisk, orNull } from '../folder/disk-failure.ts'

const FILES = ['persist.json', 'persist.applied.json']
const FOLDERS = ['secrets', 'tls']
/** What signs sessions is made anew by a restore, so it need not lie on another disk. */
const NOT_THESE = ['secrets/session']

/** Copies what makes the vault this vault: certificates, secrets, persist.json. @returns the hash of each */
export async function copyKeys(dataPath: string, target: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {}
  for (const path of await listKeys(dataPath)) {
    const bytes = await orNull(readFile(join(dataPath, path)))
    if (bytes === null) continue
    await onBackupDisk(() => writeDurably(join(target, path), bytes))
    sums[path] = createHash('sha256').update(bytes).digest('hex')
  }
  return sums
}

async function listKeys(dataPath: string): Promise<string[]> {
  const paths = [...FILES]
  for (const folder of FOLDERS) {
    const names = (await orNull(readdir(join(dataPath, folder), { recursive: true, withFileTypes: true }))) ?? []
    for (const entry of names) {
      if (!entry.isFile() || entry.name.endsWith('.tmp')) continue
      const below = entry.parentPath.slice(dataPath.length + 1).replaceAll(sep, '/')
      paths.push(posix.join(below, entry.name))
    }
  }
  return paths.filter((path) => !NOT_THESE.includes(path))
}

export async function writeDurably(path: string, bytes: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const handle = await open(path, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(dirname(path))
}
