import type { EntrySort, EntryType } from '#lib/contracts/http/entries.ts'

export type SortOrder = 'asc' | 'desc'

/** What a list of a folder shows, and in which order. */
export interface FolderQuery {
  /** Id of the place, never its slug: a room may be renamed while its list is open. */
  placeId: string
  path: string
  sort: EntrySort
  order: SortOrder
  type: EntryType | null
  /** Part of the name; "" for everything. */
  q: string
}

/** Equal keys mean the same list. */
export function folderQueryKey(query: FolderQuery): string {
  return JSON.stringify([query.placeId, query.path, query.sort, query.order, query.type, query.q])
}
