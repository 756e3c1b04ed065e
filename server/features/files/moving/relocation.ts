import { z } from 'zod'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { changeSchema } from '../entries/change.ts'
import { packedStepSchema } from '../intents/packed-steps.ts'

const id = <Id extends string>() => z.string().transform((text) => text as Id)

const spotSchema = z.object({
  placeId: id<PlaceId>(),
  /** From the root of the place; also of a hidden folder. */
  folder: z.array(z.string()),
  name: z.string(),
})
export type SpotAt = z.output<typeof spotSchema>

const outcomeSchema = z.object({ steps: z.array(packedStepSchema), changes: z.array(changeSchema) })

const itemSchema = z.object({
  entryId: id<EntryId>(),
  kind: z.enum(['file', 'folder']),
  from: spotSchema,
  to: spotSchema,
  /** Committed when it lies at `to`. */
  done: outcomeSchema,
  /** Committed when it could not be moved. */
  undo: outcomeSchema,
  /** What is recorded when it lies at neither. */
  whenLost: z.enum(['done', 'undo']),
})
export type RelocationItem = z.output<typeof itemSchema>

/** Renaming, moving, trashing and restoring are one thing on the disk: entries get another name or folder. */
export const relocationSchema = z.object({ items: z.array(itemSchema) })
export type Relocation = z.output<typeof relocationSchema>

/**
 * - `moved`: it lies at `to`.
 * - `exists`: something else lies there.
 * - `lost`: it lies at neither.
 * - `elsewhere`: `to` lies on another filesystem.
 * - `refused`: the disk would not let it go.
 */
export type ItemOutcome = 'moved' | 'exists' | 'lost' | 'elsewhere' | 'refused'
