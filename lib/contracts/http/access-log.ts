import { z } from 'zod'
import { entryParams, sizeSchema, timeSchema } from './common.ts'
import { route } from './route.ts'

export const accessKindSchema = z.enum(['view', 'stream', 'download', 'upload', 'delete', 'share'])
export type AccessKind = z.output<typeof accessKindSchema>

export const accessLineSchema = z.object({
  id: z.string(),
  at: timeSchema.describe('when it began'),
  endedAt: timeSchema.describe('when its last byte left'),
  kind: accessKindSchema,
  detail: z.string().describe('of a delete: trash, or purge for good; of a download: zip for an archive'),
  who: z.object({
    kind: z.enum(['account', 'device', 'link', 'former']).describe('former: of an account that was deleted'),
    id: z.string().nullable(),
    name: z.string().describe('of an account, or what a guest calls itself; else ""'),
  }),
  link: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .describe('the share link it came by, or that was made'),
  place: z.object({ id: z.string(), name: z.string(), owner: z.string().describe('of a private room, else ""') }),
  entryId: z.string().nullable(),
  name: z.string().describe('of the file, as it was called then'),
  sizeBytes: sizeSchema,
  bytes: sizeSchema.describe('that left or came, also twice'),
  coveredBytes: sizeSchema.describe('of the file, each byte once'),
  address: z.string(),
  agent: z.string(),
})
export type AccessLine = z.output<typeof accessLineSchema>

const idSchema = z.string().min(1).max(64)

export const accessFilterSchema = z.object({
  person: idSchema.optional().describe('id of an account or device, "guests", or "visitors" of share links'),
  place: idSchema.optional(),
  kind: accessKindSchema.optional(),
  from: z.coerce.number().int().optional().describe('at this time or later'),
  before: z.coerce.number().int().optional(),
  name: z.string().trim().min(1).max(200).optional().describe('part of the name of a file'),
  address: z.string().trim().min(1).max(64).optional().describe('how it begins'),
  entry: idSchema.optional(),
})
export type AccessFilter = z.output<typeof accessFilterSchema>

const manage = { kind: 'vault', action: 'settings.manage' } as const
/** Milliseconds of a film; nothing is longer than a month. */
const momentSchema = z
  .number()
  .int()
  .min(0)
  .max(31 * 86_400_000)

export const accessLogRoutes = {
  list: route('access_log.list', 'GET /api/access-log', {
    summary: 'Who was given, brought, deleted or shared what, the newest first.',
    rule: manage,
    query: accessFilterSchema.extend({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: z.object({
      lines: z.array(accessLineSchema),
      nextCursor: z.string().nullable().describe('older lines; may be given without lines, when much had to be read'),
      keepDays: z.number().int().describe('0: totals alone'),
      lost: z
        .object({ count: z.number().int(), lastAt: timeSchema.nullable() })
        .describe('what could not be written since the start'),
    }),
  }),
  csv: route('access_log.csv', 'GET /api/access-log/csv', {
    kind: 'bytes',
    summary: 'The same as a table for other programs: CSV in UTF-8.',
    rule: manage,
    bucket: 'look-up',
    query: accessFilterSchema,
  }),
  played: route('files.played', 'POST /api/files/:entry/played', {
    summary: 'A player tells what it has played: bytes alone cannot tell what was seen, or seen again.',
    rule: { kind: 'entry', action: 'place.enter' },
    params: entryParams,
    body: z.object({
      session: z
        .string()
        .regex(/^[\w-]{8,64}$/)
        .describe('one sitting, made up by the player'),
      spans: z
        .array(
          z
            .object({ from: momentSchema, before: momentSchema })
            .refine(({ from, before }) => from < before, 'from < before'),
        )
        .min(1)
        .max(64)
        .describe('in milliseconds: what was played since it told last'),
      durationMs: momentSchema.nullable().default(null),
    }),
  }),
}
