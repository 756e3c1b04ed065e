import { z } from 'zod'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { changeSchema } from '../entries/change.ts'
import { packedStepSchema } from '../intents/packed-steps.ts'
import { factsSchema } from '../publishing/publish-plan.ts'

const id = <Id extends string>() => z.string().transform((text) => text as Id)

/** The restoring of a version as its intent keeps it: enough to finish it on the disk and to record it. */
export const versionPlanSchema = z.object({
  entryId: id<EntryId>(),
  /** Of the version: it becomes the content of the entry again. */
  contentId: id<ContentId>(),
  /** Where the entry lies. */
  folder: z.array(z.string()),
  name: z.string(),
  /** Where the version lies, in whatever place. */
  stored: z.object({ placeId: id<PlaceId>(), path: z.array(z.string()), facts: factsSchema }),
  /** The content that gives way: it gets this name in a hidden folder. Null when there is none on the disk. */
  kept: z.object({ path: z.array(z.string()), facts: factsSchema }).nullable(),
  steps: z.array(packedStepSchema),
  changes: z.array(changeSchema),
})
export type VersionPlan = z.output<typeof versionPlanSchema>
