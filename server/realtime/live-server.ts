import type { Server as HttpServer, IncomingMessage, RequestListener } from 'node:http'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import {
  type ClientEvent,
  clientEvents,
  SOCKET_VERSION,
  type SocketAnswer,
} from '#lib/contracts/socket/socket-contract.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Bus } from '#server/bus.ts'
import type { Identify } from '#server/http/call.ts'
import { isOwnUpgrade } from '#server/http/guards/origin-guard.ts'
import { isWholeAppHere } from '#server/http/guards/plain-http-guard.ts'
import { toVaultError } from '#server/http/problem.ts'
import { type Arrival, admit, type Guards } from '#server/http/request-handler.ts'
import type { Channels } from './channels.ts'
import type { ChatEvents } from './chat-events.ts'

export interface LiveDeps {
  readonly guards: Guards
  readonly allowHttp: boolean
  /** The limit of look-ups per client, which the route table cannot apply here. @throws VaultError rate_limited */
  readonly takeRate: (address: string) => void
  readonly identify: Identify
  readonly channels: Channels
  readonly chat: ChatEvents
  readonly bus: Bus
  readonly version: string
  readonly log: Logger
}

const PATH = '/socket.io'
const MAX_PACKET_BYTES = 64 * 1024
/** Sockets of one address; a household with many tabs stays far below. */
const MAX_PER_ADDRESS = 200
const REVIEW_MS = 3_000

/**
 * The one Socket.IO server, shared by both listeners. Same guards and identity as HTTP; permission is asked at each
 * event.
 */
export function createLiveServer(deps: LiveDeps): { attach(server: HttpServer): void; close(): void } {
  const io = new Server({
    path: PATH,
    serveClient: false,
    // Polling would need its own CSRF rules; every browser that runs the page has WebSocket.
    transports: ['websocket'],
    allowUpgrades: false,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    pingInterval: 20_000,
    pingTimeout: 20_000,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    allowRequest: (request, callback) => {
      const refusal = refuse(deps, request)
      callback(refusal, refusal === null)
    },
  })
  const counts = new Map<string, number>()
  io.on('connection', (socket) => {
    const arrival = readmit(deps, socket)
    if (arrival === null || !countIn(counts, arrival.address, socket)) return
    refuseAttachments(socket)
    // A client may leave its only namespace and keep the connection, which nobody would count any more.
    socket.once('disconnect', () => socket.conn.close())
    welcome(deps, socket, arrival)
  })
  const review = setInterval(() => deps.channels.reviewAll(), REVIEW_MS)
  review.unref()
  return {
    attach(server) {
      const listeners = server.listeners('request')
      // Engine.IO only takes the upgrades of its own path, and would leave others hanging.
      server.on('upgrade', (request: IncomingMessage, connection) => {
        if (!(request.url ?? '').startsWith(`${PATH}/`)) connection.destroy()
      })
      io.attach(server, { path: PATH, destroyUpgrade: false })
      // It would also answer requests that are no upgrade, before any guard of ours.
      server.removeAllListeners('request')
      // Node's own type of what was just taken from there.
      for (const listener of listeners) server.on('request', listener as RequestListener)
    },
    close() {
      clearInterval(review)
      // `io.close` would close the HTTP servers too, which still finish their requests.
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}

function refuse(deps: LiveDeps, request: IncomingMessage): string | null {
  try {
    const arrival = admit(deps.guards, request, 'upgrade')
    const { allowHttp, guards } = deps
    if (!isWholeAppHere(request, { allowHttp, trustProxy: guards.trustProxy })) return 'https_required'
    const own = isOwnUpgrade(request.headers.origin, arrival.ownOrigin, request.headers.cookie !== undefined)
    return own ? null : 'foreign_origin'
  } catch (error) {
    return toVaultError(error).code
  }
}

/** Null, and the socket ended, when the name it came under was lost between the upgrade and this moment. */
function readmit(deps: LiveDeps, socket: Socket): Arrival | null {
  try {
    return admit(deps.guards, socket.request, socket.id)
  } catch {
    socket.disconnect(true)
    return null
  }
}

/** Nothing in the contract has bytes, and a packet that announces some (types 5 and 6) is kept until they come. */
function refuseAttachments(socket: Socket): void {
  socket.conn.on('data', (packet: unknown) => {
    if (typeof packet !== 'string' || /^[56]/.test(packet)) socket.disconnect(true)
  })
}

function countIn(counts: Map<string, number>, address: string, socket: Socket): boolean {
  const count = (counts.get(address) ?? 0) + 1
  counts.set(address, count)
  socket.once('disconnect', () => {
    const left = (counts.get(address) ?? 1) - 1
    if (left > 0) counts.set(address, left)
    else counts.delete(address)
  })
  if (count <= MAX_PER_ADDRESS) return true
  socket.disconnect(true)
  return false
}

function welcome(deps: LiveDeps, socket: Socket, arrival: Arrival): void {
  const { headers } = socket.request
  // Asked at every event, so a session or grant that ended ends here too; identify answers from its cache.
  const whoIs = async () => {
    const identity = await deps.identify({ headers, secure: arrival.secure, address: arrival.address })
    if (identity.actor.principal.kind === 'service') throw new VaultError('forbidden')
    return identity
  }
  const member = deps.channels.enter(socket, whoIs)
  deps.log.info({ address: arrival.address }, 'connected')
  socket.emit('hello', { version: SOCKET_VERSION, serverVersion: deps.version })
  socket.onAny((event: unknown, ...args: unknown[]) => {
    const answer = args.pop()
    if (typeof answer !== 'function' || args.length !== 1 || !isClientEvent(event)) {
      socket.disconnect(true)
      return
    }
    handle(event, args[0])
      .catch((error: unknown) => refusal(deps.log, error))
      .then((result: SocketAnswer) => answer(result))
      .catch((error: unknown) => deps.log.error({ err: error }, 'socket answer failed'))
  })
  socket.once('disconnect', (reason) => {
    deps.log.info({ address: arrival.address, reason }, 'disconnected')
    member.gone()
  })

  async function handle(event: ClientEvent, payload: unknown): Promise<SocketAnswer> {
    switch (event) {
      case 'place:join':
        deps.takeRate(arrival.address)
        return member.join(clientEvents[event].parse(payload).place)
      case 'place:leave':
        return member.leave(clientEvents[event].parse(payload).place)
      case 'search:watch':
        return member.watchSearch(clientEvents[event].parse(payload).on)
      case 'job:follow':
        return member.follow(clientEvents[event].parse(payload).job)
      default:
        return deps.chat(event, payload, await whoIs(), arrival.address)
    }
  }
}

function isClientEvent(event: unknown): event is ClientEvent {
  return typeof event === 'string' && Object.hasOwn(clientEvents, event)
}

function refusal(log: Logger, error: unknown): SocketAnswer {
  const failure = error instanceof VaultError ? error : toVaultError(error)
  if (failure.code === 'internal') log.error({ err: error }, 'socket event failed')
  return { ok: false, code: failure.code, details: failure.details }
}
