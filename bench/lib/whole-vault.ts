import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { allRoutes } from '#lib/contracts/http/routes.ts'
import { createBus } from '#server/bus.ts'
import { systemClock } from '#server/clock.ts'
import { loadConfig } from '#server/config/load-config.ts'
import { createRunningConfig } from '#server/config/running-config.ts'
import { openDataFolder } from '#server/data-folder/open-data-folder.ts'
import { createPipeline } from '#server/http/pipeline.ts'
import { createRateLimiter } from '#server/http/rate-limiter.ts'
import { createRequestHandler } from '#server/http/request-handler.ts'
import { createRouter } from '#server/http/router.ts'
import { Traffic } from '#server/http/traffic.ts'
import { openLog } from '#server/log/log.ts'
import { createMetrics } from '#server/metrics/metrics.ts'
import { createChannels } from '#server/realtime/channels.ts'
import { bindRoutes } from '#server/vault/bind-routes.ts'
import { Closers } from '#server/vault/closers.ts'
import { createHostNames } from '#server/vault/host-names.ts'
import { openCare } from '#server/vault/open-care.ts'
import { openHousehold } from '#server/vault/open-household.ts'
import { ratePolicies } from '#server/vault/rate-policies.ts'
import { failuresTo } from '#server/vault/tell-log.ts'
import { BENCH_ADMIN } from './bench-admin.ts'

/** Everything but the pages: guards, identity, rules, access log, database, watching, as in production. */
export async function openWholeVault(dataPath: string): Promise<{ listener: RequestListener; close(): Promise<void> }> {
  const running = createRunningConfig(
    loadConfig({
      argv: ['--data', dataPath, '--rate-download', 'none', '--rate-token', 'none'],
      env: { HEARTH_ADMIN_USER: BENCH_ADMIN.name, HEARTH_ADMIN_PASSWORD: BENCH_ADMIN.password },
      readFile: (path) => {
        try {
          return readFileSync(path, 'utf8')
        } catch {
          return null
        }
      },
    }),
  )
  const { config } = running
  const closers = new Closers()
  const folder = await openDataFolder({ path: config.dataPath })
  closers.add('data folder', () => folder.close())
  const log = await openLog({ folder: join(folder.path, 'logs'), level: 'info' })
  closers.add('log', log.close)
  const onError = failuresTo(log)
  const bus = createBus((error) => onError(error))
  const metrics = createMetrics()
  const traffic = new Traffic({ ...systemClock, onEnd: metrics.requestEnded })
  const household = await openHousehold({
    ...{ config, folder, bus, clock: systemClock, closers, onError, log, metrics },
    warn: (message) => console.warn(message),
  })
  const stopping = () => false
  const channels = createChannels({ bus, onError, ...household.channels })
  const care = await openCare({
    running,
    log,
    metrics,
    traffic,
    tls: null,
    version: '0',
    household,
    channels,
    onError,
    ports: () => null,
  })
  const pipeline = createPipeline({
    router: createRouter(
      allRoutes(),
      bindRoutes({ household, config, version: '0', stopping, ports: () => null, care }),
    ),
    identify: household.identify,
    targets: household.targets,
    limiter: createRateLimiter({ policies: ratePolicies(config), clock: systemClock }),
    vault: household.facts,
    onMatch: traffic.onMatch,
  })
  const listener = createRequestHandler({
    hosts: createHostNames(config.hosts, () => null, systemClock.monotonic),
    allowPublic: false,
    trustProxy: [],
    pipeline,
    pages: async (_request, response) => void response.writeHead(404).end(),
    log: log.of.http,
    traffic,
    stopping,
  })
  household.startBackground()
  return {
    listener,
    close: () => closers.closeAll(AbortSignal.timeout(5_000), (name, error) => console.error(name, error)),
  }
}
