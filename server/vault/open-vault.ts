import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allRoutes } from '#lib/contracts/http/routes.ts'
import { openAuthDoor } from '#server/app-context.ts'
import { createAuthDoor } from '#server/auth/auth-door.ts'
import { createBus } from '#server/bus.ts'
import { systemClock } from '#server/clock.ts'
import { readBuildInfo } from '#server/config/build-info.ts'
import type { VaultConfig } from '#server/config/load-config.ts'
import { createRunningConfig } from '#server/config/running-config.ts'
import { type DataFolder, openDataFolder } from '#server/data-folder/open-data-folder.ts'
import { createPages } from '#server/http/pages.ts'
import { createPipeline } from '#server/http/pipeline.ts'
import { createRateLimiter } from '#server/http/rate-limiter.ts'
import { createRequestHandler } from '#server/http/request-handler.ts'
import { createRouter } from '#server/http/router.ts'
import { Traffic } from '#server/http/traffic.ts'
import { servePlainHttp } from '#server/http/trust/serve-plain-http.ts'
import { openLog } from '#server/log/log.ts'
import { createMetrics } from '#server/metrics/metrics.ts'
import { createChannels } from '#server/realtime/channels.ts'
import { createChatEvents } from '#server/realtime/chat-events.ts'
import { createLiveServer } from '#server/realtime/live-server.ts'
import { startSearchHints } from '#server/realtime/search-hints.ts'
import { startUsageHints } from '#server/realtime/usage-hints.ts'
import { openTls, type VaultTls } from '#server/tls/open-tls.ts'
import { bindRoutes } from './bind-routes.ts'
import { Closers } from './closers.ts'
import { createHostNames } from './host-names.ts'
import { openCare } from './open-care.ts'
import { openHousehold } from './open-household.ts'
import { type Listeners, openListeners } from './open-listeners.ts'
import { openNext } from './open-next.ts'
import { createPlainPage } from './plain-page.ts'
import { printBanner } from './print-banner.ts'
import { ratePolicies } from './rate-policies.ts'
import { failuresTo } from './tell-log.ts'
import { createVaultName } from './vault-name.ts'

export interface Vault {
  /** No new requests; what runs ends, acknowledged, or is cut off at the deadline. */
  close(deadline: AbortSignal): Promise<void>
}

/** `.next` lies beside `dist`, where this file is bundled into. */
const PROJECT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Starts the vault: resolves when it answers on its listeners and the banner is printed.
 * @throws StartRefusal with words for the console; whatever was opened by then is closed again
 */
export async function openVault(config: VaultConfig): Promise<Vault> {
  const closers = new Closers()
  try {
    return await open(config, closers)
  } catch (error) {
    await closers.closeAll(AbortSignal.timeout(5_000), (name, trouble) => console.error(`closing ${name}:`, trouble))
    throw error
  }
}

