import { chmod, copyFile, lstat, mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { syncFolder } from '#server/data-folder/write-file-atomic.ts'
import type { DatabaseFile, OpenDatabaseFile } from '#server/db/database.ts'
import type { FileFacts, StoredFiles } from '#server/features/files/stored-files.service.ts'
import { backupPaths, type FileLine, FORMAT, type Snapshot } from '../folder/backup-format.ts'
import { readHashed } from '../folder/copy-hashed.ts'
import { isWithin, readHead } from '../folder/open-backup-folder.ts'
import { listSnapshots, readFileLines, readSnapshot } from '../folder/snapshots.ts'
import { MARK, PARTIAL, prepareTarget } from './prepare-target.ts'
import { endWhatWasOpen, recordFacts, recordFolders } from './rebase-database.ts'
import { restoreFile } from './restore-file.ts'
import { RestoreRefusal } from './restore-refusal.ts'

export interface RestoreRequest {
  /** Absolute: the backup. */
  folder: string
  /** Absolute: empty, or not there. */
  dataPath: string
  /** The newest when absent. */
  snapshot?: string | undefined
}

export interface RestoreDeps {
  openDatabase: OpenDatabaseFile
  stored: StoredFiles
  signal: AbortSignal
  onProgress(doneBytes: number, totalBytes: number): void
}

export interface RestoreSummary {
  snapshot: string
  files: number
  bytes: number
  /** Files whose bytes in the backup are not those of their hash, or are not there; they are left out. */
  damaged: string[]
  /** What the snapshot itself did not have. */
  missing: Snapshot['missing']
}

const SPARE_BYTES = 64 * 1024 * 1024

/**
 * Makes a vault from a snapshot. What must hold: every file that has its name was proven by its hash; the database
 * comes last, so that half a restore is no vault; doing it again finishes it.
 * @throws RestoreRefusal in words; errors of the disk; the signal's reason
 */
export async function restore(request: RestoreRequest, deps: RestoreDeps): Promise<RestoreSummary> {
  const { folder, dataPath } = request
  const snapshot = await chooseSnapshot(folder, request.snapshot)
  if (isWithin(dataPath, folder) || isWithin(folder, dataPath)) {
    throw new RestoreRefusal('The backup and the new data folder lie inside each other. Choose another --data DIR.')
  }
  await proveSnapshot(folder, snapshot, deps.signal)
  const goesOn = await prepareTarget(dataPath, { vaultId: snapshot.vaultId, snapshot: snapshot.name })
  if (!goesOn) await requireSpace(dataPath, snapshot)
  const source = backupPaths(folder).snapshot(snapshot.name)
  for (const path of Object.keys(snapshot.sums)) {
    if (path === 'vault.db' || path === 'files.jsonl') continue
    await mkdir(dirname(join(dataPath, path)), { recursive: true, mode: 0o700 })
    await copyPrivate(join(source, path), join(dataPath, path))
  }
  // Named so that nothing takes it for the vault's before it is.
  const draft = join(dataPath, PARTIAL, 'vault.db')
  await removeDatabase(draft)
  await copyPrivate(join(source, 'vault.db'), draft)
  const database = deps.openDatabase(draft, 'change')
  let summary: RestoreSummary
  try {
    summary = await restoreFiles(request, snapshot, database, deps)
    await endWhatWasOpen(database)
  } finally {
    database.close()
  }
  await syncAt(draft)
  await rename(draft, join(dataPath, 'vault.db'))
  await rm(join(dataPath, PARTIAL), { recursive: true, force: true })
  await rm(join(dataPath, MARK))
  await syncFolder(dataPath)
  return summary
}

async function restoreFiles(
  { folder, dataPath }: RestoreRequest,
  snapshot: Snapshot,
  database: DatabaseFile,
  deps: RestoreDeps,
): Promise<RestoreSummary> {
  const roomsPath = join(dataPath, 'rooms')
  const made = new Set<string>()
  await makeFolders(roomsPath, database, { ...deps, made })
  const hashes = await recordedHashes(database)
  const summary: RestoreSummary = {
    snapshot: snapshot.name,
    ...{ files: 0, bytes: 0, damaged: [], missing: snapshot.missing },
  }
  let doneBytes = 0
  const onBytes = (count: number) => {
    doneBytes += count
    deps.onProgress(doneBytes, Math.max(doneBytes, snapshot.bytes))
  }
  let facts: { id: ContentId; facts: FileFacts }[] = []
  const files = { folder, partialFolder: join(dataPath, PARTIAL), signal: deps.signal, onBytes }
  for await (const line of readFileLines(folder, snapshot.name)) {
    deps.signal.throwIfAborted()
    const target = join(roomsPath, line.room, ...line.path.split('/'))
    await makeFolder(dirname(target), roomsPath, made)
    if (!(await restoreFile(line, target, files))) {
      summary.damaged.push(`${line.room}/${line.path}`)
      continue
    }
    summary.files++
    summary.bytes += line.size
    if (isRecorded(line, hashes)) {
      const stats = await lstat(target, { bigint: true })
      facts.push({ id: line.content as ContentId, facts: deps.stored.factsOf(stats) }) // only compared
    }
    if (facts.length >= 500) {
      await recordFacts(database, facts)
      facts = []
    }
  }
  await recordFacts(database, facts)
  for (const path of made) await syncFolder(path)
  return summary
}

/** Empty folders too. */
async function makeFolders(
  roomsPath: string,
  database: DatabaseFile,
  deps: RestoreDeps & { made: Set<string> },
): Promise<void> {
  const tree = await deps.stored.tree(database)
  await mkdir(roomsPath, { recursive: true, mode: 0o700 })
  for (const room of tree.rooms.values()) await makeFolder(join(roomsPath, room), roomsPath, deps.made)
  const rows: { id: EntryId; device: string; inode: string }[] = []
  for (const { entryId, room, segments } of tree.folders) {
    deps.signal.throwIfAborted()
    const path = join(roomsPath, room, ...segments)
    await makeFolder(path, roomsPath, deps.made)
    const { ino, dev } = await lstat(path, { bigint: true })
    rows.push({ id: entryId, device: dev.toString(), inode: ino.toString() })
  }
  await recordFolders(database, rows)
}

async function makeFolder(path: string, roomsPath: string, made: Set<string>): Promise<void> {
  if (made.has(path) || path === roomsPath) return
  await makeFolder(dirname(path), roomsPath, made)
  const isHidden = path.slice(roomsPath.length).split(/[/\\]/).includes('.hearth')
  await mkdir(path, { mode: isHidden ? 0o700 : 0o755 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  made.add(path)
}

/** Of contents that were hashed: what differs was changed by hand before the backup, and the vault has to find that. */
async function recordedHashes(database: DatabaseFile): Promise<Map<string, string | null>> {
  const rows = await database.read(database.build.selectFrom('contents').select(['id', 'sha256']))
  return new Map(rows.map(({ id, sha256 }) => [id, sha256 && Buffer.from(sha256).toString('hex')]))
}

function isRecorded({ content, sha256 }: FileLine, hashes: ReadonlyMap<string, string | null>): boolean {
  const recorded = hashes.get(content)
  return recorded === null || recorded === sha256
}

export async function chooseSnapshot(folder: string, wish: string | undefined): Promise<Snapshot> {
  const head = await readHead(folder).catch(() => null)
  if (head === null)
    throw new RestoreRefusal(`The folder ${folder} is no backup of a vault: it has no hearth-backup.json.`)
  if (head.format > FORMAT)
    throw new RestoreRefusal('This backup was written by a newer release of Hearth. Use that one.')
  const names = await listSnapshots(folder)
  const name = wish ?? names.at(-1)
  if (name === undefined) throw new RestoreRefusal(`The backup ${folder} has no complete snapshot.`)
  if (!names.includes(name)) {
    throw new RestoreRefusal(`There is no snapshot ${name}. There are:\n${names.map((one) => `  ${one}`).join('\n')}`)
  }
  try {
    return await readSnapshot(folder, name)
  } catch (cause) {
    throw new RestoreRefusal(`The snapshot ${name} is damaged: its snapshot.json cannot be read. Choose another one.`, {
      cause,
    })
  }
}

/** A damaged database or list would only come to light in the middle. */
async function proveSnapshot(folder: string, { name, sums }: Snapshot, signal: AbortSignal): Promise<void> {
  for (const [path, sum] of Object.entries(sums)) {
    if (path.split('/').includes('..')) throw new RestoreRefusal(`The snapshot ${name} names a file outside of itself.`)
    const file = await open(join(backupPaths(folder).snapshot(name), path)).catch(() => null)
    const found = file && (await readHashed(file, { signal }).finally(() => file.close()))
    if (found?.sha256 !== sum) {
      throw new RestoreRefusal(
        `${path} of the snapshot ${name} is damaged or not there. Choose another snapshot with --snapshot NAME.`,
      )
    }
  }
}

async function requireSpace(dataPath: string, { bytes }: Snapshot): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(dataPath)
  if (blocks === 0 || bavail * bsize >= bytes + SPARE_BYTES) return
  const [needed, free] = [bytes + SPARE_BYTES, bavail * bsize].map((size) => `${(size / 1e9).toFixed(1)} GB`)
  throw new RestoreRefusal(`There is too little space for ${dataPath}: ${needed} are needed, ${free} are free.`)
}

/** The disk of a backup may know no rights. */
async function copyPrivate(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  await chmod(to, 0o600)
}

async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true })
}

async function syncAt(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
