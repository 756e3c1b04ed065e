import type { JobView } from '#lib/contracts/http/entries.ts'
import type { JobId } from '#lib/core/ids/ids.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Identity } from '#server/http/call.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'

type DescribeJob = (id: string, identity: Identity) => Promise<JobView>

const VAULT = { kind: 'vault', editorsMayCreateRooms: false } as const

/** Admins follow every job; everybody else those that `describeOwn` finds. */
export function forAdminsAny(jobs: Pick<Jobs, 'find'>, describeOwn: DescribeJob): DescribeJob {
  return async (id, identity) => {
    const isAdmin = can(identity.actor, 'settings.manage', VAULT).kind === 'allowed'
    // An id that somebody sent is only compared.
    const job = isAdmin ? await jobs.find(id as JobId) : null
    if (job === null) return describeOwn(id, identity)
    const { kind, state, done, total, failureCode } = job
    const own = await describeOwn(id, identity).catch(() => null)
    return own ?? { id: job.id, kind, state, done, total, failureCode, result: null }
  }
}
