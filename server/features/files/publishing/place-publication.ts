import { link, lstat, rename, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { DirectorySyncer } from '../disk/directory-syncer.ts'
import { errnoOf, orNull } from '../disk/disk-failure.ts'
import { type FileFacts, isSameFile } from '../disk/file-facts.ts'
import { type FolderHandle, openFolder } from '../disk/folder-handle.ts'
import { at, factsAt, placeFile, type Spot } from '../disk/place-file.ts'
import type { SharedFolders } from '../disk/shared-folders.ts'
import type { FaultPoint } from '../intents/fault-point.ts'
import type { PublishPlan } from './publish-plan.ts'

export interface PlacementDeps {
  syncer: DirectorySyncer
  shared: SharedFolders
  faultPoint: FaultPoint
}

/**
 * - `placed`: the file lies under its name, on the disk; `facts` when they are no longer those of the plan.
 * - `exists`: another file lies there; nothing was changed.
 * - `lost`: the staged file is gone, and nothing lies under its name.
 */
export type Placement = { kind: 'placed'; facts: FileFacts | null } | { kind: 'exists' } | { kind: 'lost' }

/** The part of a publication that happens on the disk. Doing it again after an interruption finishes it. */
export async function placePublication(
  plan: PublishPlan,
  root: string,
  folder: FolderHandle,
  deps: PlacementDeps,
): Promise<Placement> {
  const staging = await deps.shared.open(dirname(plan.stagedPath), [])
  try {
    const staged = { folder: staging, name: basename(plan.stagedPath) }
    const target = { folder, name: plan.name }
    const placed = plan.replaced
      ? await replaceFile(plan, root, staged, target, deps)
      : await placeNew(plan, staged, target)
    if (placed === 'exists' || placed === 'lost') return { kind: placed }
    await deps.faultPoint('publish: placed')
    await deps.syncer.sync(folder)
    // After a rename the staged name must stay gone; after a link it is only removed once the entry is recorded.
    if (placed === 'renamed') await deps.syncer.sync(staging)
    await deps.faultPoint('publish: synced')
    return { kind: 'placed', facts: placed === 'renamed' ? await newFacts(target, plan.staged) : null }
  } finally {
    await staging.close()
  }
}

/** Takes back what a publication that will not be recorded has placed; the staged file is there again. */
export async function unplacePublication(plan: PublishPlan, root: string, folder: FolderHandle): Promise<void> {
  const target = { folder, name: plan.name }
  const current = await factsAt(target)
  if (current === null || !isPlanned(current, plan)) return
  const isStaged = (await orNull(lstat(plan.stagedPath))) !== null
  if (!plan.replaced) {
    await (isStaged ? unlink(at(target)) : rename(at(target), plan.stagedPath))
    return
  }
  const versions = await openFolder(root, plan.replaced.path.slice(0, -1))
  try {
    // Without links (exFAT) it goes back by a rename, and the name is free for a moment.
    if (!isStaged) await link(at(target), plan.stagedPath).catch(() => rename(at(target), plan.stagedPath))
    await rename(versions.at(plan.replaced.path.at(-1) ?? ''), at(target))
  } finally {
    await versions.close()
  }
}

function isPlanned(current: FileFacts, { staged }: PublishPlan): boolean {
  return isSameFile(current, staged) || (current.sizeBytes === staged.sizeBytes && current.mtimeNs === staged.mtimeNs)
}

/** Never fails: the file is listed, and a staged name that stays is swept with the other orphans. */
export async function removeStaged(plan: Pick<PublishPlan, 'stagedPath'>): Promise<void> {
  await unlink(plan.stagedPath).catch(() => {})
}

type Placed = 'linked' | 'renamed' | 'exists' | 'lost'

async function placeNew(plan: PublishPlan, staged: Spot, target: Spot): Promise<Placed> {
  try {
    return await placeFile(staged, target, plan.contentId)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
    return (await factsAt(target)) ? 'renamed' : 'lost'
  }
}

/**
 * The old content gets a second name first, then the new one takes over its first name at once: at no moment is the
 * name without a file. Without links there is such a moment, and a replay ends it.
 */
async function replaceFile(
  plan: PublishPlan,
  root: string,
  staged: Spot,
  target: Spot,
  deps: PlacementDeps,
): Promise<Placed> {
  const { replaced } = plan
  if (!replaced) throw new TypeError('nothing is replaced')
  const [source, current] = await Promise.all([factsAt(staged), factsAt(target)])
  if (source === null) return current === null ? 'lost' : 'renamed'
  const versions = await openFolder(root, replaced.path.slice(0, -1))
  try {
    const version = { folder: versions, name: replaced.path.at(-1) ?? '' }
    if (current !== null) {
      if (!isSameFile(current, replaced.facts)) return 'exists'
      await keepAsVersion(target, version)
      await deps.faultPoint('publish: version kept')
      await deps.syncer.sync(versions)
    }
    await rename(at(staged), at(target))
    return 'renamed'
  } finally {
    await versions.close()
  }
}

export async function keepAsVersion(target: Spot, version: Spot): Promise<void> {
  try {
    await link(at(target), at(version))
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return
    if (errnoOf(error) === 'EXDEV') throw error
    await rename(at(target), at(version))
  }
}

async function newFacts(target: Spot, planned: FileFacts): Promise<FileFacts | null> {
  const facts = await factsAt(target)
  const isSame = facts !== null && isSameFile(facts, planned) && facts.mtimeNs === planned.mtimeNs
  return isSame ? null : facts
}
