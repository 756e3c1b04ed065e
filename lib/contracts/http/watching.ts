import { z } from 'zod'
import { entryParams, timeSchema } from './common.ts'
import { entryViewSchema } from './entries.ts'
import { route } from './route.ts'

const LONGEST_MS = 100 * 86_400_000
const momentSchema = z.number().int().nonnegative().max(LONGEST_MS)

/** Where a person stands in a film or a sound. */
export const positionSchema = z.object({
  positionMs: momentSchema,
  durationMs: momentSchema,
  standing: z.enum(['start', 'middle', 'end']).describe('middle: worth going on; end: watched, from 95 % on'),
  at: timeSchema.describe('when it was told last'),
  elsewhere: z.boolean().describe('whether another device told it'),
})
export type Position = z.output<typeof positionSchema>

/** Lists of a person's own, the newest first. */
export const shelfSchema = z.enum(['continue', 'opened', 'favourites'])
export type Shelf = z.output<typeof shelfSchema>

export const shelfEntrySchema = z.object({
  entry: entryViewSchema,
  at: timeSchema.describe('played, opened or chosen last'),
  position: positionSchema.nullable(),
})
export type ShelfEntry = z.output<typeof shelfEntrySchema>

const look = { kind: 'entry', action: 'place.enter' } as const

export const watchingRoutes = {
  position: route('watching.position', 'GET /api/files/:entry/position', {
    summary: 'Where the caller stands in a film or a sound, on whichever device: an account, or a guest by the device.',
    rule: look,
    params: entryParams,
    response: z.object({ position: positionSchema.nullable() }),
  }),
  report: route('watching.report', 'PUT /api/files/:entry/position', {
    summary: 'Tells where the caller stands; told every few seconds while it plays, and when it pauses.',
    rule: look,
    params: entryParams,
    body: z
      .object({ positionMs: momentSchema, durationMs: momentSchema.min(1) })
      .refine(({ positionMs, durationMs }) => positionMs <= durationMs + 10_000, 'behind the end'),
  }),
  forget: route('watching.forget', 'DELETE /api/files/:entry/position', {
    summary: 'Takes a film out of those to go on with; it begins anew.',
    rule: look,
    params: entryParams,
  }),
  opened: route('watching.opened', 'PUT /api/files/:entry/opened', {
    summary: 'Notes that the caller opened a file.',
    rule: look,
    params: entryParams,
  }),
  forgetOpened: route('watching.forget_opened', 'DELETE /api/files/:entry/opened', {
    summary: 'Takes a file out of those opened recently.',
    rule: look,
    params: entryParams,
  }),
  favour: route('favourites.add', 'PUT /api/files/:entry/favourite', {
    summary: "Puts a file or a folder among the caller's favourites.",
    rule: look,
    params: entryParams,
  }),
  unfavour: route('favourites.remove', 'DELETE /api/files/:entry/favourite', {
    summary: "Takes it out of the caller's favourites.",
    rule: look,
    params: entryParams,
  }),
  favourites: route('favourites.ids', 'GET /api/favourites', {
    summary: 'Ids of all favourites of the caller, the newest first, for the stars beside names.',
    rule: { kind: 'public' },
    response: z.object({ ids: z.array(z.string()) }),
  }),
  shelf: route('watching.shelf', 'GET /api/shelves/:shelf', {
    summary: 'What the caller goes on with, opened recently or chose. What may not be seen any more is left out.',
    rule: { kind: 'public' },
    bucket: 'look-up',
    params: z.object({ shelf: shelfSchema }),
    query: z.object({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({ entries: z.array(shelfEntrySchema), nextCursor: z.string().nullable() }),
  }),
}
