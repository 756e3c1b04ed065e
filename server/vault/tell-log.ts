import type { Logger } from 'pino'
import type { LogComponent } from '#lib/contracts/http/admin.ts'
import type { OnKnock } from '#server/auth/doors.ts'
import type { Bus } from '#server/bus.ts'
import type { Publisher } from '#server/features/files/publisher.service.ts'
import { isOver } from '#server/jobs/job.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import type { Log } from '#server/log/log.ts'
import type { Metrics } from '#server/metrics/metrics.ts'

export type OnError = (error: unknown, component?: LogComponent) => void

/** What nobody is there to be told. */
export function failuresTo(log: Pick<Log, 'of'>): OnError {
  return (error, component = 'vault') => log.of[component].error({ err: error }, 'a background task failed')
}

export function tellJobs(jobs: Jobs, { log, metrics }: { log: Logger; metrics: Metrics }): void {
  jobs.onProgress(({ id, kind, state, failureCode }) => {
    if (!isOver(state)) return
    metrics.jobEnded(kind, state)
    const failed = state === 'failed'
    log[failed ? 'warn' : 'info']({ job: id, kind, ...(failed ? { code: failureCode } : {}) }, `job ${state}`)
  })
}

/** Ids only: names of files are as private as what is in them. */
export function tellingPublisher(publisher: Publisher, told: { log: Logger; metrics: Metrics }): Publisher {
  const { log, metrics } = told
  return {
    stagingFolder: (placeId, folder) => publisher.stagingFolder(placeId, folder),
    async publish(input) {
      const facts = { upload: input.publicationId, place: input.placeId, sizeBytes: input.sizeBytes }
      try {
        const result = await publisher.publish(input)
        metrics.uploadEnded('finished')
        log.info({ ...facts, entry: result.entryId }, `upload ${result.kind}`)
        return result
      } catch (error) {
        metrics.uploadEnded('failed')
        log.warn({ ...facts, err: error }, 'an upload could not be listed')
        throw error
      }
    },
  }
}

/** Never what was typed, nor a name: now and then that is the password. */
export function tellingKnocks(log: Logger): OnKnock {
  return ({ door, address }, outcome) =>
    log[outcome === 'opened' ? 'info' : 'warn']({ door, address }, `door ${outcome}`)
}

export function tellDoors(bus: Bus, log: Logger): void {
  bus.on('session.ended', ({ accountId }) => log.info({ account: accountId }, 'a session ended'))
  bus.on('account.changed', ({ accountId }) => log.info({ account: accountId }, 'an account changed'))
  bus.on('grant.ended', ({ placeId }) => log.info({ place: placeId }, 'grants of a room ended'))
}
