import { createHash } from 'node:crypto'
import { lstat, mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { takeBackupLock } from '#server/data-folder/data-lock.ts'
import { loadSecret } from '#server/data-folder/secrets.ts'
import { syncFolder } from '#server/data-folder/write-file-atomic.ts'
import type { DatabaseFile, DatabaseReads, OpenDatabaseFile } from '#server/db/database.ts'
import type { StoredFiles } from '#server/features/files/stored-files.service.ts'
import { type TakePace, unhurried } from '#server/jobs/pace.ts'
import { backupPaths, FORMAT, type MissingFile, type Snapshot, snapshotName } from '../folder/backup-format.ts'
import { readHashed } from '../folder/copy-hashed.ts'
import { onBackupDisk, orNull } from '../folder/disk-failure.ts'
import { ObjectStore, removePartials } from '../folder/object-store.ts'
import { openBackupFolder } from '../folder/open-backup-folder.ts'
import { type Pruned, prune, removeUnfinished } from '../folder/snapshots.ts'
import { type Collection, collectFiles, type HashedHere, measure } from './collect-files.ts'
import { copyKeys, writeDurably } from './copy-keys.ts'
import { openBriefly } from './open-briefly.ts'

export interface BackUpRequest {
  /** Absolute: the vault's data folder. */
  dataPath: string
  /** Absolute. */
  folder: string
  keep: number
  program: string
  /** The folder was a backup before: when it is empty now, its disk is not there. */
  mustExist?: boolean
}

export interface BackUpProgress {
  phase: 'database' | 'files' | 'finishing'
  doneBytes: number
  totalBytes: number
}

export interface BackUpDeps {
  openDatabase: OpenDatabaseFile
  stored: StoredFiles
  now(): number
  signal: AbortSignal
  /** Absent: as fast as it goes. */
  pace?: TakePace
  onProgress(progress: BackUpProgress): void
  /** Tests look in between. */
  afterDatabase?(pass: number): Promise<void>
}

export interface BackUpSummary {
  snapshot: string
  files: number
  bytes: number
  newFiles: number
  newBytes: number
  missing: MissingFile[]
  removedSnapshots: string[]
  storedBytes: number
  passes: number
}

/** A copy of the database that still does not fit the disk after so many is reported as it is. */
const PASSES = 4
/** Room for the lists and the next copies of the database. */
const SPARE_BYTES = 32 * 1024 * 1024

/**
 * Writes a snapshot of the whole vault beside a running one, or without one: a copy of the database first, then every
 * content it names. What must hold: a snapshot appears when all it names is on the disk of the backup; a run that ends
 * early leaves only objects that the next one need not copy again.
 * @throws VaultError `backup_busy`, `backup_folder_*`, `backup_disk_full`, those of the database; the signal's reason
 */
export async function backUp(request: BackUpRequest, deps: BackUpDeps): Promise<BackUpSummary> {
  const { dataPath } = request
  const lock = takeBackupLock(dataPath)
  if (lock === null) throw new VaultError('backup_busy')
  try {
    const live = deps.openDatabase(join(dataPath, 'vault.db'), 'read')
    try {
      return await writeSnapshot(request, live, deps)
    } finally {
      live.close()
    }
  } finally {
    await lock.release()
  }
}

async function writeSnapshot(request: BackUpRequest, live: DatabaseFile, deps: BackUpDeps): Promise<BackUpSummary> {
  const { dataPath, folder } = request
  const startedAt = deps.now()
  const vaultId = await vaultIdOf(dataPath)
  await openBackupFolder({ ...request, vaultId, forbidden: await foldersOf(dataPath, live) })
  const paths = backupPaths(folder)
  await onBackupDisk(async () => {
    await removePartials(folder)
    await removeUnfinished(folder)
  })
  const name = snapshotName(startedAt)
  const draft = `${paths.snapshot(name)}.partial`
  await onBackupDisk(() => mkdir(draft, { mode: 0o700 }))
  try {
    const store = await ObjectStore.open(folder)
    const { collection, passes } = await collect(request, draft, { ...deps, live, store })
    deps.onProgress({ phase: 'finishing', doneBytes: collection.bytes, totalBytes: collection.bytes })
    const snapshot: Snapshot = {
      ...{ format: FORMAT, name, vaultId, vaultName: await vaultNameOf(live), program: request.program },
      ...{ startedAt: new Date(startedAt).toISOString(), madeAt: new Date(deps.now()).toISOString() },
      ...{ files: collection.files, bytes: collection.bytes, newBytes: collection.copiedBytes },
      missing: collection.missing,
      sums: {
        ...(await copyKeys(dataPath, draft)),
        'vault.db': await sumOf(join(draft, 'vault.db'), deps.signal),
        'files.jsonl': await sumOf(join(draft, 'files.jsonl'), deps.signal),
      },
    }
    deps.signal.throwIfAborted()
    await onBackupDisk(async () => {
      await writeDurably(join(draft, 'snapshot.json'), `${JSON.stringify(snapshot, null, 2)}\n`)
      await rename(draft, paths.snapshot(name))
      await syncFolder(paths.snapshots)
    })
    const pruned = await onBackupDisk(() => prune(folder, request.keep, { store, signal: deps.signal }))
    return summaryOf(name, collection, pruned, passes)
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined) // the next run takes it away
  }
}

