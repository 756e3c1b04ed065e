import { readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { JobId, PlaceId } from '#lib/core/ids/ids.ts'
import { isOver } from '#server/jobs/job.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import { errnoOf } from '../disk/disk-failure.ts'
import type { Publisher } from '../publisher.service.ts'

export interface SweepCopiesDeps {
  publisher: Pick<Publisher, 'stagingFolder'>
  jobs: Pick<Jobs, 'find'>
  onError(error: unknown): void
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const STAGED_COPY = new RegExp(`^copy-(${UUID})-${UUID}(?:\\.copy)?$`)

/** The name of a copy under way; a job that runs again writes over what it left. */
export const stagedCopyName = (jobId: JobId, entryId: string) => `copy-${jobId}-${entryId}`

/** At the start: half a film that a killed vault left goes, unless its job runs again and goes on with it. */
export async function sweepCopies(placeIds: readonly PlaceId[], deps: SweepCopiesDeps): Promise<void> {
  for (const placeId of placeIds) {
    try {
      const folder = await deps.publisher.stagingFolder(placeId, [])
      for (const name of await readdir(folder)) if (await isLeftBehind(name, deps)) await unlink(join(folder, name))
    } catch (error) {
      // A drive that is not there has nothing to sweep now, and what is gone already needs no sweeping.
      const isAway = error instanceof VaultError && ['place_offline', 'not_found'].includes(error.code)
      if (!isAway && errnoOf(error) !== 'ENOENT') deps.onError(error)
    }
  }
}

async function isLeftBehind(name: string, { jobs }: SweepCopiesDeps): Promise<boolean> {
  const jobId = STAGED_COPY.exec(name)?.[1]
  if (jobId === undefined) return false
  // The name was made of a branded id.
  const job = await jobs.find(jobId as JobId)
  return job === null || isOver(job.state)
}
