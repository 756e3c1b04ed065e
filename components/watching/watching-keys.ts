import type { Shelf } from '#lib/contracts/http/watching.ts'

/** Everything about what a person watched and likes lies below this key. */
export const WATCHING_KEY = ['watching'] as const

export const shelfKey = (shelf: Shelf, kind: 'row' | 'list') => [...WATCHING_KEY, 'shelf', shelf, kind] as const
export const positionKey = (entryId: string) => [...WATCHING_KEY, 'position', entryId] as const
export const FAVOURITES_KEY = [...WATCHING_KEY, 'favourites'] as const
