import type { Stand } from '#lib/core/media/resume.ts'

export interface PositionReportsOptions {
  video: HTMLMediaElement
  /** Tells the vault; a report that fails is replaced by the next one. */
  send: (entryId: string, stand: Stand) => void
  now: () => number
}

/** While it plays, so often. */
const EVERY_MS = 8_000
/** What moved less is not worth a word. */
const LEAST_MS = 500

/** Tells now and then where a film stands, and whenever it may be the last time that the page can. */
export class PositionReports {
  readonly #options: PositionReportsOptions
  readonly #stopListening: () => void
  #entryId: string | null = null
  #toldMs = 0
  #toldAt = 0

  constructor(options: PositionReportsOptions) {
    this.#options = options
    const { video } = options
    const listening = new AbortController()
    const { signal } = listening
    const sometimes = () => {
      if (!video.paused && options.now() - this.#toldAt >= EVERY_MS) this.tell()
    }
    const tell = () => this.tell()
    video.addEventListener('timeupdate', sometimes, { signal })
    for (const event of ['pause', 'seeked', 'ended'] as const) video.addEventListener(event, tell, { signal })
    window.addEventListener('pagehide', tell, { signal })
    document.addEventListener('visibilitychange', () => document.hidden && tell(), { signal })
    this.#stopListening = () => listening.abort()
  }

  /** From here on it is about this entry, which stands at `fromMs`; what was begun before is told first. */
  follow(entryId: string | null, fromMs = 0): void {
    this.#entryId = entryId
    this.#toldMs = fromMs
    this.#toldAt = this.#options.now()
  }

  tell(): void {
    const { video, send, now } = this.#options
    const { currentTime, duration } = video
    if (this.#entryId === null || !Number.isFinite(duration) || duration <= 0) return
    const positionMs = Math.round(currentTime * 1000)
    if (Math.abs(positionMs - this.#toldMs) < LEAST_MS) return
    this.#toldMs = positionMs
    this.#toldAt = now()
    send(this.#entryId, { positionMs, durationMs: Math.round(duration * 1000) })
  }

  close(): void {
    this.#stopListening()
  }
}
