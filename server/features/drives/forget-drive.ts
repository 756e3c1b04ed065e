import { z } from 'zod'
import type { PlaceId } from '#lib/core/ids/ids.ts'

/** The kind of the job that removes the rows about a drive. Its files are nobody's business then. */
export const FORGET_DRIVE = 'forget-drive'

const payloadSchema = z.object({
  placeId: z.string().transform((id) => id as PlaceId), // written by us, from a branded id
})

/** A handler for the job queue, safe to run again from its start. */
export function createForgetDrive(deps: { forgetEntries: (placeId: PlaceId, signal: AbortSignal) => Promise<void> }) {
  return {
    parse: (payload: unknown) => payloadSchema.parse(payload),
    run: ({ payload }: { payload: { placeId: PlaceId } }, control: { signal: AbortSignal }): Promise<void> =>
      deps.forgetEntries(payload.placeId, control.signal),
  }
}
