import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { JobView } from '#lib/contracts/http/entries.ts'
import type { Presence, ServerEvent, ServerPayload, SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, DeviceId, JobId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import { createKeyedLock } from '#server/auth/keyed-lock.ts'
import type { Bus } from '#server/bus.ts'
import type { Identity } from '#server/http/call.ts'
import { describePerson, isPerson, lostSession, peopleOf } from './seat-people.ts'

/** What channels need of a connection; Socket.IO's socket has it. */
export interface Connection {
  readonly id: string
  emit(event: string, payload: unknown): unknown
  disconnect(close: boolean): unknown
}

export interface ChannelsDeps {
  readonly bus: Bus
  readonly findPlace: (idOrSlug: string) => Promise<PlaceFacts | null>
  /** Where the change log of a place stands. */
  readonly seqOf: (placeId: PlaceId) => Promise<number>
  /** @throws VaultError not_found when the job is not the caller's */
  readonly describeJob: (jobId: string, identity: Identity) => Promise<JobView>
  readonly chat: ChatHearing
  readonly onError: (error: unknown) => void
}

/** What channels need of the conversation of rooms. */
export interface ChatHearing {
  /** Null when the message is gone; else what each reader sees of it. */
  load(messageId: string): Promise<((reader: { actor: Actor; place: PlaceFacts }) => Promise<ChatMessage>) | null>
  revOf(placeId: PlaceId): Promise<number>
  /** '' for a guest who has not said one. */
  guestName(deviceId: DeviceId): Promise<string>
  /** Called at every join; the room is told now and then. */
  joined(place: PlaceFacts, actor: Actor): Promise<void>
}

export interface Member {
  join(place: string): Promise<SocketAnswer>
  leave(place: string): Promise<SocketAnswer>
  follow(job: string): Promise<SocketAnswer>
  watchSearch(on: boolean): SocketAnswer
  gone(): void
}

export interface Channels {
  enter(connection: Connection, whoIs: () => Promise<Identity>): Member
  /** Grants and sessions also end by time, which no event tells: called every few seconds. */
  reviewAll(): void
  /** Everybody with a live connection; several tabs of a person are one. */
  online(): Promise<Presence['people']>
  count(): number
  /** Those with a live connection. */
  accounts(): AccountId[]
  /** Tells whoever watches a search and may enter one of these places. */
  tellSearchers(places: ReadonlySet<PlaceId>): void
  /** On all of their devices. */
  tellAccount<E extends ServerEvent>(account: AccountId, event: E, payload: ServerPayload<E>): void
}

interface Seat {
  readonly connection: Connection
  readonly whoIs: () => Promise<Identity>
  readonly places: Map<PlaceId, Presence['people'][number]>
  readonly jobs: Set<string>
  watchesSearch: boolean
  identity: Identity | null
}

/**
 * Who is in which place, and who hears what. Every change of access on the bus makes the affected seats prove
 * themselves again: what they may no longer enter they leave at once.
 */
export function createChannels(deps: ChannelsDeps): Channels {
  const seats = new Set<Seat>()
  const tell = <E extends ServerEvent>(seat: Seat, event: E, payload: ServerPayload<E>) =>
    seat.connection.emit(event, payload)
  const inPlace = (placeId: PlaceId) => [...seats].filter((seat) => seat.places.has(placeId))
  // A refusal is an answer to somebody, and strangers must not fill the log with them.
  const later = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => {
      if (!(error instanceof VaultError) || error.code === 'internal') deps.onError(error)
    })

  function tellPresence(placeId: PlaceId): void {
    const people = peopleOf(inPlace(placeId), placeId)
    for (const seat of inPlace(placeId)) tell(seat, 'place:presence', { placeId, people })
  }

  /** Asks again whether a seat may stay where it sits. */
  async function review(seat: Seat): Promise<void> {
    const before = seat.identity
    const identity = await seat.whoIs().catch(() => null)
    seat.identity = identity
    if (lostSession(before, identity)) {
      tell(seat, 'session:ended', { code: 'session_ended' })
      leaveAll(seat)
      seat.connection.disconnect(true)
      return
    }
    for (const placeId of seat.places.keys()) {
      const code = await refusalOf(deps, identity, placeId)
      if (code === null) continue
      seat.places.delete(placeId)
      tell(seat, 'place:removed', { placeId, code })
      tellPresence(placeId)
    }
  }

  function leaveAll(seat: Seat): void {
    const places = [...seat.places.keys()]
    seat.places.clear()
    seats.delete(seat)
    for (const placeId of places) tellPresence(placeId)
  }

  const reviewAll = () => {
    for (const seat of seats) later(review(seat))
  }
  const accessChanged = () => {
    for (const seat of seats) later(review(seat).then(() => tell(seat, 'places:changed', {})))
  }
  deps.bus.on('session.ended', accessChanged)
  deps.bus.on('account.changed', accessChanged)
  deps.bus.on('grant.ended', accessChanged)
  deps.bus.on('place.changed', accessChanged)
  deps.bus.on('settings.changed', accessChanged)
  deps.bus.on('entries.changed', ({ placeId, seq }) => {
    for (const seat of inPlace(placeId)) tell(seat, 'place:changed', { placeId, seq })
  })
  deps.bus.on('job.progress', ({ jobId }) => {
    for (const seat of seats) if (seat.jobs.has(jobId)) later(tellJob(seat, jobId))
  })

  deps.bus.on('links.changed', ({ accountId }) => {
    for (const seat of seats) {
      const { account, actor } = seat.identity ?? { account: null, actor: null }
      const isAdmin = actor?.principal.kind === 'account' && actor.principal.role === 'admin'
      if (account?.id === accountId || isAdmin) tell(seat, 'links:changed', {})
    }
  })

  deps.bus.on('watching.changed', ({ person, entryId, what }) => {
    for (const seat of seats) {
      if (seat.identity !== null && isPerson(seat.identity, person)) tell(seat, 'watching:changed', { entryId, what })
    }
  })

  const inOrder = createKeyedLock()
  deps.bus.on('chat.changed', ({ placeId, messageId }) => {
    later(inOrder.run(placeId, () => tellMessage(placeId, messageId)))
  })
  deps.bus.on('chat.read', ({ placeId, reader }) => {
    for (const seat of seats) {
      if (seat.identity !== null && isPerson(seat.identity, reader)) tell(seat, 'chat:unread', { placeId })
    }
  })
  deps.bus.on('chat.named', ({ deviceId, name }) => {
    for (const seat of seats) {
      for (const [placeId, person] of seat.places) {
        if (person.kind !== 'guest' || person.id !== deviceId) continue
        seat.places.set(placeId, { ...person, name })
        tellPresence(placeId)
      }
    }
  })

  /** Whoever may read there now hears it; those who look at another room only that there is something. */
  async function tellMessage(placeId: PlaceId, messageId: string): Promise<void> {
    const [place, show] = await Promise.all([deps.findPlace(placeId), deps.chat.load(messageId)])
    if (place === null || show === null) return
    const told = [...seats].map(async (seat) => {
      const identity = await seat.whoIs().catch(() => null)
      if (identity === null || can(identity.actor, 'chat.read', { kind: 'place', place }).kind === 'denied') return
      if (!seat.places.has(placeId)) return tell(seat, 'chat:unread', { placeId })
      const message = await show({ actor: identity.actor, place })
      // It may have left while the message was read.
      if (seat.places.has(placeId)) tell(seat, 'chat:message', { placeId, message })
    })
    await Promise.all(told)
  }

  async function tellSearcher(seat: Seat, places: ReadonlySet<PlaceId>): Promise<void> {
    const identity = await seat.whoIs()
    for (const placeId of places) {
      if ((await refusalOf(deps, identity, placeId)) === null) return void tell(seat, 'search:changed', {})
    }
  }

  async function tellJob(seat: Seat, jobId: JobId): Promise<void> {
    const view = await deps.describeJob(jobId, await seat.whoIs())
    tell(seat, 'job:progress', view)
    if (view.state !== 'queued' && view.state !== 'running') seat.jobs.delete(jobId)
  }

  return {
    reviewAll,
    count: () => seats.size,
    accounts: () => [...new Set([...seats].flatMap(({ identity }) => identity?.account?.id ?? []))],
    tellSearchers(places) {
      for (const seat of seats) if (seat.watchesSearch) later(tellSearcher(seat, places))
    },
    tellAccount(account, event, payload) {
      for (const seat of seats) if (seat.identity?.account?.id === account) tell(seat, event, payload)
    },
    async online() {
      const here = [...seats].flatMap(({ identity, connection }) =>
        identity === null ? [] : [describePerson(deps.chat.guestName, identity, connection.id)],
      )
      return [...new Map((await Promise.all(here)).map((person) => [person.id, person])).values()]
    },
    enter(connection, whoIs) {
      const seat: Seat = { connection, whoIs, places: new Map(), jobs: new Set(), watchesSearch: false, identity: null }
      seats.add(seat)
      later(whoIs().then((identity) => (seat.identity = identity)))
      return {
        async join(place) {
          const identity = await whoIs()
          const facts = await deps.findPlace(place)
          if (facts === null) throw new VaultError('not_found')
          const decision = can(identity.actor, 'place.enter', { kind: 'place', place: facts })
          if (decision.kind === 'denied') throw new VaultError(decision.code)
          const person = await describePerson(deps.chat.guestName, identity, connection.id)
          if (!seats.has(seat)) throw new VaultError('unavailable')
          seat.identity = identity
          seat.places.set(facts.id, person)
          tellPresence(facts.id)
          // Before what it stands at is read: whatever is said from here on is heard.
          later(deps.chat.joined(facts, identity.actor))
          const [seq, chatRev] = await Promise.all([deps.seqOf(facts.id), deps.chat.revOf(facts.id)])
          return { ok: true, seq, chatRev, people: peopleOf(inPlace(facts.id), facts.id) }
        },
        async leave(place) {
          const facts = await deps.findPlace(place)
          if (facts !== null && seat.places.delete(facts.id)) tellPresence(facts.id)
          return { ok: true }
        },
        async follow(job) {
          const view = await deps.describeJob(job, await whoIs())
          if (seat.jobs.size >= 100) throw new VaultError('rate_limited', { details: { retryAfterSeconds: 5 } })
          seat.jobs.add(job)
          tell(seat, 'job:progress', view)
          return { ok: true }
        },
        watchSearch(on) {
          seat.watchesSearch = on
          return { ok: true }
        },
        gone: () => leaveAll(seat),
      }
    },
  }
}

async function refusalOf(deps: ChannelsDeps, identity: Identity | null, placeId: PlaceId): Promise<string | null> {
  if (identity === null) return 'not_signed_in'
  const place = await deps.findPlace(placeId)
  if (place === null) return 'not_found'
  const decision = can(identity.actor, 'place.enter', { kind: 'place', place })
  return decision.kind === 'denied' ? decision.code : null
}
