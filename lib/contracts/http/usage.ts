import { z } from 'zod'
import { placeParams, sizeSchema } from './common.ts'
import { route } from './route.ts'

const quotaUsageSchema = z.object({
  usedBytes: sizeSchema.describe('with versions, trash, and what uploads on their way will take'),
  limitBytes: sizeSchema.nullable().describe('null: no quota'),
})
export type QuotaUsage = z.output<typeof quotaUsageSchema>

/** How much is taken, of what counts for the caller in a place. */
export const usageSchema = z.object({
  account: quotaUsageSchema.nullable().describe("the caller's, over all places; null for guests"),
  guests: quotaUsageSchema.nullable().describe('of all guests of this place together; null for accounts'),
  place: quotaUsageSchema.extend({
    keptBytes: sizeSchema.describe('of the used ones: trash and older versions'),
  }),
  disk: z
    .object({ totalBytes: sizeSchema, freeBytes: sizeSchema.describe('that uploads may still fill') })
    .nullable()
    .describe('under this place; null for guests, and while it is offline'),
})
export type Usage = z.output<typeof usageSchema>

export const usageRoutes = {
  get: route('usage', 'GET /api/places/:place/usage', {
    summary: 'How much of the own quota, of the place and of its disk is used.',
    rule: { kind: 'place', action: 'place.enter' },
    params: placeParams,
    response: usageSchema,
  }),
}
