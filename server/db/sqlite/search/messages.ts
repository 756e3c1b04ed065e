import type { FoundNames, NameFilter, RecentCursor } from '../../name-search.ts'

export type SearchRequest =
  | { kind: 'find'; text: string; filter: NameFilter; most: number }
  | { kind: 'recent'; filter: NameFilter; after: RecentCursor | null; limit: number }

export type SearchAnswer = FoundNames & { next: RecentCursor | null }
