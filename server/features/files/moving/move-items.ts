import { unlink } from 'node:fs/promises'
import type { DirectorySyncer } from '../disk/directory-syncer.ts'
import { errnoOf } from '../disk/disk-failure.ts'
import { at, isOtherSpelling, isThere, moveFolder, placeFile, respell, type Spot } from '../disk/place-file.ts'
import type { FaultPoint } from '../intents/fault-point.ts'
import type { OpenedFolders } from './opened-folders.ts'
import type { ItemOutcome, RelocationItem } from './relocation.ts'

export interface MoveItemsDeps {
  syncer: DirectorySyncer
  faultPoint: FaultPoint
}

const AT_ONCE = 8
const REFUSALS = ['EACCES', 'EPERM', 'EBUSY', 'EROFS', 'ENAMETOOLONG', 'ENOTEMPTY']

interface Placed {
  outcome: ItemOutcome
  from: Spot | null
  to: Spot | null
  /** Both names lead to the file now; the old one goes once the new one is on the disk. */
  linked: boolean
}

/**
 * Moves entries on the disk, never over anything. Doing it again after an interruption finishes it. What must hold: a
 * name is only removed after the other name of the file was synced, so no power cut takes both.
 */
export async function moveItems(
  items: readonly RelocationItem[],
  folders: OpenedFolders,
  { syncer, faultPoint }: MoveItemsDeps,
): Promise<ItemOutcome[]> {
  const placed = await inTurns(items, (item) => placeItem(item, folders))
  await faultPoint('relocate: placed')
  await syncAll(
    placed.map(({ to }) => to),
    syncer,
  )
  await faultPoint('relocate: targets synced')
  await inTurns(placed, async ({ linked, from }) => {
    if (linked && from) await removeName(from)
  })
  await faultPoint('relocate: sources removed')
  await syncAll(
    placed.map(({ from }) => from),
    syncer,
  )
  return placed.map(({ outcome }) => outcome)
}

/** A hand from outside may have taken it away meanwhile; the file has its other name. */
async function removeName(spot: Spot): Promise<void> {
  try {
    await unlink(at(spot))
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
}

async function placeItem(item: RelocationItem, folders: OpenedFolders): Promise<Placed> {
  const [from, to] = await Promise.all([folders.spot(item.from), folders.spot(item.to)])
  const none = { from, to, linked: false }
  // Without the old folder it may still have been moved before an interruption.
  if (from === null) return { ...none, outcome: to && (await isThere(to)) ? 'moved' : 'lost' }
  if (to === null) return { ...none, outcome: (await isThere(from)) ? 'refused' : 'lost' }
  try {
    if (isOtherSpelling(from, to)) return { ...none, outcome: await respell(from, to) }
    if (item.kind === 'folder') return { ...none, outcome: await moveFolder(from, to) }
    const way = await placeFile(from, to, item.entryId)
    return { from, to, linked: way === 'linked', outcome: way === 'exists' ? 'exists' : 'moved' }
  } catch (error) {
    return { ...none, outcome: await outcomeOf(error, to) }
  }
}

async function outcomeOf(error: unknown, to: Spot): Promise<ItemOutcome> {
  const errno = errnoOf(error) ?? ''
  if (errno === 'ENOENT') return (await isThere(to)) ? 'moved' : 'lost'
  if (errno === 'EXDEV') return 'elsewhere'
  if (REFUSALS.includes(errno)) return 'refused'
  throw error
}

async function syncAll(spots: readonly (Spot | null)[], syncer: DirectorySyncer): Promise<void> {
  const folders = new Set(spots.flatMap((spot) => (spot ? [spot.folder] : [])))
  await Promise.all([...folders].map((folder) => syncer.sync(folder)))
}

async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))))
  }
  return results
}
