/**
 * A folder, or the whole of a place, that is kept on this device. What it holds are pins of files; those it held when it
 * was pinned, and with `follows` those that are added later.
 */
export type PinFolder = {
  /** Of the folder's entry; of a whole place the place's. */
  readonly id: string
  readonly placeId: string
  /** Inside the place, "" is its root. */
  readonly path: string
  readonly name: string
  readonly follows: boolean
  /** Whether every page of it has been read. */
  readonly isListed: boolean
  readonly createdAtMs: number
}

/** A row of the change log. */
export type PlaceChange = {
  readonly entryId: string | null
  readonly parentId: string | null
  readonly kind: 'added' | 'changed' | 'removed' | 'place'
}

export type PlaceWork = {
  /** Pinned entries to ask the vault about. */
  readonly look: readonly string[]
  /** Whether folders that follow new files are to be read again. */
  readonly list: boolean
}

/**
 * What rows of the change log mean for the pins of their place. A folder that was deleted or moved away takes along what
 * is in it without a row for each: then all pins are looked at.
 */
export function workOfChanges(
  changes: readonly PlaceChange[],
  pinned: { entryIds: ReadonlySet<string>; follows: boolean },
): PlaceWork {
  const look = new Set<string>()
  let list = false
  for (const { entryId, kind } of changes) {
    if (entryId !== null && pinned.entryIds.has(entryId)) look.add(entryId)
    else if (kind === 'removed' || kind === 'place') for (const id of pinned.entryIds) look.add(id)
    else list ||= pinned.follows
  }
  return { look: [...look], list }
}

/** Whether an entry lies in a pinned folder. */
export function isInside(
  folder: Pick<PinFolder, 'placeId' | 'path'>,
  entry: { placeId: string; path: string },
): boolean {
  if (folder.placeId !== entry.placeId) return false
  return folder.path === '' || entry.path.startsWith(`${folder.path}/`)
}
