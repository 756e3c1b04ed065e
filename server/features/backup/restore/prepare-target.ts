import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomic } from '#server/data-folder/write-file-atomic.ts'
import { orNull } from '../folder/disk-failure.ts'
import { RestoreRefusal } from './restore-refusal.ts'

/** Its presence says that the folder is half a vault; a vault does not start on it. */
export const MARK = 'restoring.json'
export const PARTIAL = 'restoring'

const JUNK =
  /^(lost\+found|\.DS_Store|\.Trash.*|\.Spotlight.*|\.fseventsd|desktop\.ini|Thumbs\.db|System Volume Information|\$RECYCLE\.BIN)$/

/**
 * An empty folder, or one in which the same restore was interrupted.
 * @returns whether one was
 * @throws RestoreRefusal in words
 */
export async function prepareTarget(dataPath: string, what: { vaultId: string; snapshot: string }): Promise<boolean> {
  await mkdir(dataPath, { recursive: true, mode: 0o700 })
  const mark = await orNull(readFile(join(dataPath, MARK), 'utf8'))
  if (mark === null) {
    const names = (await readdir(dataPath)).filter((name) => !JUNK.test(name))
    if (names.length > 0) {
      throw new RestoreRefusal(
        `The folder ${dataPath} is not empty (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''}).\nA restore never writes over a vault: name a new or an empty folder with --data DIR.`,
      )
    }
    await writeFileAtomic(join(dataPath, MARK), `${JSON.stringify(what)}\n`, { mode: 0o600 })
  } else if (mark.trim() !== JSON.stringify(what)) {
    throw new RestoreRefusal(
      `Another restore into ${dataPath} was interrupted: ${mark.trim()}.\nFinish that one, or name an empty folder with --data DIR.`,
    )
  }
  await mkdir(join(dataPath, PARTIAL), { recursive: true, mode: 0o700 })
  return mark !== null
}
