import { z } from 'zod'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import type { FileFacts } from '../disk/file-facts.ts'
import { changeSchema } from '../entries/change.ts'
import { packedStepSchema } from '../intents/packed-steps.ts'

export const factsSchema = z.object({
  device: z.string(),
  inode: z.string(),
  sizeBytes: z.number(),
  mtimeNs: z.string(),
}) satisfies z.ZodType<FileFacts>

const id = <Id extends string>() => z.string().transform((text) => text as Id)

/** A publication as its intent keeps it: enough to finish it on the disk and to record it. */
export const publishPlanSchema = z.object({
  entryId: id<EntryId>(),
  /** Also the id of the intent. */
  contentId: id<ContentId>(),
  folder: z.array(z.string()),
  name: z.string(),
  stagedPath: z.string(),
  staged: factsSchema,
  /** The file that gives way: it gets this name in a hidden folder. */
  replaced: z.object({ path: z.array(z.string()), facts: factsSchema }).nullable(),
  steps: z.array(packedStepSchema),
  changes: z.array(changeSchema),
})
export type PublishPlan = z.output<typeof publishPlanSchema>