async function open(start: VaultConfig, closers: Closers): Promise<Vault> {
  const folder = await openDataFolder({ path: start.dataPath })
  closers.add('data folder', () => folder.close())
  const running = createRunningConfig(start)
  const { config } = running
  const log = await openLog({ folder: join(folder.path, 'logs'), level: config.logLevel })
  closers.add('log', log.close)
  const onError = failuresTo(log)
  const { version, builtAtMs } = readBuildInfo()
  const warn = (message: string): void => {
    log.of.vault.warn(message)
    console.warn(`Warning: ${message}`)
  }

  const bus = createBus((error) => onError(error))
  const metrics = createMetrics()
  closers.add('metrics', metrics.close)
  const traffic = new Traffic({ ...systemClock, onEnd: metrics.requestEnded })
  const household = await openHousehold({
    config,
    folder,
    bus,
    clock: systemClock,
    log,
    metrics,
    onError,
    warn,
    closers,
  })
  const localName = await createVaultName(config, folder.tlsPath)
  const tls = await openCertificate(config, folder, { builtAtMs, warn, closers, localName: localName.current })
  const limiter = createRateLimiter({ policies: ratePolicies(config), clock: systemClock })
  openAuthDoor(
    createAuthDoor({
      ...household.authDoor,
      takeRate: (address) => limiter.take('sign-in', address, null),
      onError: (error) => onError(error, 'auth'),
    }),
  )
  const next = await openNext(PROJECT, (error) => onError(error, 'http'))
  closers.add('pages', next.close)

  let stopping = false
  const guards = {
    hosts: createHostNames(
      config.hosts,
      localName.current,
      systemClock.monotonic,
      () => household.settings().publicUrl,
    ),
    allowPublic: config.allowPublic,
    trustProxy: config.trustProxy,
  }
  const channels = createChannels({ bus, onError: (error) => onError(error, 'sockets'), ...household.channels })
  const stopHints = startUsageHints({
    ...{ bus, channels, usedBy: household.usedByAccounts },
    onError: (error) => onError(error, 'sockets'),
  })
  closers.add('usage', stopHints)
  closers.add('search hints', startSearchHints({ bus, channels }))
  let listening: Listeners | null = null
  const ports = () => listening && { httpPort: listening.httpPort, httpsPort: listening.httpsPort ?? 0 }
  const care = await openCare({
    ...{ running, log, metrics, traffic, tls, version, household, channels, onError, ports },
  })
  const routes = bindRoutes({ household, config, version, stopping: () => stopping, ports, care })
  const pipeline = createPipeline({
    router: createRouter(allRoutes(), routes),
    identify: household.identify,
    targets: household.targets,
    limiter,
    vault: household.facts,
    onMatch: traffic.onMatch,
  })
  const app = createRequestHandler({
    ...{ ...guards, pipeline, traffic, log: log.of.http, pages: createPages(next), stopping: () => stopping },
  })
  const chat = createChatEvents({ chat: household.chat, findPlace: household.channels.findPlace })
  const live = createLiveServer({
    ...{ guards, channels, chat, bus, version, allowHttp: config.allowHttp, identify: household.identify },
    log: log.of.sockets,
    takeRate: (address) => limiter.take('look-up', address, null),
  })
  const plainPage = await createPlainPage({ config, tls, publicFolder: join(PROJECT, 'public') })
  const listeners = await openListeners({
    config,
    tls,
    app,
    attach: live.attach,
    linksOnPlainHttp: () => household.settings().linksOnPlainHttp && household.settings().linksAllowed,
    plainPage: (request, response) => {
      const facts = plainPage.facts({ vaultName: household.vaultName(), localName: localName.current() })
      servePlainHttp({ guards, ...facts, httpsPort: listeners.httpsPort }, request, response)
    },
  })
  listening = listeners
  closers.add('listeners', (deadline) => listeners.close(deadline))
  closers.add('uploads', () => household.drainUploads())
  closers.add('sockets', live.close)

  const announced = await localName.announce({
    ...{ config, monotonic: systemClock.monotonic, warn, onNames: () => tls?.refresh() },
  })
  closers.add('local name', () => announced?.close())

  household.startBackground()
  log.of.vault.info({ version, node: process.versions.node }, 'the vault answers')
  await printBanner({
    config,
    version,
    tls,
    localName: localName.current(),
    name: household.vaultName(),
    dataPath: folder.path,
    httpsPort: listeners.httpsPort,
    httpPort: listeners.httpPort,
    setupCode: household.setupCode(),
  })
  return {
    async close(deadline) {
      stopping = true
      await closers.closeAll(deadline, (name, error) =>
        log.of.vault.error({ err: error, part: name }, 'closing failed'),
      )
    },
  }
}

async function openCertificate(
  config: VaultConfig,
  folder: DataFolder,
  deps: { builtAtMs: number; warn: (message: string) => void; closers: Closers; localName: () => string | null },
): Promise<VaultTls | null> {
  if (config.tls.kind === 'off') return null
  const tls = await openTls({
    setting: config.tls,
    folder: folder.tlsPath,
    hosts: config.hosts,
    localName: deps.localName,
    plainCa: config.plainCa,
    builtAtMs: deps.builtAtMs,
    now: systemClock.now,
    warn: deps.warn,
    interfaces: networkInterfaces,
  })
  deps.closers.add('certificates', () => tls.close())
  return tls
}
