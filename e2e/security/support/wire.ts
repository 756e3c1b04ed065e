import { Agent, request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'

/** What is sent, exactly as it is sent: `fetch` would mend paths and refuse header names that an attacker uses. */
export interface Wire {
  readonly method: string
  /** The request target, not mended. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}

export interface Door {
  readonly port: number
  /** Where to connect; the Host header says `localhost:PORT` unless the request names another one. */
  readonly address?: string
  readonly tls?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
  /** Of a problem document; null for everything else. */
  readonly code: string | null
  /** Throws when the body is no JSON. */
  json<T>(): T
}

const PATIENCE_MS = 20_000
const LINES = {
  plain: new Agent({ keepAlive: true }),
  // The vault's own authority is not in the store of this process; what it signs is tested elsewhere.
  secure: new HttpsAgent({ keepAlive: true, rejectUnauthorized: false }),
}

/** Sends one request. Rejects when the connection breaks before the answer. */
export function send(door: Door, wire: Wire): Promise<Answer> {
  const { port, address = '127.0.0.1', tls = false } = door
  const length = wire.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(wire.body)) }
  const options: RequestOptions = {
    ...{ host: address, port, method: wire.method, path: wire.path, timeout: PATIENCE_MS },
    agent: tls ? LINES.secure : LINES.plain,
    headers: { host: `localhost:${port}`, ...length, ...wire.headers },
  }
  return new Promise((resolve, reject) => {
    const request = tls ? httpsRequest(options) : httpRequest(options)
    request.once('timeout', () => request.destroy(new Error(`${wire.method} ${wire.path}: no answer`)))
    request.once('error', reject)
    request.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => resolve(readAnswer(response.statusCode ?? 0, response.headers, Buffer.concat(chunks))))
    })
    request.end(wire.body)
  })
}

function readAnswer(status: number, headers: IncomingHttpHeaders, body: Buffer): Answer {
  const text = body.toString('utf8')
  const isProblem = headers['content-type']?.startsWith('application/problem+json') === true
  const code: unknown = isProblem && text !== '' ? (JSON.parse(text) as { code?: unknown }).code : null
  return {
    ...{ status, headers, body, text },
    code: typeof code === 'string' ? code : null,
    // The caller names the shape it is about to look into.
    json: <T>() => JSON.parse(text) as T,
  }
}

/**
 * What an answer does wrong, whatever was asked: a failure of ours, a refusal without a known code, or words that tell
 * of the inside. Null when it does nothing wrong. HEAD has no body to look into.
 */
export function dishonestyOf(answer: Answer, method = 'GET'): string | null {
  if (answer.status === 500) return `500 ${answer.text.slice(0, 300)}`
  if (answer.status < 400) return null
  if (method === 'HEAD') return null
  if (!isErrorCode(answer.code)) return `${answer.status} without a known code: ${answer.text.slice(0, 300)}`
  const [status] = ERROR_CODES[answer.code]
  if (status !== answer.status) return `${answer.code} came with ${answer.status}`
  return /\bat (?:async )?[\w.<>]+ \(|node_modules|ENOENT|SQLITE|\/tmp\//.test(answer.text)
    ? `tells of the inside: ${answer.text}`
    : null
}

/** Writes bytes as they are to a plain port and reads until the other side ends or `quietMs` pass in silence. */
export function sendBytes(port: number, bytes: string | Uint8Array, quietMs = 3_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let received = ''
    const done = (): void => {
      socket.destroy()
      resolve(received)
    }
    socket.setTimeout(quietMs, done)
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
    socket.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? done() : reject(error)))
    socket.once('end', done)
  })
}

/** Works through a list with a few at a time; the order of the results is that of the list. */
export async function eachOf<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++
      // In range, for the line above asked.
      results[index] = await work(items[index] as T)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
