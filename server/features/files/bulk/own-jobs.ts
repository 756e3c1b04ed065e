import type { JobView } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { JobId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import type { Job, JobActor } from '#server/jobs/job.ts'
import { ownerColumns } from '../entries/owner.ts'
import { bulkResultSchema } from './bulk-payload.ts'
import { ownerOfActor } from './permissions.ts'

export function presentJob(job: Job): JobView {
  const result = bulkResultSchema.safeParse(job.result)
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    done: job.done,
    total: job.total,
    failureCode: job.failureCode,
    result: result.success ? result.data : null,
  }
}

/** @throws VaultError `not_signed_in` for nobody, who could not ask for the job again */
export function jobActorOf(actor: Actor): JobActor {
  const { kind, id } = ownerColumns(ownerOfActor(actor))
  if (kind === null) throw new VaultError('not_signed_in')
  return { kind, id }
}

/** A job of somebody else is not there. @throws VaultError `not_found` */
export async function requireOwnJob(
  id: string,
  actor: Actor,
  jobs: { find(id: JobId): Promise<Job | null> },
): Promise<Job> {
  // Whatever a client sends is only compared.
  const job = await jobs.find(id as JobId)
  const { kind, id: actorId } = ownerColumns(ownerOfActor(actor))
  const isOwn = job !== null && kind !== null && job.actor.kind === kind && job.actor.id === actorId
  if (!isOwn) throw new VaultError('not_found')
  return job
}
