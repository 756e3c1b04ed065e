/** Where pieces of a film come from, and how they are to be understood. */
export interface RepackedSourceOptions {
  video: HTMLVideoElement
  /** `video/mp4; codecs="..."`. */
  type: string
  durationSeconds: number
  startSeconds: number
  /** The address of the film from a moment on. */
  href: (fromSeconds: number) => string
  /** It cannot go on. */
  onFailure: () => void
}

/** As much is fetched ahead, and as much is kept behind. */
const AHEAD_SECONDS = 40
const BEHIND_SECONDS = 30
/** A key frame may lie a little behind the moment that was asked for. */
const NEAR_SECONDS = 0.5
const MOST_LEAP_SECONDS = 20
/** Answers that bring nothing new, one after the other. */
const MOST_VAIN = 3

interface SourceKinds {
  ManagedMediaSource?: typeof MediaSource
}

/** A phone of Apple only has the managed one. */
export function mediaSourceKind(): typeof MediaSource | null {
  const kinds = globalThis as SourceKinds
  return kinds.ManagedMediaSource ?? (typeof MediaSource === 'undefined' ? null : MediaSource)
}

/**
 * Plays a film that the vault repacks while it is read (Media Source Extensions). A seek to what is not here asks the vault
 * anew from there. What must hold: one answer is read at a time, and nothing is appended while the buffer is busy.
 */
export class RepackedSource {
  readonly #options: RepackedSourceOptions
  readonly #source: MediaSource
  readonly #url: string
  readonly #life = new AbortController()
  #buffer: SourceBuffer | null = null
  #run = new AbortController()
  /** From where what is read now was asked for. */
  #from = 0

  constructor(options: RepackedSourceOptions) {
    const Kind = mediaSourceKind()
    if (Kind === null) throw new Error('this browser takes no pieces')
    this.#options = options
    this.#source = new Kind()
    this.#url = URL.createObjectURL(this.#source)
    const { video, type, durationSeconds } = options
    const { signal } = this.#life
    this.#source.addEventListener(
      'sourceopen',
      () => {
        this.#buffer = this.#source.addSourceBuffer(type)
        this.#source.duration = durationSeconds
        if (options.startSeconds > 0) video.currentTime = options.startSeconds
        this.#begin(options.startSeconds)
      },
      { once: true, signal },
    )
    video.addEventListener('seeking', () => this.#sought(), { signal })
    // The managed source is refused beside a way to other screens.
    video.disableRemotePlayback = true
    video.src = this.#url
  }

  close(): void {
    this.#life.abort()
    this.#run.abort()
    this.#options.video.disableRemotePlayback = false
    URL.revokeObjectURL(this.#url)
  }

  #sought(): void {
    const { currentTime } = this.#options.video
    const isComing = Math.abs(currentTime - this.#from) < NEAR_SECONDS
    if (this.#buffer === null || isComing || this.#isHere(currentTime)) return
    this.#begin(currentTime)
  }

  #isHere(seconds: number): boolean {
    const { buffered } = this.#options.video
    for (let at = 0; at < buffered.length; at++) {
      if (seconds >= buffered.start(at) - NEAR_SECONDS && seconds < buffered.end(at)) return true
    }
    return false
  }

  /** Where what is here around a moment ends. */
  #endOf(seconds: number): number {
    const { buffered } = this.#options.video
    for (let at = 0; at < buffered.length; at++) {
      if (seconds >= buffered.start(at) - NEAR_SECONDS && seconds <= buffered.end(at)) return buffered.end(at)
    }
    return seconds
  }

  #begin(fromSeconds: number): void {
    this.#run.abort()
    this.#run = new AbortController()
    this.#from = fromSeconds
    const { signal } = this.#run
    this.#readAll(fromSeconds, signal).catch(() => {
      if (!signal.aborted) this.#options.onFailure()
    })
  }

  /** Reads from a moment to the end; an answer that broke off is asked for again from where it did. */
  async #readAll(fromSeconds: number, signal: AbortSignal): Promise<void> {
    await this.#clear(signal)
    let from = fromSeconds
    for (let vain = 0; vain < MOST_VAIN; ) {
      const isWhole = await this.#read(from, signal)
      const end = this.#endOf(Math.max(from, this.#options.video.currentTime))
      if (isWhole) {
        if (this.#source.readyState === 'open') this.#source.endOfStream()
        return
      }
      vain = end > from + NEAR_SECONDS ? 0 : vain + 1
      from = Math.max(from, end)
      await this.#wanted(signal)
    }
    throw new Error('the film stopped coming')
  }

  /** @returns whether the answer came to its end */
  async #read(from: number, signal: AbortSignal): Promise<boolean> {
    const answer = await fetch(this.#options.href(from), { signal, cache: 'no-store' })
    if (!answer.ok || answer.body === null) throw new Error(`answered ${answer.status}`)
    const reader = answer.body.getReader()
    try {
      for (;;) {
        await this.#wanted(signal)
        const { done, value } = await reader.read()
        if (done) return true
        await this.#append(value, signal)
        this.#leap()
      }
    } catch (error) {
      if (signal.aborted) throw error
      return false
    } finally {
      void reader.cancel().catch(() => undefined)
    }
  }

  /** Some containers are sought to the key frame behind the moment: nothing would ever come for what lies before it. */
  #leap(): void {
    const { video } = this.#options
    const start = video.buffered.length === 0 ? video.currentTime : video.buffered.start(0)
    const gap = start - video.currentTime
    if (gap > 0 && gap < MOST_LEAP_SECONDS && !this.#isHere(video.currentTime)) video.currentTime = start + 0.01
  }

  async #append(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#settled(signal)
      try {
        this.#buffer?.appendBuffer(bytes)
        await this.#settled(signal)
        return
      } catch (error) {
        if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error
        // Full: what was seen goes, and the rest waits until some of it was.
        await this.#drop(0, this.#options.video.currentTime - BEHIND_SECONDS / 3, signal)
        await nextEvent(this.#options.video, ['timeupdate', 'seeking'], signal)
      }
    }
  }

  /** Until there is less ahead than there should be. */
  async #wanted(signal: AbortSignal): Promise<void> {
    const { video } = this.#options
    while (this.#endOf(video.currentTime) - video.currentTime > AHEAD_SECONDS) {
      await this.#drop(0, video.currentTime - BEHIND_SECONDS, signal)
      await nextEvent(video, ['timeupdate', 'seeking'], signal)
    }
  }

  async #clear(signal: AbortSignal): Promise<void> {
    await this.#settled(signal)
    if (this.#source.readyState !== 'open') return
    this.#buffer?.abort()
    await this.#drop(0, Number.POSITIVE_INFINITY, signal)
  }

  async #drop(from: number, to: number, signal: AbortSignal): Promise<void> {
    await this.#settled(signal)
    if (this.#buffer === null || this.#buffer.buffered.length === 0 || to <= from) return
    this.#buffer.remove(from, to)
    await this.#settled(signal)
  }

  async #settled(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const buffer = this.#buffer
    // Whoever comes next waits as well, so it is not cut short by the signal.
    while (buffer?.updating === true) await nextEvent(buffer, ['updateend'], this.#life.signal)
    signal.throwIfAborted()
  }
}

function nextEvent(target: EventTarget, events: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController()
    const end = (settle: () => void) => () => {
      over.abort()
      settle()
    }
    for (const event of events) target.addEventListener(event, end(resolve), { signal: over.signal })
    signal.addEventListener(
      'abort',
      end(() => reject(signal.reason)),
      { once: true, signal: over.signal },
    )
    if (signal.aborted) end(() => reject(signal.reason))()
  })
}
