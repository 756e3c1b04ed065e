import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabaseFile } from '#server/db/sqlite/database-file.ts'
import { createStoredFiles } from '#server/features/files/stored-files.service.ts'
import type { FileLine } from '../folder/backup-format.ts'
import { readFileLines } from '../folder/snapshots.ts'
import { type RestoreDeps, type RestoreRequest, restore } from '../restore/restore.ts'
import { verifyBackup } from '../restore/verify-backup.ts'
import { type BackUpDeps, type BackUpRequest, backUp } from '../write/back-up.ts'

/** A backup folder of a test, and what is done with it. */
export interface TestBackup {
  folder: string
  backUp(more?: Partial<BackUpRequest> & Partial<BackUpDeps>): ReturnType<typeof backUp>
  restore(more?: Partial<RestoreRequest> & Partial<RestoreDeps>): ReturnType<typeof restore>
  verify(): ReturnType<typeof verifyBackup>
  lines(snapshot: string): Promise<FileLine[]>
  /** Where `restore` puts the vault when nothing else is said. */
  restored: string
  remove(): Promise<void>
}

const NEVER = new AbortController().signal

export async function openTestBackup(dataPath: string): Promise<TestBackup> {
  const base = await mkdtemp(join(tmpdir(), 'hearth-backup-'))
  const [folder, restored] = [join(base, 'backup'), join(base, 'restored')]
  await mkdir(join(dataPath, 'secrets'), { recursive: true })
  const shared = { openDatabase: openDatabaseFile, stored: createStoredFiles() }
  return {
    folder,
    restored,
    backUp: (more = {}) =>
      backUp(
        { dataPath, folder, keep: 7, program: 'test', ...more },
        { ...shared, now: Date.now, signal: NEVER, onProgress: () => {}, ...more },
      ),
    restore: (more = {}) =>
      restore({ folder, dataPath: restored, ...more }, { ...shared, signal: NEVER, onProgress: () => {}, ...more }),
    verify: () => verifyBackup(folder, { signal: NEVER, onProgress: () => {} }),
    async lines(snapshot) {
      const lines: FileLine[] = []
      for await (const line of readFileLines(folder, snapshot)) lines.push(line)
      return lines
    },
    remove: () => rm(base, { recursive: true, force: true }),
  }
}

/** `path: SHA-256` of every file that belongs to somebody, sorted. */
export async function hashesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('/partials'))
  const lines = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return `${path.slice(folder.length + 1)}: ${createHash('sha256')
        .update(await readFile(path))
        .digest('hex')}`
    }),
  )
  return lines.sort()
}
