import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { isSameFile } from '../disk/file-facts.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import { fileKey, type KnownElsewhere, type ListedRows } from './listed-rows.ts'
import { type Found, lookAt } from './look.ts'
import { openIfThere } from './open-if-there.ts'
import { isKnownAgain } from './plan-reconcile.ts'

export interface FindMovedDeps {
  rows: ListedRows
  lookups: EntryLookups
}

/**
 * Which of the things that appeared in a folder are entries that lay elsewhere in the place. An entry that is still
 * there under its old name was not moved: what appeared is another link to it, or a copy.
 */
export async function findMoved(
  { rows, lookups }: FindMovedDeps,
  at: { placeId: PlaceId; root: string; path: readonly string[] },
  appeared: readonly Found[],
  /** Of the same folder and names: how they go with what appeared is decided with them. */
  decidedBeside: readonly { id: EntryId }[],
): Promise<Map<Found, EntryFacts>> {
  const moved = new Map<Found, EntryFacts>()
  if (appeared.length === 0) return moved
  const beside = new Set(decidedBeside.map(({ id }) => id))
  const known = (await rows.elsewhere(at.placeId, appeared)).filter(({ id }) => !beside.has(id))
  if (known.length === 0) return moved
  const entries = await liveOnes(lookups, known)
  const still = await stillThere(at.root, known, entries)
  const taken = new Set<EntryId>()
  for (const found of appeared) {
    for (const { id, kind, facts } of known) {
      const entry = entries.get(id)
      if (!entry || taken.has(id) || still.has(id) || !isKnownAgain({ kind, facts }, found)) continue
      if (isBelow(at.path, entry.path)) continue
      if (kind === 'folder' && !(await isSameFolder(rows, entry, at.root, [...at.path, found.name]))) continue
      taken.add(id)
      moved.set(found, entry)
      break
    }
  }
  return moved
}

/** So many of a folder's entries are looked for to know it again. */
const KNOWN_BY = 50

/**
 * Whether the folder at `path` is the one that was seen before. Filesystems give the inode of a removed folder to the
 * next new one, so its number alone proves nothing: an entry of it must be there as well.
 */
export async function isSameFolder(
  rows: ListedRows,
  known: { id: EntryId; state: string },
  root: string,
  path: readonly string[],
): Promise<boolean> {
  const children = await rows.some(known.id, KNOWN_BY)
  if (children.length === 0) return known.state === 'live'
  const folder = await openIfThere(root, path)
  if (!folder) return false
  try {
    const found = await lookAt(
      folder,
      children.map(({ name }) => name),
    )
    const facts = new Map(found.map((one) => [one.name, one.facts]))
    return children.some((child) => {
      const now = facts.get(child.name)
      return now !== undefined && child.facts !== null && isSameFile(child.facts, now)
    })
  } finally {
    await folder.close()
  }
}

async function liveOnes(lookups: EntryLookups, known: readonly KnownElsewhere[]): Promise<Map<EntryId, EntryFacts>> {
  const entries = await Promise.all(known.map(({ id }) => lookups.find(id)))
  return new Map(entries.flatMap((entry) => (entry && entry.state !== 'trashed' ? [[entry.id, entry] as const] : [])))
}

/** A folder is never moved into itself: its row would hang on nothing. */
function isBelow(path: readonly string[], above: readonly string[]): boolean {
  return above.length <= path.length && above.every((name, index) => name === path[index])
}

async function stillThere(
  root: string,
  known: readonly KnownElsewhere[],
  entries: ReadonlyMap<EntryId, EntryFacts>,
): Promise<Set<EntryId>> {
  const byFolder = new Map<string, Remembered[]>()
  for (const { id, facts } of known) {
    const path = entries.get(id)?.path
    if (!path) continue
    const key = path.slice(0, -1).join('/')
    const siblings = byFolder.get(key) ?? []
    siblings.push({ id, path, file: fileKey(facts) })
    byFolder.set(key, siblings)
  }
  const still = new Set<EntryId>()
  for (const siblings of byFolder.values()) {
    for (const id of await stillInFolder(root, siblings)) still.add(id)
  }
  return still
}

interface Remembered {
  id: EntryId
  path: readonly string[]
  file: string
}

async function stillInFolder(root: string, siblings: readonly Remembered[]): Promise<EntryId[]> {
  const folder = await openIfThere(root, siblings[0]?.path.slice(0, -1) ?? [])
  if (!folder) return []
  try {
    const nameOf = ({ path }: Remembered) => path.at(-1) ?? ''
    const found = await lookAt(folder, siblings.map(nameOf))
    const files = new Map(found.map(({ name, facts }) => [name, fileKey(facts)]))
    return siblings.filter((one) => files.get(nameOf(one)) === one.file).map(({ id }) => id)
  } finally {
    await folder.close()
  }
}
