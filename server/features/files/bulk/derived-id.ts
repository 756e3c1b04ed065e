import { createHash } from 'node:crypto'
import type { EntryId, JobId } from '#lib/core/ids/ids.ts'

/**
 * The id of what a job makes out of an entry: the same when the job runs again after a crash, so that it finds what it
 * made. A UUIDv7 with the time of the job.
 */
export function derivedId(jobId: JobId, source: EntryId): EntryId {
  const digest = createHash('sha256').update(`${jobId}/${source}`).digest('hex')
  const variant = ((Number.parseInt(digest.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  const time = jobId.slice(0, 13)
  // A brand only exists in the type system; this is an id by its form.
  return `${time}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}` as EntryId
}
