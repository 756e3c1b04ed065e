import type { ChatMessage, ChatPage } from '#lib/contracts/http/chat.ts'
import { checkText, cleanGuestName, MAX_GUEST_NAME_CHARACTERS } from '#lib/core/chat/chat-rules.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DeviceId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Bus } from '#server/bus.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import type { FilesService } from '#server/features/files/files.service.ts'
import { type ChatRow, createChatRepo, type Talker, talkerColumns } from './chat.repo.ts'
import { createChatRates } from './chat-rates.ts'
import { messageTarget, type NamedEntry, type PresentDeps, presentMessages, type Reader } from './present-messages.ts'
import { createSystemLines, type SystemLines } from './system-lines.ts'

export interface ChatDeps {
  readonly db: Database
  readonly bus: Bus
  readonly clock: Clock
  /** Wall time that only advances with the monotonic clock. */
  readonly time: () => number
  readonly files: Pick<FilesService, 'describeEntry' | 'findEntryFacts'>
  readonly nameOf: PresentDeps['nameOf']
  readonly findFacts: (idOrSlug: string) => Promise<PlaceFacts | null>
  readonly allPlaces: () => Promise<readonly PlaceFacts[]>
  readonly onError: (error: unknown) => void
}

/** Somebody who says something: who, where, from which address. */
export interface Speaker extends Reader {
  readonly address: string
}

export interface PageRequest {
  readonly cursor?: string | undefined
  readonly since?: number | undefined
  readonly limit: number
}

/** Whoever calls has asked the rules about the room already; only whether a message is one's own is asked here. */
export interface ChatService extends SystemLines {
  /** @throws VaultError invalid_cursor */
  page(request: PageRequest, reader: Reader): Promise<ChatPage>
  /**
   * Says it once per author and client id, and answers with what is stored, also when it was deleted since.
   * @throws VaultError rate_limited, message_too_long, message_is_password, invalid_input, guest_name_needed, not_found
   */
  send(message: { clientId: string; text: string; entries: readonly string[] }, speaker: Speaker): Promise<ChatMessage>
  /** @throws VaultError not_found, forbidden */
  remove(id: string, reader: Reader): Promise<ChatMessage>
  markRead(seq: number, reader: Reader): Promise<void>
  /** @returns the name as it is kept @throws VaultError invalid_input, forbidden */
  rename(name: string, speaker: Speaker): Promise<string>
  /** Unread messages of every room that one is in. */
  unread(actor: Actor): Promise<{ placeId: PlaceId; unread: number }[]>
  revOf(placeId: PlaceId): Promise<number>
  /** The name a guest picked; '' for none. */
  guestName(device: DeviceId): Promise<string>
  /** For those who hear of it: what each of them sees of the message. Null when it is gone. */
  load(id: string): Promise<((reader: Reader) => Promise<ChatMessage>) | null>
  /** Forgets all about a room that was deleted. */
  forgetPlace(placeId: PlaceId, signal: AbortSignal): Promise<void>
  /** Takes away what has no meaning any more. */
  sweep(): Promise<void>
}

const NAME_KEPT_MS = 400 * 86_400_000
const ROWS_PER_UNIT = 1_000
const SENT_ONCE = 'chat_messages.author_kind+author_id+client_id'

/** Who somebody is in a conversation; null for a program that is nobody and has no device. */
function talkerOf({ principal, deviceId }: Actor): Talker | null {
  if (principal.kind === 'account') return { kind: 'account', accountId: principal.accountId }
  const device = principal.kind === 'guest' ? principal.deviceId : deviceId
  return device === null ? null : { kind: 'guest', deviceId: device }
}

