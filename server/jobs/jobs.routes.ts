import type { AdminJob } from '#lib/contracts/http/admin.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, JobId } from '#lib/core/ids/ids.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { Background } from './background.ts'
import { isOver, type Job } from './job.ts'
import type { Jobs } from './jobs.service.ts'

export interface JobsRoutesDeps {
  readonly jobs: Jobs
  readonly background: Background
  readonly nameOf: (accountId: AccountId) => Promise<string>
}

/** What an admin sees and does of all jobs; their owners have routes of their own. */
export function jobsRoutes({ jobs, background, nameOf }: JobsRoutesDeps): BoundRoute[] {
  const { admin } = ROUTES

  async function present(job: Job): Promise<AdminJob> {
    const { id, kind, state, done, total, failureCode, attempts, createdAt, finishedAt } = job
    // The kind says that the id is one of an account.
    const askedBy = job.actor.kind === 'account' && job.actor.id ? await nameOf(job.actor.id as AccountId) : ''
    const resting = !isOver(state) && jobs.isResting(kind)
    return { id, kind, state, done, total, failureCode, attempts, resting, askedBy, createdAt, finishedAt }
  }

  async function presentOrThrow(job: Job | null): Promise<AdminJob> {
    if (job === null) throw new VaultError('not_found')
    return present(job)
  }

  return [
    onJson(admin.jobs, async ({ query: { state, cursor, limit } }) => {
      // A cursor is an id, which is only compared.
      const found = await jobs.list({ state, before: cursor as JobId | undefined, limit: limit + 1 })
      const page = found.slice(0, limit)
      const [listed, counts] = await Promise.all([Promise.all(page.map(present)), jobs.counts()])
      const nextCursor = found.length > limit ? (page.at(-1)?.id ?? null) : null
      return { jobs: listed, nextCursor, counts, throttle: background.current() }
    }),
    // Ids of the address are only compared, too.
    onJson(admin.retryJob, async ({ params }) => presentOrThrow(await jobs.retry(params.job as JobId))),
    onJson(admin.stopJob, async ({ params }) => presentOrThrow(await jobs.cancel(params.job as JobId))),
    onJson(admin.setThrottle, async ({ body }) => {
      await background.change(body)
      return background.current()
    }),
  ]
}
