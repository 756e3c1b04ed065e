import type { EntryView } from '#lib/contracts/http/entries.ts'

/** One answer of the list route. The first page has the cursor null. */
export interface FolderPage {
  readonly cursor: string | null
  readonly entries: readonly EntryView[]
  readonly nextCursor: string | null
  /** The folder changed after this page was read; it is read again as soon as it is looked at. */
  readonly stale: boolean
}

/**
 * The pages of a folder from its first entry on. A keyset has no "page 7": each page begins where the one before
 * it ended, so what is known is always the beginning of the list, and pages are read again from the first stale one.
 */
export type FolderPages = readonly FolderPage[]

export function markStale(pages: FolderPages): FolderPages {
  return pages.map((page) => (page.stale ? page : { ...page, stale: true }))
}

/** Puts a page that was read where its cursor says, and lets the pages behind it follow from there. */
export function putPage(pages: FolderPages, index: number, page: FolderPage): FolderPages {
  const before = pages.slice(0, index)
  if (page.nextCursor === null) return [...before, page]
  const after = pages.slice(index + 1)
  const [next, ...rest] = after
  if (next === undefined) return [...before, page]
  // Something was added or removed in this page: the next one begins elsewhere now.
  const moved = next.cursor === page.nextCursor ? next : { ...next, cursor: page.nextCursor, stale: true }
  return [...before, page, moved, ...rest]
}

/** Whether the last page that is known ends the folder. */
export function isComplete(pages: FolderPages): boolean {
  return pages.length > 0 && pages.at(-1)?.nextCursor === null
}

/** Whether all that is known comes before an entry that is looked at, and more follows. */
export function isBefore(pages: FolderPages, firstIndex: number): boolean {
  return !isComplete(pages) && pages.reduce((count, { entries }) => count + entries.length, 0) <= firstIndex
}

/**
 * All known entries in order. Between a fresh and a stale page an entry may stand twice (it moved while only one
 * of them was read again): the first one counts.
 */
export function flattenPages(pages: FolderPages, hidden: (entry: EntryView) => boolean): EntryView[] {
  const mixed = pages.some((page) => page.stale)
  const seen = new Set<string>()
  const entries: EntryView[] = []
  for (const page of pages) {
    for (const entry of page.entries) {
      if (mixed && seen.has(entry.id)) continue
      if (mixed) seen.add(entry.id)
      if (!hidden(entry)) entries.push(entry)
    }
  }
  return entries
}

/** The page to read next so that the entries up to `lastIndex` are known and fresh; null when they are. */
export function nextToRead(
  pages: FolderPages,
  firstIndex: number,
  lastIndex: number,
): { index: number; cursor: string | null } | null {
  let from = 0
  for (const [index, page] of pages.entries()) {
    const to = from + page.entries.length
    // The first page is read again with every change: it carries the folder and its totals.
    const isSeen = index === 0 || (to > firstIndex && from <= lastIndex)
    if (page.stale && isSeen) return { index, cursor: page.cursor }
    from = to
  }
  if (isComplete(pages) || (pages.length > 0 && lastIndex < from)) return null
  return { index: pages.length, cursor: pages.at(-1)?.nextCursor ?? null }
}
