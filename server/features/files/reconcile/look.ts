import type { BigIntStats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { isListable } from '#lib/core/names/safe-name.ts'
import { onDisk, orNull } from '../disk/disk-failure.ts'
import { type FileFacts, factsOf } from '../disk/file-facts.ts'
import type { FolderHandle } from '../disk/folder-handle.ts'

/** A file or folder as it lies on the disk. */
export interface Found {
  name: string
  kind: 'file' | 'folder'
  /** The size of a folder is 0. */
  facts: FileFacts
  /** The last time its bytes or its name changed, as far as the filesystem tells. */
  touchedMs: number
}

/** So many are looked at before others get their turn. */
const LOOK_AT_ONCE = 64

/** All names in a folder, also those that `lookAt` leaves out. */
export async function readNames(folder: FolderHandle): Promise<string[]> {
  return onDisk(() => readdir(folder.at('.')))
}

/**
 * What lies under these names, symbolic links not followed. Links, sockets, pipes and devices are as good as not there,
 * and so are names that could leave the folder, hide our own one or are no text: they stay on the disk unseen.
 * @throws VaultError when the disk does not tell: a name that cannot be looked at must not be taken for a missing one
 */
export async function lookAt(folder: FolderHandle, names: readonly string[]): Promise<Found[]> {
  const found: Found[] = []
  for (let from = 0; from < names.length; from += LOOK_AT_ONCE) {
    const some = names.slice(from, from + LOOK_AT_ONCE).filter(isListable)
    const all = await onDisk(() => Promise.all(some.map((name) => orNull(lstat(folder.at(name), { bigint: true })))))
    for (const [index, stats] of all.entries()) {
      const entry = stats === null ? null : toFound(some[index] ?? '', stats)
      if (entry !== null) found.push(entry)
    }
  }
  return found
}

function toFound(name: string, stats: BigIntStats): Found | null {
  const touchedMs = Number((stats.mtimeNs > stats.ctimeNs ? stats.mtimeNs : stats.ctimeNs) / 1_000_000n)
  if (stats.isDirectory()) return { name, kind: 'folder', facts: { ...factsOf(stats), sizeBytes: 0 }, touchedMs }
  // Sparse files may claim sizes that no number here holds.
  if (!stats.isFile() || stats.size > BigInt(Number.MAX_SAFE_INTEGER)) return null
  return { name, kind: 'file', facts: factsOf(stats), touchedMs }
}
