import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { type FileFacts, isSameFile } from '../disk/file-facts.ts'
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
  const known = (await rows.elsewhere(appeared)).filter(({ id }) => !beside.has(id))
  const gone = await withoutThoseStillThere(at.root, await listedOnes(lookups, at.placeId, known))
  for (const found of appeared) {
    for (const candidate of gone) {
      const { entry, facts } = candidate
      if (!isKnownAgain({ kind: entry.kind, facts }, found) || isBelow(at.path, entry.path)) continue
      if (entry.kind === 'folder' && !(await isSameFolder(rows, entry, at.root, [...at.path, found.name]))) continue
      gone.delete(candidate)
      moved.set(found, entry)
      break
    }
  }
  return moved
}

/** An entry, and the file or folder that it was when it was last seen. */
interface Candidate {
  entry: EntryFacts
  facts: FileFacts
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

/** What a version or the trash holds is not there to be moved. */
async function listedOnes(
  lookups: EntryLookups,
  placeId: PlaceId,
  known: readonly KnownElsewhere[],
): Promise<Candidate[]> {
  const entries = await Promise.all(known.map(({ id }) => lookups.find(id)))
  return known.flatMap(({ contentId, facts }, index) => {
    const entry = entries[index]
    if (!entry || entry.placeId !== placeId || entry.state === 'trashed') return []
    return (entry.content?.id ?? null) === contentId ? [{ entry, facts }] : []
  })
}

/** A folder is never moved into itself: its row would hang on nothing. */
function isBelow(path: readonly string[], above: readonly string[]): boolean {
  return above.length <= path.length && above.every((name, index) => name === path[index])
}

async function withoutThoseStillThere(root: string, candidates: readonly Candidate[]): Promise<Set<Candidate>> {
  const byFolder = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const key = candidate.entry.path.slice(0, -1).join('/')
    const siblings = byFolder.get(key) ?? []
    siblings.push(candidate)
    byFolder.set(key, siblings)
  }
  const gone = new Set(candidates)
  for (const siblings of byFolder.values()) {
    for (const candidate of await stillInFolder(root, siblings)) gone.delete(candidate)
  }
  return gone
}

async function stillInFolder(root: string, siblings: readonly Candidate[]): Promise<Candidate[]> {
  const folder = await openIfThere(root, siblings[0]?.entry.path.slice(0, -1) ?? [])
  if (!folder) return []
  try {
    const found = await lookAt(
      folder,
      siblings.map(({ entry }) => entry.name),
    )
    const files = new Map(found.map(({ name, facts }) => [name, fileKey(facts)]))
    return siblings.filter(({ entry, facts }) => files.get(entry.name) === fileKey(facts))
  } finally {
    await folder.close()
  }
}
