import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { VaultConfig } from '#server/config/load-config.ts'
import { portRefusal } from '#server/console/port-refusal.ts'
import { isBehindProxy, isLinkPath, isWholeAppHere } from '#server/http/guards/plain-http-guard.ts'
import { closeListener, createHttpListener, createHttpsListener, listen } from '#server/http/listeners.ts'
import { isTrustPath } from '#server/http/trust/serve-plain-http.ts'
import type { VaultTls } from '#server/tls/open-tls.ts'

export interface Listeners {
  readonly httpsPort: number | null
  readonly httpPort: number
  /** All servers, for the sockets to attach to. */
  readonly servers: readonly Server[]
  /** New requests are refused from now on; resolves when the last connection is gone or the deadline has come. */
  close(deadline: AbortSignal): Promise<void>
}

export interface ListenersDeps {
  readonly config: Pick<VaultConfig, 'port' | 'httpPort' | 'bind' | 'allowHttp' | 'trustProxy'>
  /** null with `--tls off`. */
  readonly tls: VaultTls | null
  readonly app: RequestListener
  /** A setting of the vault: share links open on plain http. */
  readonly linksOnPlainHttp: () => boolean
  /** What plain http shows to other devices. */
  readonly plainPage: (request: IncomingMessage, response: ServerResponse) => void
  /** Attaches the sockets before the first request can come. */
  readonly attach: (server: Server) => void
}

/**
 * Opens https (unless it is off) and plain http on every address of `--bind`.
 * @throws StartRefusal `port` when one is taken
 */
export async function openListeners(deps: ListenersDeps): Promise<Listeners> {
  const { config, tls } = deps
  const addresses = config.bind.length === 0 ? [null] : config.bind
  const opened: Server[] = []

  async function open(
    server: Server,
    port: number,
    address: string | null,
    flag: '--port' | '--http-port',
  ): Promise<number> {
    deps.attach(server)
    try {
      const actual = await listen(server, port, address)
      opened.push(server)
      return actual
    } catch (error) {
      for (const other of opened) other.close()
      throw portRefusal(error, { port, flag, platform: process.platform }) ?? error
    }
  }

  let httpsPort: number | null = null
  let httpPort = config.httpPort
  for (const address of addresses) {
    if (tls !== null) {
      httpsPort = await open(createSwappingHttps(tls, deps.app), httpsPort ?? config.port, address, '--port')
    }
    httpPort = await open(createHttpListener(chooseByPeer(deps)), httpPort, address, '--http-port')
  }
  return {
    httpsPort,
    httpPort,
    servers: opened,
    async close(deadline) {
      await Promise.all(opened.map((server) => closeListener(server, deadline)))
    },
  }
}

function createSwappingHttps(tls: VaultTls, app: RequestListener): HttpsServer {
  const server = createHttpsListener(tls.secureContext(), app)
  const stop = tls.onChange((pair) => server.setSecureContext(pair))
  server.once('close', stop)
  return server
}

function chooseByPeer({ config, app, plainPage, linksOnPlainHttp }: ListenersDeps): RequestListener {
  return (request, response) => {
    const health = (request.url ?? '').split('?', 1)[0] === '/api/health'
    const trust = isTrustPath(request.url) && !isBehindProxy(request, config)
    const isLink = isLinkPath(request.url) && linksOnPlainHttp()
    if (health || isLink || (isWholeAppHere(request, config) && !trust)) app(request, response)
    else plainPage(request, response)
  }
}
