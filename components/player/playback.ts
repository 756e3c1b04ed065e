import { isPictured } from '#components/files/view/picture-href.ts'
import type { Api } from '#lib/api/client.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { pictureRoutes } from '#lib/contracts/http/pictures.ts'
import { type MediaTracks, playbackRoutes } from '#lib/contracts/http/playback.ts'
import { type Position, watchingRoutes } from '#lib/contracts/http/watching.ts'
import type { Plan } from '#lib/core/media/plan-playback.ts'
import { isUsual, planFor } from './choose-source.ts'
import { contentHref } from './content-href.ts'
import { NOTHING, type PlaybackState } from './playback-state.ts'
import { PositionReports } from './position-reports.ts'
import { RepackedSource } from './repacked-source.ts'
import { ShownSubtitles } from './shown-subtitles.ts'
import { tellPlayed } from './tell-played.ts'

/** Where the element is shown, and what to do when another entry is to be shown there. */
export interface Stage {
  host: HTMLElement
  onShow: (entryId: string) => void
}

export interface PlaybackOptions {
  api: Api
  /** Whether anything plays, small or large. */
  onActive: (isActive: boolean) => void
}

/** A film begins at once where the vault takes longer to say where it stood. */
const POSITION_WAIT_MS = 900
const NOTICE_MS = 10_000
const COUNTDOWN_SECONDS = 8
/** Devices that are this close together are at the same place. */
const SAME_PLACE_SECONDS = 10

/**
 * One media element for the whole page. What must hold: it never leaves the document, for a browser pauses one that does;
 * it is moved, never made anew, so what plays goes on while pages change around it.
 */
export class Playback {
  readonly video: HTMLVideoElement
  readonly #options: PlaybackOptions
  readonly #reports: PositionReports
  /** Holds the element while nobody shows it. */
  readonly #parking: HTMLElement
  readonly #listeners = new Set<() => void>()
  #state = NOTHING
  #stage: Stage | null = null
  #isToGoOn = false
  #endTellingPlayed = () => {}
  #loading = new AbortController()
  #repacked: RepackedSource | null = null
  readonly #texts: ShownSubtitles
  #countdown: ReturnType<typeof setInterval> | null = null
  #notice: ReturnType<typeof setTimeout> | null = null

