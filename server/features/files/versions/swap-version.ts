import { rename, unlink } from 'node:fs/promises'
import type { DirectorySyncer } from '../disk/directory-syncer.ts'
import { type FileFacts, isSameFile } from '../disk/file-facts.ts'
import type { FolderHandle } from '../disk/folder-handle.ts'
import { at, factsAt, isThere, type Spot } from '../disk/place-file.ts'
import type { FaultPoint } from '../intents/fault-point.ts'
import { keepAsVersion } from '../publishing/place-publication.ts'
import type { VersionPlan } from './version-plan.ts'

/** The three opened folders in which a version is restored. */
export interface VersionFolders {
  entry: FolderHandle
  stored: FolderHandle
  /** Null when nothing is kept. */
  kept: FolderHandle | null
}

export interface SwapDeps {
  syncer: DirectorySyncer
  faultPoint: FaultPoint
}

/**
 * - `swapped`: the version lies under the entry's name, on the disk; `facts` are its own by now.
 * - `changed`: another file lies there; nothing was changed.
 * - `lost`: the version lies nowhere.
 */
export type Swap = { kind: 'swapped'; facts: FileFacts } | { kind: 'changed' } | { kind: 'lost' }

/**
 * The part of a restoring that happens on the disk: renames alone. The content in the way gets a second name first,
 * then the version takes over its first name at once. Doing it again after an interruption finishes it.
 */
export async function swapVersion(plan: VersionPlan, folders: VersionFolders, deps: SwapDeps): Promise<Swap> {
  const { target, stored, kept } = spotsOf(plan, folders)
  const [source, current] = await Promise.all([factsAt(stored), factsAt(target)])
  if (source === null) {
    // Renamed before an interruption; where a rename gives a file another inode, its size and time tell it.
    const isVersion = current !== null && isPlanned(current, plan.stored.facts)
    if (!isVersion) return { kind: 'lost' }
  } else {
    if (current === null && (await isThere(target))) return { kind: 'changed' }
    if (current !== null) {
      if (kept === null || plan.kept === null || !isSameFile(current, plan.kept.facts)) return { kind: 'changed' }
      await keepAsVersion(target, kept)
      await deps.faultPoint('restore version: current kept')
      await deps.syncer.sync(kept.folder)
    }
    await rename(at(stored), at(target))
  }
  await deps.faultPoint('restore version: placed')
  await deps.syncer.sync(folders.entry)
  await deps.syncer.sync(folders.stored)
  if (folders.kept) await deps.syncer.sync(folders.kept)
  await deps.faultPoint('restore version: synced')
  return { kind: 'swapped', facts: (await factsAt(target)) ?? plan.stored.facts }
}

/** Takes back what was done so far. */
export async function unswapVersion(plan: VersionPlan, folders: VersionFolders): Promise<void> {
  const { target, stored, kept } = spotsOf(plan, folders)
  const current = await factsAt(target)
  if (!(await isThere(stored)) && current !== null && isPlanned(current, plan.stored.facts)) {
    await rename(at(target), at(stored))
  }
  const keptFacts = kept && (await factsAt(kept))
  if (kept === null || keptFacts === null) return
  const now = await factsAt(target)
  if (now === null) await rename(at(kept), at(target))
  // Between two names of one file a rename does nothing. What somebody put there meanwhile is left alone.
  else if (isSameFile(now, keptFacts)) await unlink(at(kept))
}

function spotsOf(plan: VersionPlan, folders: VersionFolders): { target: Spot; stored: Spot; kept: Spot | null } {
  return {
    target: { folder: folders.entry, name: plan.name },
    stored: { folder: folders.stored, name: plan.stored.path.at(-1) ?? '' },
    kept: folders.kept && { folder: folders.kept, name: plan.kept?.path.at(-1) ?? '' },
  }
}

function isPlanned(found: FileFacts, planned: FileFacts): boolean {
  return isSameFile(found, planned) || (found.sizeBytes === planned.sizeBytes && found.mtimeNs === planned.mtimeNs)
}
