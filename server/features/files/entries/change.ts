import { z } from 'zod'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'

/** A row of the change log before it has a number. */
export interface Change {
  placeId: PlaceId
  entryId: EntryId | null
  parentId: EntryId | null
  kind: 'added' | 'changed' | 'removed' | 'place'
}

/** Nothing in a list is different, but the place holds less: what tells how much of it is used is asked again. */
export function lighter(placeId: PlaceId): Change {
  return { placeId, entryId: null, parentId: null, kind: 'place' }
}

const id = <Id extends string>() => z.string().transform((text) => text as Id)

/** As an intent keeps it; ids were ids when they were written. */
export const changeSchema = z.object({
  placeId: id<PlaceId>(),
  entryId: id<EntryId>().nullable(),
  parentId: id<EntryId>().nullable(),
  kind: z.enum(['added', 'changed', 'removed', 'place']),
})