  constructor(options: PlaybackOptions) {
    this.#options = options
    this.video = document.createElement('video')
    this.video.playsInline = true
    this.video.preload = 'metadata'
    this.video.className = 'absolute inset-0 h-full w-full touch-manipulation'
    this.video.addEventListener('ended', () => this.#ended())
    this.video.addEventListener('play', () => this.#cancelCountdown())
    this.video.addEventListener('error', () => void this.#refused())
    this.#texts = new ShownSubtitles({
      video: this.video,
      href: (track) =>
        options.api.href(playbackRoutes.subtitles, { params: { entry: this.#state.entry?.id ?? '', track } }),
      onChange: (subtitles) => this.#set({ subtitles }),
    })
    this.#parking = document.createElement('div')
    this.#parking.style.cssText = 'position:fixed;width:1px;height:1px;overflow:hidden;opacity:0;pointer-events:none'
    this.#parking.append(this.video)
    this.#reports = new PositionReports({
      video: this.video,
      now: () => performance.now(),
      send: (entry, body) => this.#report(entry, body),
    })
  }

  readonly state = (): PlaybackState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Plays an entry, unless it is the one that plays already. */
  open(entry: EntryView, queue: readonly EntryView[]): void {
    const before = this.#state.entry
    if (before !== null && before.id === entry.id && before.contentId === entry.contentId) {
      this.#set({ entry, queue })
    } else {
      this.#leave()
      if (!this.#parking.isConnected) document.body.append(this.#parking)
      this.#set({ ...NOTHING, where: this.#state.where, entry, queue })
      void this.#load(entry, this.#loading.signal)
    }
    this.#options.onActive(true)
  }

  /** Shows the element on a stage until the returned function is called; then it goes on small, or ends. */
  enter(stage: Stage): () => void {
    this.#stage = stage
    this.#isToGoOn = false
    stage.host.append(this.video)
    this.#set({ where: 'stage' })
    return () => {
      if (this.#stage !== stage) return
      this.#stage = null
      this.#parking.append(this.video)
      const plays = !this.video.paused && this.#state.entry?.type === 'sound'
      if (this.#isToGoOn || plays) this.#set({ where: 'small', resumed: null, offered: null })
      else this.stop()
    }
  }

  /** Shows it small until the returned function is called. */
  enterSmall(host: HTMLElement): () => void {
    host.append(this.video)
    return () => {
      if (this.video.parentElement === host) this.#parking.append(this.video)
    }
  }

  /** The stage is about to close: go on small. */
  goOnSmall(): void {
    this.#isToGoOn = true
  }

  stop(): void {
    this.#leave()
    this.#set({ ...NOTHING, where: this.#state.where })
    this.#options.onActive(false)
  }

  /** From its beginning, instead of where it went on. */
  restart(): void {
    this.video.currentTime = 0
    this.#set({ resumed: null })
  }

  /** To where the other device is. */
  follow(): void {
    const { offered } = this.#state
    if (offered !== null) this.video.currentTime = offered.atSeconds
    this.#set({ offered: null })
  }

  dismiss(): void {
    this.#set({ offered: null, resumed: null })
  }

  neighbour(step: 1 | -1): EntryView | null {
    const { entry, queue } = this.#state
    const at = queue.findIndex(({ id }) => id === entry?.id)
    return at === -1 ? null : (queue[at + step] ?? null)
  }

  /** Plays a neighbour of the queue, or nothing where there is none. */
  go(entry: EntryView | null): void {
    this.#cancelCountdown()
    if (entry === null) return
    if (this.#stage !== null) this.#stage.onShow(entry.id)
    else this.open(entry, this.#state.queue)
  }

  cancelNext(): void {
    this.#cancelCountdown()
  }

  /** The vault says that the person is somewhere else in a file by now. */
  async heard(entryId: string): Promise<void> {
    if (this.#state.entry?.id !== entryId || !this.video.paused) return
    const position = await this.#ask(entryId, this.#loading.signal)
    if (position === null || !position.elsewhere || position.standing !== 'middle' || !this.video.paused) return
    const atSeconds = position.positionMs / 1000
    const isNear = Math.abs(atSeconds - this.video.currentTime) < SAME_PLACE_SECONDS
    if (this.#state.entry?.id === entryId) this.#set({ offered: isNear ? null : { atSeconds } })
  }

  async #load(entry: EntryView, signal: AbortSignal): Promise<void> {
    const asked = this.#ask(entry.id, signal)
    const waited = new Promise<null>((resolve) => setTimeout(() => resolve(null), POSITION_WAIT_MS))
    const position = await Promise.race([asked, waited])
    if (signal.aborted) return
    const goesOn = position?.standing === 'middle' ? position : null
    const atSeconds = goesOn === null ? 0 : goesOn.positionMs / 1000
    const begin = () => {
      if (goesOn === null) return
      this.video.currentTime = atSeconds
      this.#set({ resumed: { atSeconds, elsewhere: goesOn.elsewhere } })
      this.#notice = setTimeout(() => this.#set({ resumed: null }), NOTICE_MS)
    }
    this.video.addEventListener('loadedmetadata', begin, { once: true, signal })
    this.#reports.follow(entry.id, atSeconds * 1000)
    this.#endTellingPlayed = tellPlayed(this.#options.api, this.video, entry.id)
    this.video.autoplay = true
    if (entry.type === 'film' && isPictured(entry)) this.video.poster = this.#posterOf(entry)
    const isSong = entry.type === 'sound' && isUsual(entry)
    const asksTracks = isSong ? null : this.#askTracks(entry, signal)
    if (isUsual(entry)) this.#play({ kind: 'direct' }, atSeconds)
    else this.#playBy((await asksTracks) ?? null, atSeconds, signal)
  }

  /** Null: none. The language is remembered for the next film. */
  chooseSubtitles(id: string | null): void {
    this.#texts.choose(id)
  }

  /** Plays on with another track of sound. */
  chooseAudio(index: number): void {
    const { tracks } = this.#state
    if (tracks === null) return
    const atSeconds = this.video.currentTime
    this.#set({ audio: index })
    this.#playBy(tracks, atSeconds, this.#loading.signal)
    if (this.#state.plan?.kind === 'direct')
      this.video.addEventListener('loadedmetadata', () => (this.video.currentTime = atSeconds), {
        once: true,
        signal: this.#loading.signal,
      })
  }

  /** The browser would not have it as it is: the vault says what it is, and it is tried otherwise. */
  async #refused(): Promise<void> {
    const { entry, plan } = this.#state
    if (entry === null || plan?.kind !== 'direct' || this.video.error?.code === MediaError.MEDIA_ERR_NETWORK) return
    const { signal } = this.#loading
    const tracks = this.#state.tracks ?? (await this.#askTracks(entry, signal))
    if (signal.aborted || tracks === null) return
    const next = planFor({ ...tracks, container: tracks.container === null ? null : 'refused' }, this.video, null)
    if (next.kind !== 'direct') this.#play(next, this.video.currentTime)
  }

  async #askTracks(entry: EntryView, signal: AbortSignal): Promise<MediaTracks | null> {
    const asked = this.#options.api.call(playbackRoutes.tracks, { params: { entry: entry.id }, signal })
    // Without an answer it is tried as it is.
    const tracks = await asked.catch(() => null)
    if (!signal.aborted && tracks !== null) {
      this.#set({ tracks })
      this.#texts.offer(tracks.subtitles)
    }
    return tracks
  }

  #playBy(tracks: MediaTracks | null, atSeconds: number, signal: AbortSignal): void {
    if (signal.aborted) return
    this.#play(tracks === null ? { kind: 'direct' } : planFor(tracks, this.video, this.#state.audio), atSeconds)
  }

  #play(plan: Plan, atSeconds: number): void {
    const { entry, tracks } = this.#state
    if (entry === null) return
    const { api } = this.#options
    this.#repacked?.close()
    this.#repacked = null
    this.#set({ plan, isBroken: false })
    if (plan.kind === 'direct') this.video.src = contentHref(api, entry)
    if (plan.kind !== 'repack') return
    const { video, audio, type } = plan
    this.#repacked = new RepackedSource({
      ...{ video: this.video, type, startSeconds: atSeconds },
      durationSeconds: (tracks?.durationMs ?? 0) / 1000 || Number.POSITIVE_INFINITY,
      href: (start) =>
        api.href(playbackRoutes.repacked, {
          params: { entry: entry.id },
          query: { start, ...(video === null ? {} : { video }), ...(audio === null ? {} : { audio }) },
        }),
      onFailure: () => this.#set({ isBroken: true }),
    })
  }

  /** Null when nobody knows, or the vault does not answer: then it begins anew. */
  async #ask(entry: string, signal: AbortSignal): Promise<Position | null> {
    const asked = this.#options.api.call(watchingRoutes.position, { params: { entry }, signal })
    return asked.then(({ position }) => position).catch(() => null)
  }

  #report(entry: string, body: { positionMs: number; durationMs: number }): void {
    const href = this.#options.api.href(watchingRoutes.report, { params: { entry } })
    // Also from a page that is just closing.
    const init = { method: 'PUT', keepalive: true, headers: { 'content-type': 'application/json' } } as const
    // Lost while the vault is away; the next one says it again.
    void fetch(href, { ...init, body: JSON.stringify(body) }).catch(() => undefined)
  }

  #posterOf({ id, contentId }: EntryView): string {
    const query = contentId === null ? { size: 'medium' as const } : { size: 'medium' as const, content: contentId }
    return this.#options.api.href(pictureRoutes.thumbnail, { params: { entry: id }, query })
  }

