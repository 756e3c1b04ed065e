import { z } from 'zod'
import { personSchema, placeParams, sizeSchema, timeSchema } from './common.ts'
import { entryKindSchema, entryPictureSchema, jobViewSchema } from './entries.ts'
import { route } from './route.ts'

/** What waits in the trash: the topmost entry of what was deleted together. */
export const trashedViewSchema = z.object({
  id: z.string().describe('of the entry: what a restore or a deletion names'),
  kind: z.enum(['file', 'folder']),
  type: entryKindSchema,
  name: z.string(),
  folder: z.string().describe('the path of the folder it lay in, "" for the root of the place'),
  sizeBytes: sizeSchema.describe('with everything below it'),
  mime: z.string().nullable(),
  contentId: z.string().nullable(),
  picture: entryPictureSchema.optional(),
  entryCount: z.number().int().nullable().describe('entries below a folder'),
  deletedAt: timeSchema,
  deletedBy: personSchema.nullable().describe('null: the vault itself'),
  addedBy: personSchema,
  goneAt: timeSchema.nullable().describe('when it is deleted for good; null: never by itself'),
  goneInMs: z.number().int().nullable().describe('how long that is by the clock of the vault'),
  may: z.object({ restore: z.boolean(), purge: z.boolean() }),
})
export type TrashedView = z.output<typeof trashedViewSchema>

export const purgeBodySchema = z.object({
  entries: z.array(z.string().max(64)).min(1).max(10_000).nullable().describe('null: all that the caller sees there'),
  confirm: z.number().int().nonnegative().describe('how many are to go, as the person was shown'),
})
export type PurgeBody = z.output<typeof purgeBodySchema>

export const trashRoutes = {
  list: route('trash.list', 'GET /api/places/:place/trash', {
    summary: 'A page of the trash, what was deleted last first; a guest sees what that guest had put there.',
    rule: { kind: 'place', action: 'trash.see' },
    params: placeParams,
    query: z.object({
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    response: z.object({
      entries: z.array(trashedViewSchema),
      nextCursor: z.string().nullable(),
      total: z.object({ count: z.number().int(), sizeBytes: sizeSchema }),
      keepDays: z.number().int().nullable(),
    }),
  }),
  purge: route('trash.purge', 'POST /api/places/:place/trash/purge', {
    summary: 'Deletes entries of the trash for good, as a job; `confirm` is how many.',
    rule: { kind: 'place', action: 'trash.see' },
    params: placeParams,
    body: purgeBodySchema,
    response: jobViewSchema,
    status: 202,
  }),
}
