import type { Logger } from 'pino'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { AccessLog } from '#server/features/access-log/access-log.service.ts'
import { ACCESS_RETENTION, AccessRetention } from '#server/features/access-log/access-retention.ts'
import type { VaultSettings } from '#server/features/settings/settings.service.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import type { Metrics } from '#server/metrics/metrics.ts'

export interface OpenAccessLogDeps {
  readonly db: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly jobs: Jobs
  readonly metrics: Metrics
  readonly log: Logger
  readonly settings: () => Pick<VaultSettings, 'accessKeepDays'>
  readonly time: () => number
  readonly onError: (error: unknown) => void
}

const LET_GO_EVERY_MS = 6 * 3_600_000

/** Wires the access log to the settings, and to the job that lets go of it. Open it before the jobs start. */
export function openAccessLog({ db, bus, clock, jobs, metrics, log, settings, time, onError }: OpenAccessLogDeps) {
  const keepDays = () => settings().accessKeepDays
  jobs.register(ACCESS_RETENTION, new AccessRetention({ db, keepDays, time }))
  const accessLog = new AccessLog({
    ...{ db, clock, keepsLines: () => keepDays() > 0 },
    onTrouble: (error) => log.warn({ err: error }, 'the access log could not be written; what waits is tried again'),
    onLost: (count) => {
      metrics.accessLost(count)
      log.warn({ count }, 'lines of the access log are lost')
    },
  })
  const letGo = () =>
    void jobs.enqueue({ kind: ACCESS_RETENTION, payload: null, dedupeKey: ACCESS_RETENTION }).catch(onError)
  let timer: NodeJS.Timeout | null = null
  return {
    log: accessLog,
    keepDays,
    /** After the jobs have started. */
    start(): void {
      letGo()
      timer = setInterval(letGo, LET_GO_EVERY_MS).unref()
      let kept = keepDays()
      bus.on('settings.changed', () => {
        if (kept !== keepDays()) letGo()
        kept = keepDays()
      })
      // What was noted of somebody who is deleted is written first.
      bus.on('account.changed', () => void accessLog.flush().then(letGo))
    },
    async close(): Promise<void> {
      if (timer) clearInterval(timer)
      await accessLog.close()
    },
  }
}
