import type { ClientEvent, ClientPayload, SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import { type ServerEvent, type ServerPayload, serverEvents } from '#lib/contracts/socket/socket-contract.ts'

/** What the live client needs of a connection; the tests bring their own. */
export interface LiveSocket {
  /** Resolves with the vault's answer; a connection that is away answers `unavailable`. */
  send<E extends ClientEvent>(event: E, payload: ClientPayload<E>): Promise<SocketAnswer>
  /** Tries again at once, also after the vault has closed the connection. */
  connect(): void
  close(): void
}

/** One event of the vault, parsed. */
export type LiveMessage = { [E in ServerEvent]: { event: E; payload: ServerPayload<E> } }[ServerEvent]

export interface LiveSocketEvents {
  onConnected: () => void
  onDisconnected: () => void
  onMessage: (message: LiveMessage) => void
}

const ANSWER_MS = 10_000

/** Opens the socket of the page's own origin; the library is loaded only now, for no first paint waits for it. */
export async function openLiveSocket(events: LiveSocketEvents): Promise<LiveSocket> {
  const { io } = await import('socket.io-client')
  // HTTP/1.1 gives a page six connections; a WebSocket is none of them, polling would be.
  const socket = io({
    transports: ['websocket'],
    // The library notices only by this time that a line was closed before the vault could greet.
    timeout: 8_000,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
  })
  // Between two attempts the library waits, up to the longest delay, and does not listen to `connect`.
  let isWaiting = false
  const setWaiting = (waits: boolean) => () => {
    isWaiting = waits
  }
  socket.io.on('reconnect_error', setWaiting(true))
  socket.io.on('reconnect_attempt', setWaiting(false))
  socket.on('connect', events.onConnected)
  socket.on('disconnect', events.onDisconnected)
  for (const event of Object.keys(serverEvents) as ServerEvent[]) {
    socket.on(event, (payload: unknown) => {
      const parsed = serverEvents[event].safeParse(payload)
      // A newer vault may say more than this page understands; what does not parse is not for it.
      // The schema of this very event made the payload, which a union of schemas cannot tell the compiler.
      if (parsed.success) events.onMessage({ event, payload: parsed.data } as LiveMessage)
    })
  }
  return {
    async send(event, payload) {
      try {
        // The contract gives every client event an answer of this shape.
        return (await socket.timeout(ANSWER_MS).emitWithAck(event, payload)) as SocketAnswer
      } catch {
        return { ok: false, code: 'unavailable' }
      }
    },
    connect: () => {
      // Asked twice on its way, the library greets the vault twice, which ends the connection.
      if (socket.active && !isWaiting) return
      if (isWaiting) socket.disconnect()
      isWaiting = false
      socket.connect()
    },
    close: () => void socket.close(),
  }
}
