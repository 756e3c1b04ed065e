import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { takeDataLock } from './data-lock.ts'
import { findNetworkFilesystem } from './network-filesystem.ts'
import { loadSecret } from './secrets.ts'

/** The open data folder; it belongs to this process until it is closed. All paths are absolute. */
export interface DataFolder {
  readonly path: string
  readonly roomsPath: string
  /** Of small pictures, which can all be made again. */
  readonly thumbnailsPath: string
  readonly tlsPath: string
  readonly secretsPath: string
  readonly databasePath: string
  readonly persistPath: string
  /** What of persist.json was applied last. */
  readonly appliedPersistPath: string
  /** True when this start made it. */
  readonly isNew: boolean
  /** 32 bytes, made at first use. @throws StartRefusal `secret` */
  loadSecret(name: string): Promise<Buffer>
  /** Frees the lock. */
  close(): Promise<void>
}

const OWN_FOLDERS = ['rooms', 'tls', 'secrets'] as const
/** Names that may lie in a folder which becomes a data folder. */
const OWN_NAMES =
  /^(rooms|tls|secrets|logs|backups|thumbnails|persist(\.applied)?\.json|lock.*|vault\.db.*|lost\+found|\.DS_Store|\.Trash.*|\.Spotlight.*|\.fseventsd|desktop\.ini|Thumbs\.db|System Volume Information|\$RECYCLE\.BIN)$/

/**
 * Opens the data folder, making it (0700) when it is new, and takes its lock.
 * @throws StartRefusal `network_filesystem`, `data_locked`, or `data_folder` when it cannot be used or is somebody
 * else's
 */
export async function openDataFolder(options: { path: string; now?: () => number }): Promise<DataFolder> {
  const { path } = options
  const isNew = await prepare(path)
  const lock = await takeDataLock(path, options.now ?? Date.now)
  try {
    for (const name of OWN_FOLDERS) await mkdir(join(path, name), { recursive: true, mode: 0o700 })
    const secretsPath = join(path, 'secrets')
    return {
      path,
      isNew,
      roomsPath: join(path, 'rooms'),
      thumbnailsPath: join(path, 'thumbnails'),
      tlsPath: join(path, 'tls'),
      secretsPath,
      databasePath: join(path, 'vault.db'),
      persistPath: join(path, 'persist.json'),
      appliedPersistPath: join(path, 'persist.applied.json'),
      loadSecret: (name) => loadSecret(secretsPath, name),
      close: () => lock.release(),
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** @returns whether the folder was made just now */
async function prepare(path: string): Promise<boolean> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 })
    const network = await findNetworkFilesystem(path)
    if (network !== null) throw onNetwork(path, network)
    const names = await readdir(path)
    const strange = names.filter((name) => !OWN_NAMES.test(name))
    // A restored backup has its database, but perhaps no lock.
    const isOurs = names.includes('lock') || names.includes('vault.db')
    if (strange.length > 0 && !isOurs) throw notOurs(path, strange)
    await makePrivate(path)
    return made !== undefined || !isOurs
  } catch (error) {
    if (error instanceof StartRefusal || !(error instanceof Error) || !('code' in error)) throw error
    throw new StartRefusal('data_folder', `The data folder ${path} cannot be used: ${sayCode(String(error.code))}.`, {
      cause: error,
    })
  }
}

/** Everybody's files lie in it: nobody but the vault's user looks in from the side. */
async function makePrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return // the profile folder's rights are inherited there
  const { mode } = await stat(path)
  if ((mode & 0o077) === 0) return
  await chmod(path, 0o700)
}

function onNetwork(path: string, type: string): StartRefusal {
  return new StartRefusal(
    'network_filesystem',
    [
      `The data folder ${path} lies on a network file system (${type}).`,
      'Its locks cannot be trusted, and the database would break. Choose a folder on a disk of this machine with --data DIR.',
    ].join('\n'),
  )
}

function notOurs(path: string, names: readonly string[]): StartRefusal {
  const shown = names
    .slice(0, 3)
    .map((name) => JSON.stringify(name))
    .join(', ')
  return new StartRefusal(
    'data_folder',
    [
      `The folder ${path} holds other things (${shown}${names.length > 3 ? ', ...' : ''}) and is no data folder of a vault.`,
      'Name a new or an empty folder with --data DIR.',
    ].join('\n'),
  )
}

function sayCode(code: string): string {
  const words: Readonly<Record<string, string>> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not change its rights',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'it is a file, not a folder',
    ENOENT: 'the disk or the folder above is not there',
  }
  return words[code] ?? code
}