async function collect(
  { dataPath, folder }: BackUpRequest,
  draft: string,
  deps: BackUpDeps & { live: DatabaseFile; store: ObjectStore },
): Promise<{ collection: Collection; passes: number }> {
  const { live, store, stored, signal, pace = unhurried, onProgress } = deps
  const hashedHere: HashedHere = new Map()
  const copied = { files: 0, bytes: 0 }
  for (let pass = 1; ; pass++) {
    signal.throwIfAborted()
    onProgress({ phase: 'database', doneBytes: 0, totalBytes: 0 })
    const databaseBytes = (await sizeOf(join(dataPath, 'vault.db'))) + (await sizeOf(join(dataPath, 'vault.db-wal')))
    await requireSpace(folder, databaseBytes)
    const copyPath = join(draft, 'vault.db')
    // One statement cannot be slowed down; it begins when the pace lets it, and all others wait until it is paid for.
    await pace(databaseBytes, signal)
    await live.copyTo(copyPath).catch(asBackupDisk)
    await deps.afterDatabase?.(pass)
    const copy = openBriefly(deps.openDatabase, copyPath)
    const size = await measure(copy, stored, (hash) => store.has(hash) || hashedHere.has(hash))
    await requireSpace(folder, size.neededBytes)
    let doneBytes = 0
    const onBytes = (count: number) => {
      doneBytes = Math.min(size.bytes, doneBytes + count)
      onProgress({ phase: 'files', doneBytes, totalBytes: size.bytes })
    }
    const isLast = pass === PASSES
    const collection = await collectFiles(
      { copy, listPath: join(draft, 'files.jsonl'), isLast, hashedHere },
      { roomsPath: join(dataPath, 'rooms'), stored, live, store, signal, pace, onBytes },
    )
    await store.sync()
    copied.files += collection.copiedFiles
    copied.bytes += collection.copiedBytes
    if (collection.again === 0) {
      return { collection: { ...collection, copiedFiles: copied.files, copiedBytes: copied.bytes }, passes: pass }
    }
  }
}

function summaryOf(snapshot: string, collection: Collection, pruned: Pruned, passes: number): BackUpSummary {
  return {
    snapshot,
    files: collection.files,
    bytes: collection.bytes,
    newFiles: collection.copiedFiles,
    newBytes: collection.copiedBytes,
    missing: collection.missing,
    removedSnapshots: pruned.snapshots,
    storedBytes: pruned.storedBytes,
    passes,
  }
}

/** Two vaults never share a backup folder; a restored vault goes on with its own. */
export async function vaultIdOf(dataPath: string): Promise<string> {
  const secret = await loadSecret(join(dataPath, 'secrets'), 'vault')
  return createHash('sha256').update('hearth backup\0').update(secret).digest('hex').slice(0, 32)
}

/** Where no backup may lie. */
export async function foldersOf(dataPath: string, reads: DatabaseReads): Promise<string[]> {
  const drives = await reads.read(
    reads.build.selectFrom('places').select('folder').where('kind', '=', 'drive').where('deleted_at', 'is', null),
  )
  return [dataPath, ...drives.map(({ folder }) => folder)]
}

async function vaultNameOf(live: DatabaseReads): Promise<string> {
  const row = await live.readOne(live.build.selectFrom('settings').select('value').where('key', '=', 'vaultName'))
  const name: unknown = row && JSON.parse(row.value)
  return typeof name === 'string' ? name : 'Hearth'
}

async function requireSpace(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize, blocks } = await onBackupDisk(() => statfs(folder))
  // Some network file systems do not say.
  if (blocks === 0) return
  const freeBytes = bavail * bsize
  if (freeBytes < neededBytes + SPARE_BYTES) {
    throw new VaultError('backup_disk_full', { details: { neededBytes: neededBytes + SPARE_BYTES, freeBytes } })
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await orNull(lstat(path)))?.size ?? 0
}

async function sumOf(path: string, signal: AbortSignal): Promise<string> {
  const file = await open(path)
  try {
    return (await readHashed(file, { signal })).sha256
  } finally {
    await file.close()
  }
}

/** The copy is written by the database's own code, which knows no disk but the vault's. */
function asBackupDisk(error: unknown): never {
  throw error instanceof VaultError && error.code === 'disk_full'
    ? new VaultError('backup_disk_full', { cause: error })
    : error
}