export function createChatService(deps: ChatDeps): ChatService {
  const { db, bus, clock, time, files } = deps
  const repo = createChatRepo(db)
  const rates = createChatRates(clock)
  const present = { nameOf: deps.nameOf, guestNames: repo.guestNames, describeEntry: files.describeEntry }
  const show = async (row: ChatRow, reader: Reader): Promise<ChatMessage> => {
    const [message] = await presentMessages([row], reader, present)
    if (message === undefined) throw new VaultError('internal')
    return message
  }
  const tell = ({ place_id: placeId, id: messageId }: ChatRow) => bus.emit('chat.changed', { placeId, messageId })
  const nameOf = async (talker: Talker): Promise<string> =>
    talker.kind === 'account'
      ? deps.nameOf(talker.accountId)
      : ((await repo.guestNames([talker.deviceId])).get(talker.deviceId) ?? '')
  const lines = createSystemLines({ ...deps, repo, nameOf, tell })

  function requireTalker(actor: Actor): Talker {
    const talker = talkerOf(actor)
    if (talker === null) throw new VaultError('not_signed_in')
    return talker
  }

  async function nameEntries(ids: readonly string[], placeId: PlaceId): Promise<NamedEntry[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => files.findEntryFacts(id as EntryId)))
    return found.map((entry) => {
      // What lies elsewhere is not told apart from what is not there.
      if (entry === null || entry.placeId !== placeId || entry.state === 'trashed') throw new VaultError('entry_gone')
      return { id: entry.id, name: entry.name }
    })
  }

  /** What is behind a client id that was used before. */
  async function sentBefore(talker: Talker, clientId: string, speaker: Speaker): Promise<ChatMessage | null> {
    const row = await repo.findSent(talker, clientId)
    if (row === null) return null
    if (row.place_id !== speaker.place.id) {
      throw new VaultError('invalid_input', { details: { field: 'clientId', reason: 'used in another room' } })
    }
    return show(row, speaker)
  }

  return {
    ...lines,
    load: async (id) => {
      const row = await repo.find(id)
      return row === null ? null : (reader) => show(row, reader)
    },
    revOf: repo.revOf,
    guestName: async (device) => (await repo.guestNames([device])).get(device) ?? '',

    async page({ cursor, since, limit }, reader) {
      const { id } = reader.place
      if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new VaultError('invalid_cursor')
      const isSince = since !== undefined
      const found = isSince
        ? await repo.since(id, since, limit)
        : await repo.page(id, cursor === undefined ? null : Number(cursor), limit)
      const rows = isSince ? found.rows : found.rows.toReversed()
      const talker = talkerOf(reader.actor)
      const [messages, readSeq, name] = await Promise.all([
        presentMessages(rows, reader, present),
        talker === null ? 0 : repo.readSeq(id, talker),
        talker === null ? '' : nameOf(talker),
      ])
      const more = isSince && rows.length === limit
      const first = rows[0]
      return {
        messages,
        nextCursor: !isSince && rows.length === limit && first !== undefined ? String(first.seq) : null,
        rev: more ? (rows.at(-1)?.rev ?? found.rev) : found.rev,
        more,
        readSeq,
        self: { name, needsName: talker?.kind === 'guest' && name === '' },
      }
    },

    async send({ clientId, text, entries }, speaker) {
      const talker = requireTalker(speaker.actor)
      // Sent again because its answer was lost: that costs nothing and is answered as before.
      const before = await sentBefore(talker, clientId, speaker)
      if (before !== null) return before
      rates.take(talker, speaker.address)
      const checked = checkText(text)
      if (checked.kind === 'password') throw new VaultError('message_is_password')
      if (checked.kind === 'too_long') throw new VaultError('message_too_long', { details: { max: checked.max } })
      if (checked.kind === 'empty' && entries.length === 0) {
        throw new VaultError('invalid_input', { details: { field: 'text', reason: 'empty' } })
      }
      const { place } = speaker
      const name = await nameOf(talker)
      if (talker.kind === 'guest' && name === '') throw new VaultError('guest_name_needed')
      const named = await nameEntries(entries, place.id)
      const { kind, id } = talkerColumns(talker)
      const at = time()
      const steps: Step[] = repo.add({
        ...{ id: newId<string>(clock), place_id: place.id, kind: 'text', author_kind: kind, author_id: id },
        ...{ author_name: name, client_id: clientId, text: checked.kind === 'ok' ? checked.text : '' },
        ...{ entries: JSON.stringify(named), entry_count: named.length, folder: '' },
        ...{ at, changed_at: at, deleted_at: null },
      })
      const result = await db.commit(steps)
      if (result.kind === 'conflict' && result.constraint === SENT_ONCE) {
        // Two connections sent it at the same moment: the other one was first.
        const other = await sentBefore(talker, clientId, speaker)
        if (other !== null) return other
      }
      if (result.kind === 'guard_failed') throw new VaultError('not_found')
      const row = lastRow(requireCommitted(result))
      if (row === null) throw new VaultError('internal')
      tell(row)
      return show(row, speaker)
    },

    async remove(id, reader) {
      const row = await repo.find(id)
      if (row === null || row.place_id !== reader.place.id) throw new VaultError('not_found')
      const decision = can(reader.actor, 'chat.delete', messageTarget(row, reader.place))
      if (decision.kind === 'denied') throw new VaultError(decision.code)
      if (row.deleted_at !== null) return show(row, reader)
      const at = time()
      const patch = { text: '', entries: '[]', entry_count: 0, deleted_at: at, changed_at: at }
      const gone = lastRow(await commitOrThrow(db, repo.change(row.place_id, id, patch)))
      if (gone !== null) tell(gone)
      return show(gone ?? (await repo.find(id)) ?? row, reader)
    },

    async markRead(seq, reader) {
      const talker = requireTalker(reader.actor)
      const placeId = reader.place.id
      const known = await repo.revOf(placeId)
      const [result] = await commitOrThrow(db, [repo.markRead(placeId, talker, Math.min(seq, known), time())])
      if ((result?.changes ?? 0) > 0) bus.emit('chat.read', { placeId, reader: talker })
    },

    async rename(typed, speaker) {
      const talker = requireTalker(speaker.actor)
      if (talker.kind !== 'guest') throw new VaultError('forbidden')
      rates.take(talker, speaker.address)
      const name = cleanGuestName(typed)
      if (name === null) {
        throw new VaultError('invalid_input', { details: { field: 'name', max: MAX_GUEST_NAME_CHARACTERS } })
      }
      await commitOrThrow(db, [repo.setName(talker.deviceId, name, time())])
      bus.emit('chat.named', { deviceId: talker.deviceId, name })
      return name
    },

    async unread(actor) {
      const talker = talkerOf(actor)
      if (talker === null) return []
      const mine = (await deps.allPlaces()).filter(
        (place) => can(actor, 'chat.read', { kind: 'place', place }).kind === 'allowed',
      )
      if (mine.length === 0) return []
      const counts = await repo.unread(
        mine.map(({ id }) => id),
        talker,
      )
      return mine.map(({ id }, at) => ({ placeId: id, unread: counts[at] ?? 0 }))
    },

    async forgetPlace(placeId, signal) {
      const [messages, ...rest] = repo.forgetPlace(placeId, ROWS_PER_UNIT)
      for (let left = messages !== undefined; left && messages !== undefined; ) {
        signal.throwIfAborted()
        const [result] = requireCommitted(await db.commit([messages]))
        left = (result?.changes ?? 0) > 0
      }
      requireCommitted(await db.commit(rest))
    },

    sweep: async () => void requireCommitted(await db.commit([repo.sweepNames(time() - NAME_KEPT_MS)])),
  }
}

/** Of a unit whose last step returns the message. */
function lastRow(results: { rows: unknown[] }[]): ChatRow | null {
  // The repo's last step is `returningAll` of this very table.
  return (results.at(-1)?.rows[0] as ChatRow | undefined) ?? null
}
