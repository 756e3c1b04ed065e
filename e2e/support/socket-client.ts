import { io, type Socket } from 'socket.io-client'
import type { SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'

/** A connection of a client that keeps to the rules. */
export async function connectSocket(port: number, headers: Readonly<Record<string, string>>): Promise<Socket> {
  const socket = io(`http://localhost:${port}`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { ...headers } },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('hello', () => resolve())
    socket.once('connect_error', reject)
  })
  return socket
}

export const ask = (socket: Socket, event: string, payload: unknown): Promise<SocketAnswer> =>
  socket.timeout(5_000).emitWithAck(event, payload) as Promise<SocketAnswer>
