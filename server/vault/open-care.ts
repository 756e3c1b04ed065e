import { arch, release, type } from 'node:os'
import { systemClock } from '#server/clock.ts'
import type { VaultConfig } from '#server/config/load-config.ts'
import { readPersistFile, updatePersistFile } from '#server/config/persist-file.ts'
import type { RunningConfig } from '#server/config/running-config.ts'
import { readSqliteVersion } from '#server/db/sqlite/sqlite-version.ts'
import { doctorRoutes } from '#server/doctor/doctor.routes.ts'
import { auditRoutes } from '#server/features/audit/audit.routes.ts'
import { configRoutes } from '#server/features/config/config.routes.ts'
import { createConfigService } from '#server/features/config/config.service.ts'
import { overviewRoutes } from '#server/features/overview/overview.routes.ts'
import { createOverview, type OverviewService } from '#server/features/overview/overview.service.ts'
import type { BoundRoute } from '#server/http/call.ts'
import type { Traffic } from '#server/http/traffic.ts'
import { jobsRoutes } from '#server/jobs/jobs.routes.ts'
import { logRoutes } from '#server/log/log.routes.ts'
import type { Log } from '#server/log/log.ts'
import { metricsRoutes } from '#server/metrics/metrics.routes.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import type { Channels } from '#server/realtime/channels.ts'
import type { VaultTls } from '#server/tls/open-tls.ts'
import { parseCertificate } from '#server/tls/parse-certificate.ts'
import { type DoctorDeps, openDoctor } from './open-doctor.ts'
import type { Household } from './open-household.ts'

export interface CareDeps {
  readonly running: RunningConfig<VaultConfig>
  readonly log: Log
  readonly metrics: Metrics
  readonly traffic: Traffic
  readonly tls: VaultTls | null
  readonly version: string
  readonly household: Household
  readonly channels: Pick<Channels, 'online' | 'count'>
  readonly onError: (error: unknown) => void
  /** Null before it listens. */
  readonly ports: DoctorDeps['ports']
}

export interface Care extends Pick<OverviewService, 'warnings'> {
  readonly routes: readonly BoundRoute[]
}

/** Everything the admin's pages ask for beside people and rooms. */
export async function openCare(deps: CareDeps): Promise<Care> {
  const { running, log, metrics, traffic, household, channels } = deps
  const { db, jobs, background, persist, people, dataPath } = household
  const { config } = running
  const { pictures } = household
  const readPictures = async () => ({ ...(await pictures.counts()), keptBytes: pictures.keptBytes() })
  metrics.read({
    traffic: () => traffic.totals(),
    jobs: async () => ({ ...(await jobs.counts()) }),
    sockets: () => channels.count(),
    pictures: readPictures,
    backups: household.backups.standing,
    now: systemClock.now,
  })
  const settings = createConfigService({
    ...{ db, running, audit: people.audit },
    readFile: () => readPersistFile(config.persistPath),
    editFile: (edits) => persist.alone(() => updatePersistFile(config.persistPath, () => edits)),
    onChanged: (key) => {
      if (key === 'logLevel') log.setLevel(config.logLevel)
    },
  })
  const sqlite = await readSqliteVersion(db)
  log.of.database.info({ sqlite }, 'the database is open')
  const overview = createOverview({
    ...{ db, dataPath, ...systemClock, onError: deps.onError },
    ...{ backups: household.backups.standing, startedAt: Math.round(systemClock.now() - process.uptime() * 1000) },
    versions: { hearth: deps.version, node: process.versions.node, sqlite, system: `${type()} ${release()} ${arch()}` },
    configWarnings: config.warnings,
    freeSpaceFloorBytes: () => config.freeSpaceFloorBytes,
    online: () => channels.online(),
    transfers: () => traffic.transfers(),
    jobCounts: () => jobs.counts(),
    pictures: readPictures,
    isPaused: () => background.current().paused,
    certificateEndsAt: certificateEnd(deps.tls),
    logTrouble: () => log.file.trouble,
  })
  const routes = [
    ...logRoutes({ log, clock: systemClock }),
    ...jobsRoutes({ jobs, background, nameOf: people.names.nameOf }),
    ...overviewRoutes({ overview }),
    ...auditRoutes(people),
    ...configRoutes({ settings }),
    ...metricsRoutes({ metrics }),
    ...doctorRoutes({ doctor: openDoctor({ config, ports: deps.ports, now: systemClock.now }) }),
  ]
  return { routes, warnings: overview.warnings }
}

/** Read anew only when there is another certificate. */
function certificateEnd(tls: VaultTls | null): () => number | null {
  let read: { pem: string; endsAt: number } | null = null
  return () => {
    if (tls === null) return null
    const pem = tls.secureContext().cert
    if (read?.pem !== pem) read = { pem, endsAt: parseCertificate(pem).notAfter.getTime() }
    return read.endsAt
  }
}
