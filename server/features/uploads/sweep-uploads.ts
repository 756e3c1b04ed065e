import type { UploadKeeper } from './upload-keeper.ts'
import type { UploadLimits } from './upload-limits.ts'
import type { UploadsRepo } from './uploads.repo.ts'

export interface SweepDeps {
  readonly repo: UploadsRepo
  readonly keeper: UploadKeeper
  readonly limits: () => UploadLimits
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

/** Expires what nobody continued, and forgets what ended long ago. Listed files are never touched. */
export async function sweepUploads(deps: SweepDeps): Promise<{ expired: number }> {
  let expired = 0
  for (const record of await deps.repo.listExpired(deps.now())) {
    try {
      if (await deps.keeper.expire(record)) expired += 1
    } catch (error) {
      deps.onError(error)
    }
  }
  await deps.repo.deleteEndedBefore(deps.now() - deps.limits().keepMs)
  return { expired }
}

const FIRST_MS = 60 * 60_000
const EVERY_MS = 10 * 60_000

/**
 * Sweeps now and then. Not in the first hour: a machine without a clock of its own may start in the wrong year, and
 * people whose uploads look old get the time to continue them.
 * @returns a function that ends it
 */
export function startSweeping(deps: SweepDeps): () => void {
  let timer: NodeJS.Timeout
  const plan = (delayMs: number) => {
    timer = setTimeout(() => {
      sweepUploads(deps)
        .catch(deps.onError)
        .finally(() => plan(EVERY_MS))
    }, delayMs).unref()
  }
  plan(FIRST_MS)
  return () => clearTimeout(timer)
}
