import { systemClock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { JobControl, JobHandler } from '../job.ts'
import { JobsRepo } from '../jobs.repo.ts'
import { Jobs } from '../jobs.service.ts'

/** A queue that tries a job again twice, at once, after a failure that passes. */
export function openJobs(db: Database, onError: (error: unknown) => void): Jobs {
  return new Jobs({
    repo: new JobsRepo(db),
    clock: systemClock,
    onError,
    afterFailure: (code, attempts) =>
      code === 'unavailable' && attempts < 3 ? { kind: 'retry', delayMs: 1 } : { kind: 'fail' },
  })
}

export type Run = (payload: string, control: JobControl, attempt: number) => Promise<unknown>

export const handler = (run: Run, concurrency = 1): JobHandler<string> => ({
  parse: (payload) => String(payload),
  run: ({ payload, attempt }, control) => run(payload, control, attempt),
  concurrency,
})

/** A handler that holds every job until it is let go, or its signal is aborted. */
export function gate() {
  const started: string[] = []
  const open: (() => void)[] = []
  const run: Run = (payload, { signal }) =>
    new Promise((resolve, reject) => {
      started.push(payload)
      open.push(() => resolve(undefined))
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  return { started, run, letGo: () => open.shift()?.() }
}

export const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
