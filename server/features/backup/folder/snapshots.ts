import { createReadStream } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { syncFolder } from '#server/data-folder/write-file-atomic.ts'
import {
  backupPaths,
  type FileLine,
  isSnapshotName,
  lineSchema,
  type Snapshot,
  snapshotSchema,
} from './backup-format.ts'
import { orNull } from './disk-failure.ts'
import type { ObjectStore } from './object-store.ts'

/** Complete snapshots, the oldest first. */
export async function listSnapshots(folder: string): Promise<string[]> {
  const names = (await orNull(readdir(backupPaths(folder).snapshots))) ?? []
  return names.filter(isSnapshotName).sort()
}

/** @throws when it is damaged */
export async function readSnapshot(folder: string, name: string): Promise<Snapshot> {
  const text = await readFile(join(backupPaths(folder).snapshot(name), 'snapshot.json'), 'utf8')
  return snapshotSchema.parse(JSON.parse(text))
}

/** @throws when a line is damaged */
export async function* readFileLines(folder: string, name: string): AsyncGenerator<FileLine> {
  const input = createReadStream(join(backupPaths(folder).snapshot(name), 'files.jsonl'), 'utf8')
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== '') yield lineSchema.parse(JSON.parse(line))
  }
}

export interface Pruned {
  snapshots: string[]
  objects: number
  /** Of all contents that kept snapshots name, each once; null when nothing was pruned and nobody counted. */
  storedBytes: number
}

/**
 * Removes all but the newest snapshots, then the objects that no kept one names. A kept snapshot that cannot be read
 * keeps every object: what is doubtful stays.
 */
export async function prune(
  folder: string,
  keep: number,
  { store, signal }: { store: ObjectStore; signal: AbortSignal },
): Promise<Pruned> {
  const { snapshots } = backupPaths(folder)
  const names = await listSnapshots(folder)
  const old = names.slice(0, Math.max(0, names.length - keep))
  for (const name of old) {
    signal.throwIfAborted()
    // Out of the list at once: half a snapshot must not look like one.
    const leaving = join(snapshots, `${name}.removed`)
    await rename(join(snapshots, name), leaving)
    await rm(leaving, { recursive: true, force: true })
  }
  await syncFolder(snapshots)
  const sizes = new Map<string, number>()
  for (const name of names.slice(old.length)) {
    for await (const line of readFileLines(folder, name)) sizes.set(line.sha256, line.size)
    signal.throwIfAborted()
  }
  const objects = await store.keepOnly(new Set(sizes.keys()), signal)
  let storedBytes = 0
  for (const size of sizes.values()) storedBytes += size
  return { snapshots: old, objects, storedBytes }
}

/** Snapshots that were never completed, or were being removed. */
export async function removeUnfinished(folder: string): Promise<void> {
  const { snapshots } = backupPaths(folder)
  for (const name of (await orNull(readdir(snapshots))) ?? []) {
    if (/\.(partial|removed)$/.test(name)) await rm(join(snapshots, name), { recursive: true, force: true })
  }
}