  #leave(): void {
    this.#cancelCountdown()
    if (this.#notice !== null) clearTimeout(this.#notice)
    this.#loading.abort()
    this.#loading = new AbortController()
    this.#repacked?.close()
    this.#repacked = null
    this.#texts.clear()
    this.#reports.tell()
    this.#reports.follow(null)
    this.#endTellingPlayed()
    this.#endTellingPlayed = () => {}
    this.video.pause()
    this.video.removeAttribute('poster')
    this.video.removeAttribute('src')
    this.video.load()
  }

  #ended(): void {
    const next = this.neighbour(1)
    if (next === null) return
    if (next.type === 'sound') this.go(next)
    else this.#countDown(next)
  }

  #countDown(entry: EntryView): void {
    let seconds = COUNTDOWN_SECONDS
    this.#set({ upNext: { entry, seconds } })
    this.#countdown = setInterval(() => {
      seconds -= 1
      if (seconds > 0) this.#set({ upNext: { entry, seconds } })
      else this.go(entry)
    }, 1_000)
  }

  #cancelCountdown(): void {
    if (this.#countdown !== null) clearInterval(this.#countdown)
    this.#countdown = null
    if (this.#state.upNext !== null) this.#set({ upNext: null })
  }

  #set(change: Partial<PlaybackState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
