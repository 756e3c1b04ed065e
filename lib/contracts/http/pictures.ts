import { z } from 'zod'
import { entryParams } from './common.ts'
import { route } from './route.ts'

/** The longest edge in pixels. */
export const THUMBNAIL_EDGES = { small: 192, medium: 512, large: 1600 } as const
export const thumbnailSizeSchema = z.enum(['small', 'medium', 'large'])
export type ThumbnailSize = z.output<typeof thumbnailSizeSchema>

export const pictureRoutes = {
  thumbnail: route('files.thumbnail', 'GET /api/files/:entry/thumbnail', {
    kind: 'bytes',
    summary: 'A small picture of a file as WebP: photo, frame of a film, cover of a sound, first page of a PDF.',
    rule: { kind: 'entry', action: 'place.enter' },
    bucket: 'look-up',
    params: entryParams,
    query: z.object({
      size: thumbnailSizeSchema.default('medium').describe('longest edge: 192, 512 or 1600 pixels'),
      content: z
        .string()
        .max(64)
        .optional()
        .describe('the contentId of the entry: then the answer may be kept for ever; any other is not_found'),
    }),
  }),
}
