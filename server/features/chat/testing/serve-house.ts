import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { createApi } from '#lib/api/client.ts'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import { allRoutes, ROUTES } from '#lib/contracts/http/routes.ts'
import type { ClientEvent, ClientPayload, SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import { createBus } from '#server/bus.ts'
import { type Clock, systemClock } from '#server/clock.ts'
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
import { createChatEvents } from '#server/realtime/chat-events.ts'
import { createLiveServer } from '#server/realtime/live-server.ts'
import { bindRoutes } from '#server/vault/bind-routes.ts'
import { Closers } from '#server/vault/closers.ts'
import { createHostNames } from '#server/vault/host-names.ts'
import { openCare } from '#server/vault/open-care.ts'
import { openHousehold } from '#server/vault/open-household.ts'
import { ratePolicies } from '#server/vault/rate-policies.ts'

export const ADMIN = { name: 'Rowan', password: 'correct horse battery' } as const
export const MILA = { name: 'Mila', password: 'staple candle river' } as const

export type House = Awaited<ReturnType<typeof serveHouse>>

/** Everything of a vault but its pages, over plain http and sockets on the loopback. */
export async function serveHouse(from?: { dataFolder: string }) {
  const dataFolder = from?.dataFolder ?? (await mkdtemp(join(tmpdir(), 'hearth-chat-')))
  const running = createRunningConfig(
    loadConfig({
      argv: ['--data', join(dataFolder, 'data'), '--rate-token', 'none', '--rate-unlock', 'none'],
      env: { HEARTH_ADMIN_USER: ADMIN.name, HEARTH_ADMIN_PASSWORD: ADMIN.password },
      readFile: () => null,
    }),
  )
  const { config } = running
  const closers = new Closers()
  const folder = await openDataFolder({ path: config.dataPath })
  closers.add('data folder', () => folder.close())
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const bus = createBus(onError)
  let passedMs = 0
  const clock: Clock = { now: () => systemClock.now() + passedMs, monotonic: () => systemClock.monotonic() + passedMs }
  const [logs, metrics] = [await openLog({ folder: join(folder.path, 'logs'), level: 'info' }), createMetrics()]
  closers.add('log', logs.close)
  const household = await openHousehold({
    ...{ config, folder, bus, clock, closers, onError, metrics, log: logs },
    warn: () => {},
  })
  const guards = { hosts: createHostNames([], () => null, clock.monotonic), allowPublic: false, trustProxy: [] }
  const stopping = () => false
  const log = logs.of.http
  const channels = createChannels({ bus, onError, ...household.channels })
  const traffic = new Traffic({ ...clock, onEnd: metrics.requestEnded })
  let ports: { httpPort: number; httpsPort: number } | null = null
  const care = await openCare({
    ...{ running, log: logs, metrics, traffic, tls: null, version: '0', household, channels, onError },
    ports: () => ports,
  })
  const pipeline = createPipeline({
    router: createRouter(
      allRoutes(),
      bindRoutes({ household, config, version: '0', stopping, ports: () => ports, care }),
    ),
    identify: household.identify,
    targets: household.targets,
    limiter: createRateLimiter({ policies: ratePolicies(config), clock }),
    vault: household.facts,
    onMatch: traffic.onMatch,
  })
  const pages = async () => {}
  const server = createServer(createRequestHandler({ ...guards, pipeline, pages, log, traffic, stopping }))
  const live = createLiveServer({
    ...{ guards, identify: household.identify, bus, version: '0', log: logs.of.sockets },
    ...{ allowHttp: false, takeRate: () => undefined },
    channels,
    chat: createChatEvents({ chat: household.chat, findPlace: household.channels.findPlace }),
  })
  live.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  household.startBackground()
  // It listens on a port, so its address is of this kind.
  const { port } = server.address() as AddressInfo
  ports = { httpPort: port, httpsPort: 0 }
  const origin = `http://127.0.0.1:${port}`

  const apiOf = (headers: Record<string, string> = {}) => createApi({ baseUrl: origin, fetch, headers: () => headers })
  const signIn = async (person: { name: string; password: string }) => {
    const body = { grant: 'password', label: 'test', ...person } as const
    const { accessToken } = await apiOf().call(ROUTES.people.createToken, { body })
    return { authorization: `Bearer ${accessToken}` }
  }
  const unlock = async (place: string, password: string) => {
    const body = { password, grantIn: 'body' } as const
    const { grant } = await apiOf().call(ROUTES.places.unlock, { params: { place }, body })
    return { authorization: `Bearer ${grant}` }
  }
  const talkers: Talker[] = []
  return {
    ...{ origin, household, errors, dataFolder, logs, apiOf, signIn, unlock },
    pass(ms: number) {
      passedMs += ms
    },
    async connect(headers: Record<string, string>) {
      const talker = await openTalker(origin, headers)
      talkers.push(talker)
      return talker
    },
    async stop() {
      for (const { socket } of talkers) socket.disconnect()
      live.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await closers.closeAll(AbortSignal.timeout(5_000), (_, error) => onError(error))
    },
    remove: () => rm(dataFolder, { recursive: true, force: true }),
  }
}

export type Talker = Awaited<ReturnType<typeof openTalker>>

/** One connection, and every message it was told of. */
async function openTalker(origin: string, headers: Record<string, string>) {
  const socket: Socket = io(origin, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: headers },
  })
  const heard: ChatMessage[] = []
  const events: [string, unknown][] = []
  socket.onAny((event: string, payload: unknown) => events.push([event, payload]))
  socket.on('chat:message', ({ message }: { message: ChatMessage }) => heard.push(message))
  await new Promise<void>((resolve, reject) => {
    socket.once('hello', () => resolve())
    socket.once('connect_error', reject)
  })
  // The contract gives every client event an answer of this shape.
  const ask = async <E extends ClientEvent>(event: E, payload: ClientPayload<E>): Promise<SocketAnswer> =>
    (await socket.timeout(10_000).emitWithAck(event, payload)) as SocketAnswer
  const say = (place: string, text: string, more: { clientId?: string; entries?: string[] } = {}) =>
    ask('chat:send', { place, text, clientId: randomUUID(), ...more })
  return { socket, heard, events, ask, say }
}

/** The stored message of an answer. */
export function messageOf(answer: SocketAnswer): ChatMessage {
  if (!answer.ok || answer.message === undefined) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return answer.message
}
