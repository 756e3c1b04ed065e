import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A WebSocket client (RFC 6455) that says whatever it is told to, broken or not: libraries mend what an attacker would
 * send.
 */
export interface RawWebSocket {
  /** Text messages that came so far. */
  readonly messages: readonly string[]
  /** Sends a frame; masked unless told otherwise. */
  send(payload: string | Uint8Array, options?: FrameOptions): void
  /** Bytes as they are. */
  sendBytes(bytes: Uint8Array): void
  /** Resolves with true when the other side ends within the time, else false. */
  ended(withinMs?: number): Promise<boolean>
  /** Resolves with the first message the predicate takes. @throws Error when none came in time */
  next(take: (message: string) => boolean, withinMs?: number): Promise<string>
  close(): void
}

export interface FrameOptions {
  readonly opcode?: number
  readonly masked?: boolean
  readonly final?: boolean
  readonly reserved?: number
}

export type Opened = { kind: 'open'; socket: RawWebSocket } | { kind: 'refused'; answer: string }

/** Knocks at the sockets of the vault. */
export function openWebSocket(options: {
  port: number
  /** Where to connect. */
  address?: string
  path?: string
  headers?: Readonly<Record<string, string>>
}): Promise<Opened> {
  const { port, address = '127.0.0.1', path = '/socket.io/?EIO=4&transport=websocket', headers = {} } = options
  const key = randomBytes(16).toString('base64')
  const lines = Object.entries({
    ...{ Host: `localhost:${port}`, Connection: 'Upgrade', Upgrade: 'websocket' },
    ...{ 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': key },
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return new Promise((resolve, reject) => {
    const socket = connect(port, address, () => socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`))
    let head = ''
    const refused = (): void => resolve({ kind: 'refused', answer: head })
    const read = (chunk: Buffer): void => {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) return
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
      if (!head.startsWith('HTTP/1.1 101') || !head.includes(accept)) return
      socket.off('data', read)
      socket.off('close', refused)
      resolve({ kind: 'open', socket: talkOn(socket, Buffer.from(head.slice(end + 4), 'latin1')) })
    }
    socket.on('data', read)
    socket.once('close', refused)
    socket.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? refused() : reject(error)))
    setTimeout(refused, 5_000).unref()
  })
}

function talkOn(socket: Socket, rest: Buffer): RawWebSocket {
  const messages: string[] = []
  let buffer = Buffer.alloc(0)
  const read = (chunk: Buffer): void => {
    buffer = Buffer.concat([buffer, chunk])
    for (let frame = takeFrame(buffer); frame !== null; frame = takeFrame(buffer)) {
      buffer = buffer.subarray(frame.size)
      if (frame.opcode === 1) messages.push(frame.payload.toString('utf8'))
      // The other side says goodbye, and would wait for ours.
      if (frame.opcode === 8) socket.destroy()
    }
  }
  socket.on('data', read)
  socket.on('error', () => undefined)
  read(rest)
  return {
    messages,
    send: (payload, options) => void socket.write(makeFrame(Buffer.from(payload), options)),
    sendBytes: (bytes) => void socket.write(bytes),
    ended: (withinMs = 5_000) =>
      new Promise((resolve) => {
        if (socket.destroyed || socket.readableEnded) resolve(true)
        socket.once('close', () => resolve(true))
        socket.once('end', () => resolve(true))
        setTimeout(() => resolve(false), withinMs)
      }),
    async next(take, withinMs = 5_000) {
      for (const deadline = Date.now() + withinMs; Date.now() < deadline; ) {
        const found = messages.find(take)
        if (found !== undefined) return found
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`no such message; there were: ${messages.join(' | ').slice(0, 1_000)}`)
    },
    close: () => socket.destroy(),
  }
}

/** Frames of a server are not masked. */
function takeFrame(buffer: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (buffer.length < 2) return null
  const short = (buffer[1] ?? 0) & 0x7f
  const head = short === 126 ? 4 : short === 127 ? 10 : 2
  if (buffer.length < head) return null
  const length = short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short
  if (buffer.length < head + length) return null
  return { opcode: (buffer[0] ?? 0) & 0x0f, payload: buffer.subarray(head, head + length), size: head + length }
}

function makeFrame(payload: Buffer, options: FrameOptions = {}): Buffer {
  const { opcode = 1, masked = true, final = true, reserved = 0 } = options
  const first = (final ? 0x80 : 0) | (reserved << 4) | opcode
  const mask = masked ? randomBytes(4) : Buffer.alloc(0)
  const bit = masked ? 0x80 : 0
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = first
  head[1] = bit | (length < 126 ? length : length < 65_536 ? 126 : 127)
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  const body = masked ? payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) : payload
  return Buffer.concat([head, mask, body])
}
