import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { backupPaths, objectPath } from '../folder/backup-format.ts'
import { readHashed } from '../folder/copy-hashed.ts'
import { listObjects } from '../folder/object-store.ts'
import { listSnapshots, readFileLines, readSnapshot } from '../folder/snapshots.ts'

export interface Verification {
  snapshots: number
  objects: number
  bytes: number
  /** Objects whose bytes are not those of their name, or that are not there, with the files that need them. */
  damagedObjects: { sha256: string; problem: 'damaged' | 'missing'; files: string[] }[]
  /** Files of snapshots, such as `2026-…/vault.db`. */
  damagedFiles: string[]
}

export interface VerifyDeps {
  signal: AbortSignal
  onProgress(doneBytes: number, totalBytes: number): void
}

/** Of one damaged content: enough to know what it is. */
const MAX_NAMES = 5

/** Reads every byte of a backup and compares it with its hash. Changes nothing. */
export async function verifyBackup(folder: string, deps: VerifyDeps): Promise<Verification> {
  const snapshots = await listSnapshots(folder)
  const damagedFiles: string[] = []
  const users = new Map<string, { size: number; files: string[] }>()
  for (const name of snapshots) {
    damagedFiles.push(...(await findDamagedFiles(folder, name, deps.signal)))
    await addUsers(folder, name, users).catch(() => damagedFiles.push(`${name}/files.jsonl`))
  }
  const there = new Set(await listObjects(folder))
  const damagedObjects: Verification['damagedObjects'] = []
  for (const [sha256, { files }] of users) {
    if (!there.has(sha256)) damagedObjects.push({ sha256, problem: 'missing', files })
  }
  const totalBytes = [...users.values()].reduce((sum, { size }) => sum + size, 0)
  let bytes = 0
  const onBytes = (count: number) => {
    bytes += count
    deps.onProgress(bytes, Math.max(bytes, totalBytes))
  }
  for (const sha256 of there) {
    deps.signal.throwIfAborted()
    const found = await hashOf(objectPath(folder, sha256), { signal: deps.signal, onBytes })
    if (found !== sha256) damagedObjects.push({ sha256, problem: 'damaged', files: users.get(sha256)?.files ?? [] })
  }
  return { snapshots: snapshots.length, objects: there.size, bytes, damagedObjects, damagedFiles: unique(damagedFiles) }
}

const unique = (names: readonly string[]) => [...new Set(names)]

async function findDamagedFiles(folder: string, name: string, signal: AbortSignal): Promise<string[]> {
  const snapshot = await readSnapshot(folder, name).catch(() => null)
  if (snapshot === null) return [`${name}/snapshot.json`]
  const damaged: string[] = []
  for (const [path, sum] of Object.entries(snapshot.sums)) {
    const found = await hashOf(join(backupPaths(folder).snapshot(name), path), { signal })
    if (found !== sum) damaged.push(`${name}/${path}`)
  }
  return damaged
}

async function addUsers(folder: string, name: string, users: Map<string, { size: number; files: string[] }>) {
  for await (const { sha256, size, room, path } of readFileLines(folder, name)) {
    const user = users.get(sha256) ?? { size, files: [] }
    const file = `${room}/${path}`
    if (user.files.length < MAX_NAMES && !user.files.includes(file)) user.files.push(file)
    users.set(sha256, user)
  }
}

/** Null when it cannot be read. */
async function hashOf(path: string, options: { signal: AbortSignal; onBytes?(count: number): void }) {
  try {
    const file = await open(path)
    try {
      return (await readHashed(file, options)).sha256
    } finally {
      await file.close()
    }
  } catch {
    options.signal.throwIfAborted()
    return null
  }
}
