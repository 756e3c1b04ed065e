import { z } from 'zod'
import { placeParams, sizeSchema, timeSchema } from './common.ts'
import { selectorSchema } from './entries.ts'
import { route } from './route.ts'

/** What an archive will hold, and a ticket to get it. */
export const zipTicketSchema = z.object({
  ticket: z.string(),
  entryCount: z.number().int(),
  leftOut: z.number().int().describe('listed, but not on the disk right now'),
  sizeBytes: sizeSchema.describe('of the archive'),
  expiresAt: timeSchema,
})

const nameSchema = z.string().max(255).describe('of the archive, without ".zip"')

export const zipRoutes = {
  ticket: route('zip.ticket', 'POST /api/places/:place/zip-tickets', {
    summary: 'A ticket for a zip of a selection; it is good for some minutes, for whoever asked.',
    rule: { kind: 'place', action: 'place.enter' },
    bucket: 'look-up',
    params: placeParams,
    body: z.object({ selector: selectorSchema, name: nameSchema.default('') }),
    response: zipTicketSchema,
    status: 201,
  }),
  get: route('zip.get', 'GET /api/places/:place/zip', {
    kind: 'bytes',
    summary: 'A zip of a folder, or of the selection of a ticket: stored, with its exact length.',
    rule: { kind: 'place', action: 'place.enter' },
    bucket: 'download',
    params: placeParams,
    query: z.object({
      path: z.string().max(4096).optional(),
      ticket: z.string().max(64).optional(),
      name: nameSchema.optional(),
    }),
  }),
}
