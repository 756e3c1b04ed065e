import { z } from 'zod'
import { entryViewSchema } from './entries.ts'
import { route } from './route.ts'

/** Several values of one filter, with commas between them. */
const listSchema = z
  .string()
  .max(2000)
  .regex(/^[^,]+(?:,[^,]+)*$/u)

const idSchema = z.string().min(1).max(64)

export const searchQuerySchema = z.object({
  q: z
    .string()
    .max(200)
    .default('')
    .describe('words of a name in any order, with or without mistakes; "": everything, added last first'),
  type: listSchema.optional().describe('kinds of entries, with commas between them'),
  place: listSchema.optional().describe('ids or slugs of places, with commas between them; all when absent'),
  path: z.string().max(4096).optional().describe('a folder of the one place: only what lies in it and below'),
  withinHours: z.coerce.number().int().min(1).max(1_000_000).optional().describe('added in the last so many hours'),
  from: z.coerce.number().int().optional().describe('added at this time or later'),
  before: z.coerce.number().int().optional().describe('added before this time'),
  minBytes: z.coerce.number().int().nonnegative().optional(),
  maxBytes: z.coerce.number().int().nonnegative().optional(),
  openedWithinHours: z.coerce.number().int().min(1).max(1_000_000).optional().describe('opened by anybody so recently'),
  leastOpened: z.coerce.number().int().min(1).optional().describe('opened so many times, by all together'),
  mostOpened: z.coerce.number().int().min(0).optional().describe('0: never opened'),
  by: idSchema.optional().describe('id of an account or of a guest device, "disk" for what was put there by hand'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type SearchQuery = z.output<typeof searchQuerySchema>

export const searchAnswerSchema = z.object({
  entries: z.array(entryViewSchema),
  nextCursor: z.string().nullable(),
  total: z
    .number()
    .int()
    .nullable()
    .describe('how many names were found, 500 at most; null without words, where it is not counted'),
  isCutShort: z.boolean().describe('whether there was no time to look everywhere'),
  isIndexing: z.boolean().describe('whether names from before are still being added to the index'),
})
export type SearchAnswer = z.output<typeof searchAnswerSchema>

export const searchRoutes = {
  find: route('search', 'GET /api/search', {
    summary: 'Entries by name in every place the caller may enter, the nearest first; mistakes in typing are forgiven.',
    rule: { kind: 'public' },
    bucket: 'look-up',
    query: searchQuerySchema,
    response: searchAnswerSchema,
  }),
}
