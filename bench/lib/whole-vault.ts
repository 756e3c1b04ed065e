import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { allRoutes } from '#lib/contracts/http/routes.ts'
import { createBus } from '#server/bus.ts'
import { systemClock } from '#server/clock.ts'
import { loadConfig } from '#server/config/load-config.ts'
import { openDataFolder } from '#server/data-folder/open-data-folder.ts'
import { createPipeline } from '#server/http/pipeline.ts'
import { createRateLimiter } from '#server/http/rate-limiter.ts'
import { createRequestHandler } from '#server/http/request-handler.ts'
import { createRouter } from '#server/http/router.ts'
import { bindRoutes } from '#server/vault/bind-routes.ts'
import { Closers } from '#server/vault/closers.ts'
import { createHostNames } from '#server/vault/host-names.ts'
import { openHousehold } from '#server/vault/open-household.ts'
import { openLog } from '#server/vault/open-log.ts'
import { ratePolicies } from '#server/vault/rate-policies.ts'
import { BENCH_ADMIN } from './bench-admin.ts'

/** Everything but the pages: guards, identity, rules, access log, database, watching, as in production. */
export async function openWholeVault(dataPath: string): Promise<{ listener: RequestListener; close(): Promise<void> }> {
  const config = loadConfig({
    argv: ['--data', dataPath, '--rate-download', 'none', '--rate-token', 'none'],
    env: { HEARTH_ADMIN_USER: BENCH_ADMIN.name, HEARTH_ADMIN_PASSWORD: BENCH_ADMIN.password },
    readFile: (path) => {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        return null
      }
    },
  })
  const closers = new Closers()
  const folder = await openDataFolder({ path: config.dataPath })
  closers.add('data folder', () => folder.close())
  const { log, close: closeLog } = openLog(folder.path, 'info')
  closers.add('log', closeLog)
  const onError = (error: unknown) => log.error({ err: error }, 'a background task failed')
  const bus = createBus(onError)
  const household = await openHousehold({
    ...{ config, folder, bus, clock: systemClock, closers, onError },
    warn: (message) => console.warn(message),
  })
  const stopping = () => false
  const pipeline = createPipeline({
    router: createRouter(allRoutes(), bindRoutes({ household, config, version: '0', stopping })),
    identify: household.identify,
    targets: household.targets,
    limiter: createRateLimiter({ policies: ratePolicies(config), clock: systemClock }),
    vault: household.facts,
  })
  const listener = createRequestHandler({
    hosts: createHostNames(config.hosts, systemClock.monotonic),
    allowPublic: false,
    trustProxy: [],
    pipeline,
    pages: async (_request, response) => void response.writeHead(404).end(),
    log,
    stopping,
  })
  household.startBackground()
  return {
    listener,
    close: () => closers.closeAll(AbortSignal.timeout(5_000), (name, error) => console.error(name, error)),
  }
}
