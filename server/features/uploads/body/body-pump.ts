import type { Readable } from 'node:stream'
import type { Clock } from '#server/clock.ts'
import type { BodyControl } from './body-control.ts'
import { Pace, type PaceLimits } from './pace.ts'

export interface PumpOptions {
  readonly source: Readable
  /** Takes bytes in order; called again only after it resolved. */
  readonly sink: (buffers: readonly Uint8Array[], totalBytes: number) => Promise<void>
  /** More bytes than this are refused. */
  readonly maxBytes: number
  /** Bytes worth a write; asked again for each. */
  readonly batchBytes: () => number
  readonly pace: PaceLimits
  readonly clock: Pick<Clock, 'monotonic'>
  /** Ends the reading early: what came is still written. */
  readonly control: BodyControl
  /** Sees every chunk that will be written, as it arrives. */
  readonly onChunk?: ((chunk: Uint8Array) => void) | undefined
}

/** How a body ended; in each case everything taken has been given to the sink. */
export type PumpEnd = 'complete' | 'stopped' | 'yielded' | 'disconnected' | 'stalled' | 'too_long'

/** How long a few bytes may wait for more before they are written on their own. */
const FLUSH_MS = 100
const TICK_MS = 1000

/**
 * Moves a request body to the disk in large writes. Sockets bring 16 to 64 KiB at a time, and a write for each of them
 * costs twice the CPU. While one batch is written the next is gathered; once that is full too, the socket is paused.
 */
export function pumpBody(options: PumpOptions): Promise<PumpEnd> {
  return new Promise((resolve, reject) => new BodyPump(options, resolve, reject).start())
}

class BodyPump {
  readonly #options: PumpOptions
  readonly #resolve: (end: PumpEnd) => void
  readonly #reject: (error: unknown) => void
  readonly #pace: Pace
  #pending: Uint8Array[] = []
  #pendingBytes = 0
  #takenBytes = 0
  #writing = false
  #held = false
  #end: PumpEnd | null = null
  #settled = false
  #flushTimer: NodeJS.Timeout | null = null
  #ticker: NodeJS.Timeout | null = null
  #yieldTimer: NodeJS.Timeout | null = null

  constructor(options: PumpOptions, resolve: (end: PumpEnd) => void, reject: (error: unknown) => void) {
    this.#options = options
    this.#resolve = resolve
    this.#reject = reject
    this.#pace = new Pace(options.pace, options.clock)
  }

  start(): void {
    const { source, control, pace } = this.#options
    const ended = endBefore(source, control.stopping)
    if (ended !== null) {
      this.#finish(ended)
      return
    }
    control.stopping.addEventListener('abort', this.#onStop)
    control.wanted.addEventListener('abort', this.#onWanted)
    if (control.wanted.aborted) this.#onWanted()
    source.on('data', this.#onData)
    source.on('end', this.#onEnd)
    source.on('close', this.#onClose)
    // An aborted request tells so only where somebody listens; the close that follows says the same.
    source.on('error', ignore)
    this.#ticker = setTimeout(this.#onTick, Math.min(TICK_MS, pace.idleMs / 4))
  }

  readonly #onData = (chunk: Uint8Array): void => {
    const { maxBytes, batchBytes, onChunk } = this.#options
    this.#pace.received(chunk.byteLength)
    if (this.#takenBytes + chunk.byteLength > maxBytes) {
      this.#finish('too_long')
      return
    }
    this.#takenBytes += chunk.byteLength
    this.#pending.push(chunk)
    this.#pendingBytes += chunk.byteLength
    onChunk?.(chunk)
    const batch = batchBytes()
    if (this.#pendingBytes >= batch) this.#writeNext()
    else if (!this.#writing) this.#flushTimer ??= setTimeout(this.#onFlush, FLUSH_MS)
    if (this.#pendingBytes >= batch) this.#hold()
  }

  readonly #onEnd = (): void => this.#finish('complete')
  readonly #onClose = (): void => this.#finish('disconnected')
  readonly #onStop = (): void => this.#finish('stopped')
  readonly #onFlush = (): void => this.#writeNext()
  /** Now, or as soon as the sender falls silent. */
  readonly #onWanted = (): void => {
    const restMs = this.#options.pace.yieldMs - this.#pace.silentMs()
    if (restMs <= 0) this.#finish('yielded')
    else this.#yieldTimer = setTimeout(this.#onWanted, restMs)
  }
  readonly #onTick = (): void => {
    if (this.#pace.isStalled()) this.#finish('stalled')
    else this.#ticker?.refresh()
  }

  #writeNext(): void {
    this.#clearFlush()
    if (this.#writing || this.#settled) return
    if (this.#pendingBytes === 0) {
      if (this.#end !== null) this.#settle(() => this.#resolve(this.#end ?? 'complete'))
      return
    }
    const buffers = this.#pending
    const totalBytes = this.#pendingBytes
    this.#pending = []
    this.#pendingBytes = 0
    this.#writing = true
    this.#options.sink(buffers, totalBytes).then(this.#onWritten, this.#onFailure)
  }

  readonly #onWritten = (): void => {
    this.#writing = false
    if (this.#end !== null || this.#pendingBytes >= this.#options.batchBytes()) this.#writeNext()
    else if (this.#pendingBytes > 0) this.#flushTimer ??= setTimeout(this.#onFlush, FLUSH_MS)
    this.#release()
  }

  readonly #onFailure = (error: unknown): void => {
    this.#detach()
    this.#settle(() => this.#reject(error))
  }

  #hold(): void {
    if (this.#held || this.#end !== null) return
    this.#held = true
    this.#pace.hold()
    this.#options.source.pause()
  }

  #release(): void {
    if (!this.#held || this.#end !== null) return
    this.#held = false
    this.#pace.release()
    this.#options.source.resume()
  }

  #finish(end: PumpEnd): void {
    if (this.#end !== null || this.#settled) return
    this.#end = end
    this.#detach()
    this.#writeNext()
  }

  #detach(): void {
    const { source, control } = this.#options
    control.stopping.removeEventListener('abort', this.#onStop)
    control.wanted.removeEventListener('abort', this.#onWanted)
    source.off('data', this.#onData)
    source.off('end', this.#onEnd)
    source.off('close', this.#onClose)
    // Without a listener for data the stream would flow on into nothing, so it is stopped by name.
    source.pause()
    this.#clearFlush()
    if (this.#ticker !== null) clearTimeout(this.#ticker)
    this.#ticker = null
    if (this.#yieldTimer !== null) clearTimeout(this.#yieldTimer)
    this.#yieldTimer = null
  }

  #clearFlush(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer)
    this.#flushTimer = null
  }

  #settle(tell: () => void): void {
    if (this.#settled) return
    this.#settled = true
    tell()
  }
}

/** A body may be over before anybody began to read it. */
function endBefore(source: Readable, stopping: AbortSignal): PumpEnd | null {
  if (stopping.aborted) return 'stopped'
  if (source.readableEnded) return 'complete'
  return source.destroyed ? 'disconnected' : null
}

function ignore(): void {}
