/** Folders are read page by page in the order in which their entries came, as in every other order. */
export const sortByAddition: readonly string[] = [
  `create index entries_by_addition on entries (parent_key, listed, kind, added_at, id)`,
]
