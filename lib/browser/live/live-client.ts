import type { JobView } from '#lib/contracts/http/entries.ts'
import type { ClientEvent, ClientPayload, Presence, SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import type { LiveMessage, LiveSocket, LiveSocketEvents } from './live-socket.ts'

export type Person = Presence['people'][number]

export interface LiveSnapshot {
  readonly connected: boolean
  /** Who is in the places that this page has joined. */
  readonly people: ReadonlyMap<string, readonly Person[]>
}

/**
 * What parts of a page listen for: every event of the vault, and that a place was joined, anew after each connection.
 */
export type LiveNews =
  | LiveMessage
  | { readonly event: 'joined'; readonly payload: { readonly placeId: string; readonly chatRev: number } }

/** What the page does when the vault says that something is different. */
export interface LiveHandlers {
  onPlaceChanged(placeId: string, seq: number): void
  /** Access to a joined place ended. */
  onPlaceRemoved(placeId: string, code: string): void
  onPlacesChanged(): void
  onSessionEnded(code: string): void
  /** Something was said or read in a room. */
  onChat(placeId: string): void
  /** What the person uses is different, wherever that happened. */
  onUsageChanged(): void
  /** A share link of the person, or for an admin of anybody, is different. */
  onLinksChanged(): void
  /** The connection was away: anything may have changed. */
  onBack(): void
}

export interface LiveClientOptions {
  open: (events: LiveSocketEvents) => Promise<LiveSocket>
  handlers: LiveHandlers
}

const AWAY: LiveSocket = {
  send: async () => ({ ok: false, code: 'unavailable' }),
  connect() {},
  close() {},
}

/** The page's live channel: joins places, knows who is there, and passes on what the vault says. */
export class LiveClient {
  readonly #options: LiveClientOptions
  readonly #listeners = new Set<() => void>()
  readonly #joined = new Map<string, number>()
  readonly #news = new Set<(news: LiveNews) => void>()
  /** Refused although the page was let in: the connection came before the cookie that opens the place. */
  readonly #refused = new Set<string>()
  readonly #jobs = new Map<string, Set<(job: JobView) => void>>()
  #searches = 0
  #socket: Promise<LiveSocket> | null = null
  #wasConnected = false
  #snapshot: LiveSnapshot = { connected: false, people: new Map() }

  constructor(options: LiveClientOptions) {
    this.#options = options
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): LiveSnapshot => this.#snapshot

  /** Opens the connection, or tries again at once: after signing in, after the network came back. */
  connect(): void {
    if (this.#socket) void this.#socket.then((socket) => socket.connect())
    else this.#socket = this.#openSocket()
  }

  /** Joins a place until the returned function is called; several parts of a page may join the same one. */
  join(placeId: string): () => void {
    const count = this.#joined.get(placeId) ?? 0
    this.#joined.set(placeId, count + 1)
    if (count === 0) void this.#sendJoin(placeId)
    this.connect()
    return () => this.#leave(placeId)
  }

  /** Hears all that the vault says, until the returned function is called. */
  listen(listener: (news: LiveNews) => void): () => void {
    this.#news.add(listener)
    return () => this.#news.delete(listener)
  }

  /** Says something now or not at all: without a connection the answer is `unavailable`. */
  async say<E extends ClientEvent>(event: E, payload: ClientPayload<E>): Promise<SocketAnswer> {
    return (await this.#send((socket) => socket.send(event, payload))) ?? { ok: false, code: 'unavailable' }
  }

  /** Follows a job until it has ended or the returned function is called. */
  followJob(jobId: string, onProgress: (job: JobView) => void): () => void {
    const followers = this.#jobs.get(jobId) ?? new Set()
    this.#jobs.set(jobId, followers.add(onProgress))
    void this.#send((socket) => socket.send('job:follow', { job: jobId }))
    this.connect()
    return () => {
      followers.delete(onProgress)
      if (followers.size === 0) this.#jobs.delete(jobId)
    }
  }

  /** Hears of changes anywhere until the returned function is called; the news is `search:changed`. */
  watchSearch(): () => void {
    this.#searches++
    this.connect()
    void this.#sayWatching()
    return () => {
      this.#searches--
      void this.#sayWatching()
    }
  }

  async #sayWatching(): Promise<void> {
    const on = this.#searches > 0
    const answer = await this.#send((socket) => socket.send('search:watch', { on }))
    // What changed before the vault knew of it was told to nobody.
    if (on && answer?.ok) this.#tell({ event: 'search:changed', payload: {} })
  }

  /** Until the next `connect`. */
  close(): void {
    void this.#socket?.then((socket) => socket.close())
    this.#socket = null
    this.#publish({ connected: false, people: new Map() })
  }

  async #openSocket(): Promise<LiveSocket> {
    try {
      return await this.#options.open({
        onConnected: () => this.#connected(),
        onDisconnected: () => this.#publish({ connected: false, people: new Map() }),
        onMessage: (message) => this.#receive(message),
      })
    } catch {
      // The code for it could not be loaded: without it the page works, and asks again when it comes back to front.
      this.#socket = null
      return AWAY
    }
  }

  #connected(): void {
    this.#publish({ connected: true })
    for (const placeId of this.#joined.keys()) void this.#sendJoin(placeId)
    for (const jobId of this.#jobs.keys()) void this.#send((socket) => socket.send('job:follow', { job: jobId }))
    if (this.#searches > 0) void this.#sayWatching()
    if (this.#wasConnected) this.#options.handlers.onBack()
    this.#wasConnected = true
  }

  async #sendJoin(placeId: string): Promise<void> {
    const answer = await this.#send((socket) => socket.send('place:join', { place: placeId }))
    if (answer?.ok === false && answer.code === 'room_locked') this.#comeAnew(placeId)
    if (!answer?.ok || !this.#joined.has(placeId)) return
    this.#refused.delete(placeId)
    this.#tell({ event: 'joined', payload: { placeId, chatRev: answer.chatRev ?? 0 } })
    if (answer.people) this.#setPeople(placeId, answer.people)
    if (answer.seq !== undefined) this.#options.handlers.onPlaceChanged(placeId, answer.seq)
  }

  /** The vault knows a connection by the cookies it came with. Once per place, or a door that stays shut would loop. */
  #comeAnew(placeId: string): void {
    if (!this.#joined.has(placeId) || this.#refused.has(placeId)) return
    this.#refused.add(placeId)
    void this.#socket?.then((socket) => {
      socket.close()
      socket.connect()
    })
  }

  #tell(news: LiveNews): void {
    for (const listener of this.#news) listener(news)
  }

  #leave(placeId: string): void {
    const count = (this.#joined.get(placeId) ?? 0) - 1
    if (count > 0) {
      this.#joined.set(placeId, count)
      return
    }
    this.#joined.delete(placeId)
    this.#refused.delete(placeId)
    this.#setPeople(placeId, [])
    void this.#send((socket) => socket.send('place:leave', { place: placeId }))
  }

  /** Nothing is queued: whatever was joined or followed is said again with every new connection. */
  async #send<T>(say: (socket: LiveSocket) => Promise<T>): Promise<T | null> {
    if (!this.#socket || !this.#snapshot.connected) return null
    return say(await this.#socket)
  }

  #receive(message: LiveMessage): void {
    const { handlers } = this.#options
    const { event, payload } = message
    this.#tell(message)
    switch (event) {
      case 'place:changed':
        handlers.onPlaceChanged(payload.placeId, payload.seq)
        break
      case 'place:presence':
        if (this.#joined.has(payload.placeId)) this.#setPeople(payload.placeId, payload.people)
        break
      case 'place:removed':
        this.#setPeople(payload.placeId, [])
        handlers.onPlaceRemoved(payload.placeId, payload.code)
        break
      case 'places:changed':
        handlers.onPlacesChanged()
        break
      case 'job:progress':
        for (const follower of this.#jobs.get(payload.id) ?? []) follower(payload)
        break
      case 'session:ended':
        handlers.onSessionEnded(payload.code)
        break
      case 'chat:message':
      case 'chat:unread':
        handlers.onChat(payload.placeId)
        break
      case 'usage:changed':
        handlers.onUsageChanged()
        break
      case 'links:changed':
        handlers.onLinksChanged()
        break
      case 'search:changed':
      case 'watching:changed':
      case 'hello':
        break
    }
  }

  #setPeople(placeId: string, present: readonly Person[]): void {
    const people = new Map(this.#snapshot.people)
    if (present.length === 0) people.delete(placeId)
    else people.set(placeId, present)
    this.#publish({ people })
  }

  #publish(change: Partial<LiveSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}
