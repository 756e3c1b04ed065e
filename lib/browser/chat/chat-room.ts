import type { Api } from '#lib/api/client.ts'
import type { LiveClient, LiveNews } from '#lib/browser/live/live-client.ts'
import { type ChatMessage, type ChatPage, chatRoutes } from '#lib/contracts/http/chat.ts'
import type { ClientEvent, ClientPayload, SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import { addOlder, applyChanges, hear, type MessageLog, refreshMessages, startLog } from '#lib/core/chat/message-log.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type Outbox, type Unsent, withoutSent } from './outbox.ts'
import type { ReadMarks } from './read-marks.ts'

export interface ChatSnapshot {
  readonly status: 'loading' | 'ready' | 'failed'
  /** Why the conversation could not be read, or read further. */
  readonly error: unknown
  readonly messages: readonly ChatMessage[]
  readonly unsent: readonly Unsent[]
  readonly hasOlder: boolean
  readonly isReadingOlder: boolean
  /** As it stood when the conversation was opened: what came since is new. */
  readonly readSeq: number
  readonly self: ChatPage['self']
  readonly isConnected: boolean
}

export interface ChatRoomOptions {
  readonly api: Pick<Api, 'call'>
  readonly live: Pick<LiveClient, 'join' | 'say' | 'listen' | 'subscribe' | 'getSnapshot'>
  readonly reads: Pick<ReadMarks, 'mark' | 'retry'>
  readonly placeId: string
  readonly outbox: Outbox
  readonly newClientId: () => string
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
}

const PAGE = 50
const CHANGES = 200
const TRY_AGAIN_MS = 2_000
const PATIENT_MS = 500
const PATIENT_TRIES = 20
const NOBODY: ChatPage['self'] = { name: '', needsName: false }

/**
 * The conversation of one room, while somebody looks at it. What must hold: every message of the vault is shown once
 * and in order; whatever was said here is sent until the vault has answered it, one after the other, and only once.
 */
export class ChatRoom {
  readonly #options: ChatRoomOptions
  readonly #listeners = new Set<() => void>()
  #log: MessageLog<ChatMessage> | null = null
  #snapshot: ChatSnapshot
  #isOpen = false
  #wasConnected = false
  #sync: Promise<void> | null = null
  #syncAgain = false
  #isSending = false

  constructor(options: ChatRoomOptions) {
    this.#options = options
    this.#snapshot = {
      ...{ status: 'loading', error: null, messages: [], unsent: options.outbox.load(), hasOlder: false },
      ...{ isReadingOlder: false, readSeq: 0, self: NOBODY, isConnected: options.live.getSnapshot().connected },
    }
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): ChatSnapshot => this.#snapshot

  /** Until the returned function is called. */
  open(): () => void {
    const { live, placeId } = this.#options
    this.#isOpen = true
    const stops = [
      live.listen((news) => this.#receive(news)),
      live.subscribe(() => this.#connectionChanged()),
      live.join(placeId),
    ]
    this.#connectionChanged()
    void this.readAgain()
    return () => {
      this.#isOpen = false
      for (const stop of stops) stop()
    }
  }

  /** Reads what there is; after a failure as well. */
  readAgain(): Promise<void> {
    this.#syncAgain = this.#sync !== null
    this.#sync ??= this.#read().finally(() => {
      this.#sync = null
      if (this.#syncAgain && this.#isOpen) void this.readAgain()
    })
    return this.#sync
  }

  async loadOlder(): Promise<void> {
    const log = this.#log
    if (log === null || log.olderCursor === null || this.#snapshot.isReadingOlder) return
    this.#publish({ isReadingOlder: true })
    try {
      const page = await this.#page({ cursor: log.olderCursor, limit: PAGE })
      if (this.#log !== null) this.#setLog(addOlder(this.#log, page), { error: null })
    } catch (error) {
      this.#publish({ error })
    } finally {
      this.#publish({ isReadingOlder: false })
    }
  }

  /** Entries came or went: what the newest messages carry is looked at again. */
  async refreshEntries(): Promise<void> {
    if (this.#log === null || !this.#log.messages.some(({ entries }) => entries.length > 0)) return
    const page = await this.#page({ limit: PAGE }).catch(() => null)
    if (page !== null && this.#log !== null) this.#setLog(refreshMessages(this.#log, page.messages))
  }

  say(text: string, entries: Unsent['entries']): void {
    const { newClientId, now } = this.#options
    this.#setUnsent([...this.#snapshot.unsent, { clientId: newClientId(), text, entries, at: now(), refusal: null }])
    void this.#send()
  }

  sayAgain(clientId: string): void {
    this.#setUnsent(this.#snapshot.unsent.map((one) => (one.clientId === clientId ? { ...one, refusal: null } : one)))
    void this.#send()
  }

  dropUnsent(clientId: string): void {
    this.#setUnsent(this.#snapshot.unsent.filter((one) => one.clientId !== clientId))
  }

  /** @throws VaultError */
  async remove(id: string): Promise<void> {
    const answer = await this.#ask('chat:delete', { place: this.#options.placeId, message: id })
    if (answer.message) this.#hear(answer.message)
  }

  /** @throws VaultError */
  async rename(name: string): Promise<void> {
    const answer = await this.#askPatiently('chat:name', { place: this.#options.placeId, name })
    this.#publish({ self: { name: answer.name ?? name, needsName: false } })
  }

  /** Somebody has seen everything up to here. */
  markRead(seq: number): void {
    this.#options.reads.mark(this.#options.placeId, seq)
  }

  async #read(): Promise<void> {
    try {
      if (this.#log === null) {
        const page = await this.#page({ limit: PAGE })
        this.#setLog(startLog(page), { status: 'ready', error: null, readSeq: page.readSeq, self: page.self })
        return
      }
      for (let more = true; more && this.#isOpen; ) {
        const page = await this.#page({ since: this.#log.rev, limit: CHANGES })
        this.#setLog(applyChanges(this.#log, page.messages, page.rev), { status: 'ready', error: null })
        more = page.more
      }
    } catch (error) {
      this.#publish({ error, ...(this.#log === null ? { status: 'failed' } : {}) })
    }
  }

  #page(query: { cursor?: string; since?: number; limit: number }): Promise<ChatPage> {
    return this.#options.api.call(chatRoutes.list, { params: { place: this.#options.placeId }, query })
  }

  #receive(news: LiveNews): void {
    const { placeId } = this.#options
    if (news.event === 'chat:message' && news.payload.placeId === placeId) this.#hear(news.payload.message)
    // Joined anew: the answer says whether something was missed.
    if (news.event === 'joined' && news.payload.placeId === placeId) {
      if (this.#log === null || news.payload.chatRev > this.#log.rev) void this.readAgain()
      void this.#send()
      this.#options.reads.retry(placeId)
    }
  }

  #hear(message: ChatMessage): void {
    if (this.#log === null) return
    const { log, missed } = hear(this.#log, message)
    this.#setLog(log)
    if (missed) void this.readAgain()
  }

  #connectionChanged(): void {
    const { connected } = this.#options.live.getSnapshot()
    if (connected === this.#wasConnected) return
    this.#wasConnected = connected
    this.#publish({ isConnected: connected })
    if (connected) void this.#send()
  }

  /** In the order in which it was said; what is refused for good steps aside. */
  async #send(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    try {
      for (;;) {
        const next = this.#snapshot.unsent.find(({ refusal }) => refusal === null)
        if (next === undefined || !this.#isOpen || !this.#options.live.getSnapshot().connected) return
        await this.#sendOne(next)
      }
    } finally {
      this.#isSending = false
    }
  }

  async #sendOne({ clientId, text, entries }: Unsent): Promise<void> {
    const { live, placeId, sleep } = this.#options
    const ids = entries.map(({ id }) => id)
    const answer = await live.say('chat:send', { place: placeId, clientId, text, entries: ids })
    if (answer.ok) {
      if (answer.message) this.#hear(answer.message)
      this.dropUnsent(clientId)
      return
    }
    const seconds = answer.details?.retryAfterSeconds
    if (answer.code === 'rate_limited' && typeof seconds === 'number') return sleep(seconds * 1000)
    if (answer.code === 'unavailable' || answer.code === 'shutting_down' || answer.code === 'internal') {
      return sleep(TRY_AGAIN_MS)
    }
    const refusal = {
      code: isErrorCode(answer.code) ? answer.code : 'internal',
      details: answer.details ?? {},
    } as const
    if (refusal.code === 'guest_name_needed') this.#publish({ self: { name: '', needsName: true } })
    this.#setUnsent(this.#snapshot.unsent.map((one) => (one.clientId === clientId ? { ...one, refusal } : one)))
  }

  async #ask<E extends ClientEvent>(event: E, payload: ClientPayload<E>): Promise<SocketAnswer & { ok: true }> {
    const answer = await this.#options.live.say(event, payload)
    if (answer.ok) return answer
    throw new VaultError(isErrorCode(answer.code) ? answer.code : 'unavailable', { details: answer.details ?? {} })
  }

  /**
   * For what may be asked twice: a guest types a name just when the connection is made anew with the cookie that opened
   * the room.
   */
  async #askPatiently<E extends ClientEvent>(
    event: E,
    payload: ClientPayload<E>,
  ): Promise<SocketAnswer & { ok: true }> {
    for (let left = PATIENT_TRIES; ; left--) {
      try {
        return await this.#ask(event, payload)
      } catch (error) {
        const passes = error instanceof VaultError && (error.code === 'unavailable' || error.code === 'room_locked')
        if (!passes || left === 0 || !this.#isOpen) throw error
        await this.#options.sleep(PATIENT_MS)
      }
    }
  }

  #setLog(log: MessageLog<ChatMessage>, change: Partial<ChatSnapshot> = {}): void {
    this.#log = log
    const unsent = withoutSent(this.#snapshot.unsent, log.messages)
    if (unsent !== this.#snapshot.unsent) this.#setUnsent(unsent)
    this.#publish({ messages: log.messages, hasOlder: log.olderCursor !== null, ...change })
  }

  #setUnsent(unsent: readonly Unsent[]): void {
    this.#options.outbox.save(unsent)
    this.#publish({ unsent })
  }

  #publish(change: Partial<ChatSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}
