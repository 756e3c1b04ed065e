import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Identity } from './call.ts'

/** Routes whose requests are transfers to a person; all others are only counted. */
const UP = new Set([
  'uploads.create',
  'uploads.patch',
  'content.put',
  'content.form',
  'files.save',
  'shared.create_upload',
  'shared.patch_upload',
])
const DOWN = new Set(['files.content', 'versions.content', 'zip.get', 'shared.content', 'shared.zip'])
const SPAN_MS = 1_000

export interface TransferNow {
  readonly direction: 'up' | 'down'
  readonly person: string
  readonly address: string
  readonly bytes: number
  readonly bytesPerSecond: number
  /** Wall clock. */
  readonly startedAt: number
}

export interface RequestEnd {
  readonly routeId: string
  readonly status: number
  readonly seconds: number
}

interface Running {
  readonly socket: Socket
  readonly startedAt: number
  readonly startedMono: number
  routeId: string
  person: string
  address: string
  readBytes: number
  writtenBytes: number
  /** What was counted when the last span ended, and how fast that span was. */
  spanRead: number
  spanWritten: number
  upPerSecond: number
  downPerSecond: number
}

/** Bytes a connection had moved when it was last counted: it outlives its requests. */
interface Counted {
  read: number
  written: number
}

/** What goes over the wire, as seen from the connections: by request, and all together. */
export class Traffic {
  readonly #running = new Map<IncomingMessage, Running>()
  readonly #counted = new WeakMap<Socket, Counted>()
  readonly #monotonic: () => number
  readonly #now: () => number
  readonly #onEnd: (end: RequestEnd) => void
  #spanAt: number
  #upBytes = 0
  #downBytes = 0

  constructor(deps: { monotonic: () => number; now: () => number; onEnd: (end: RequestEnd) => void }) {
    this.#monotonic = deps.monotonic
    this.#now = deps.now
    this.#onEnd = deps.onEnd
    this.#spanAt = deps.monotonic()
  }

  begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    this.#running.set(request, {
      ...{ socket, routeId: 'page', person: '', address: '' },
      ...{ startedAt: this.#now(), startedMono: this.#monotonic() },
      ...{ readBytes: 0, writtenBytes: 0, spanRead: 0, spanWritten: 0, upPerSecond: 0, downPerSecond: 0 },
    })
    response.once('close', () => this.#end(request, response.statusCode))
  }

  /** Called once it is known what a request asks for, and by whom. Bound, to be handed to the pipeline. */
  readonly onMatch = (request: IncomingMessage, routeId: string, { account }: Identity, address: string): void => {
    const running = this.#running.get(request)
    if (running !== undefined) Object.assign(running, { routeId, person: account?.name ?? '', address })
  }

  /** Since the start. */
  totals(): { upBytes: number; downBytes: number } {
    this.#measure()
    return { upBytes: this.#upBytes, downBytes: this.#downBytes }
  }

  transfers(): TransferNow[] {
    this.#measure()
    const transfers: TransferNow[] = []
    for (const running of this.#running.values()) {
      const direction = UP.has(running.routeId) ? 'up' : DOWN.has(running.routeId) ? 'down' : null
      if (direction === null) continue
      const isUp = direction === 'up'
      transfers.push({
        direction,
        ...{ person: running.person, address: running.address, startedAt: running.startedAt },
        bytes: isUp ? running.readBytes : running.writtenBytes,
        bytesPerSecond: Math.round(isUp ? running.upPerSecond : running.downPerSecond),
      })
    }
    return transfers
  }

  #end(request: IncomingMessage, status: number): void {
    const running = this.#running.get(request)
    if (running === undefined) return
    this.#count(running)
    this.#running.delete(request)
    this.#onEnd({ routeId: running.routeId, status, seconds: (this.#monotonic() - running.startedMono) / 1000 })
  }

  #measure(): void {
    const spanMs = this.#monotonic() - this.#spanAt
    const isOver = spanMs >= SPAN_MS
    if (isOver) this.#spanAt = this.#monotonic()
    for (const running of this.#running.values()) {
      this.#count(running)
      if (!isOver) continue
      // One that began within the span is measured over its own time.
      const seconds = Math.max(50, Math.min(spanMs, this.#monotonic() - running.startedMono)) / 1000
      running.upPerSecond = (running.readBytes - running.spanRead) / seconds
      running.downPerSecond = (running.writtenBytes - running.spanWritten) / seconds
      running.spanRead = running.readBytes
      running.spanWritten = running.writtenBytes
    }
  }

  #count(running: Running): void {
    const { socket } = running
    const counted = this.#counted.get(socket) ?? { read: 0, written: 0 }
    const read = Math.max(counted.read, socket.bytesRead)
    const written = Math.max(counted.written, socket.bytesWritten)
    this.#counted.set(socket, { read, written })
    running.readBytes += read - counted.read
    running.writtenBytes += written - counted.written
    this.#upBytes += read - counted.read
    this.#downBytes += written - counted.written
  }
}
