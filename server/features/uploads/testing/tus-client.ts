import {
  type ClientRequest,
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Of a problem document; "" when it is none. */
  readonly code: string
}

export interface Wish {
  readonly headers?: Record<string, string | number>
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>
}

/** Where a person sends requests to. */
export interface Door {
  readonly port: number
  /** Of every request; `send` adds them by itself. */
  readonly headers?: Readonly<Record<string, string>>
  send(method: string, path: string, wish?: Wish): Promise<Answer>
}

export interface Site extends Door {
  readonly server: Server
  close(): Promise<void>
}

export async function serve(listener: RequestListener): Promise<Site> {
  const server = createServer({ requestTimeout: 0 }, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    port,
    server,
    send: (method, path, wish) => send(port, method, path, wish),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function send(port: number, method: string, path: string, wish: Wish = {}): Promise<Answer> {
  const { body } = wish
  const length = body instanceof Uint8Array ? { 'content-length': body.byteLength } : {}
  const request = httpRequest({ host: '127.0.0.1', port, method, path, headers: { ...length, ...wish.headers } })
  const answer = receive(request)
  if (body === undefined || body instanceof Uint8Array) request.end(body)
  // What stops the body is told by the answer, or by its absence.
  else writeAll(request, body).catch(() => request.destroy())
  return answer
}

function receive(request: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject)
    request.on('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(parts).toString()
        const isProblem = response.headers['content-type']?.startsWith('application/problem+json') ?? false
        const code = isProblem && body !== '' ? String(JSON.parse(body).code) : ''
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, code })
      })
    })
  })
}

async function writeAll(request: ClientRequest, body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const part of body) {
    if (request.destroyed) return
    if (request.write(part)) continue
    await new Promise<void>((resolve) => {
      const goOn = () => {
        request.off('drain', goOn)
        request.off('close', goOn)
        resolve()
      }
      request.on('drain', goOn)
      request.on('close', goOn)
    })
  }
  request.end()
}

export const TUS = { 'tus-resumable': '1.0.0' }
export const OFFSET_STREAM = { 'content-type': 'application/offset+octet-stream' }

export function metadata(pairs: Record<string, string>): string {
  return Object.entries({ place: 'main', ...pairs })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

/** Creates an upload. @returns its address */
export async function create(
  site: Door,
  filename: string,
  length: number | null,
  more: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<string> {
  const answer = await site.send('POST', '/api/uploads', {
    headers: {
      ...TUS,
      ...(length === null ? { 'upload-defer-length': '1' } : { 'upload-length': length }),
      'upload-metadata': metadata({ filename, ...more }),
      ...headers,
    },
  })
  if (answer.status !== 201) throw new Error(`creation answered ${answer.status}: ${answer.body}`)
  return String(answer.headers.location)
}

export function patch(site: Door, address: string, offset: number, body: Wish['body'], headers: Wish['headers'] = {}) {
  const all = { ...TUS, ...OFFSET_STREAM, 'upload-offset': offset, ...headers }
  return site.send('PATCH', address, { headers: all, ...(body === undefined ? {} : { body }) })
}

export function head(site: Door, address: string, headers: Record<string, string> = {}): Promise<Answer> {
  return site.send('HEAD', address, { headers: { ...TUS, ...headers } })
}

/** A PATCH whose body is written by hand: what a slow, stopped or vanishing device sends. */
export interface SlowPatch {
  write(part: Uint8Array): void
  /** Closes the connection without a word, as a lost network or a killed app does. */
  vanish(): void
  end(): void
  readonly answer: Promise<Answer>
}

export function slowPatch(site: Door, address: string, offset: number, length: number, headers = {}): SlowPatch {
  const request = httpRequest({
    host: '127.0.0.1',
    port: site.port,
    method: 'PATCH',
    path: address,
    headers: {
      ...{ ...TUS, ...OFFSET_STREAM, 'upload-offset': offset, 'content-length': length },
      ...{ ...site.headers, ...headers },
    },
  })
  request.flushHeaders()
  const answer = receive(request)
  // A vanished sender awaits no answer.
  answer.catch(() => undefined)
  return {
    answer,
    write: (part) => void request.write(part),
    end: () => void request.end(),
    vanish: () => void request.destroy(),
  }
}

/** Asks again and again, for at most half a minute, until the condition holds. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('did not come true in time')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** The same bytes for the same seed; cheap, and no two chunks alike. */
export function bytes(length: number, seed = 1): Buffer {
  const made = Buffer.alloc(length)
  let state = seed * 2_654_435_761 + 1
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    made[index] = state >>> 24
  }
  return made
}
