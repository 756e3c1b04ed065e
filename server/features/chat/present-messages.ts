import { z } from 'zod'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { AccountId, DeviceId, EntryId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { ChatRow, Talker } from './chat.repo.ts'

/** An entry as it was called when somebody spoke of it. */
export interface NamedEntry {
  readonly id: string
  readonly name: string
}

const namedEntries = z.array(z.object({ id: z.string(), name: z.string() }))

export const entriesOf = (row: ChatRow): NamedEntry[] => namedEntries.parse(JSON.parse(row.entries))

/** Of a burst of uploads; what was written carries all of its own. */
const SHOWN_UPLOADS = 3

export interface PresentDeps {
  /** '' for an account that is no longer there. */
  nameOf(accountId: AccountId): Promise<string>
  guestNames(devices: readonly DeviceId[]): Promise<ReadonlyMap<string, string>>
  describeEntry(id: EntryId, asker: { actor: Actor }): Promise<EntryView | null>
}

/** Who looks, and where. */
export interface Reader {
  readonly actor: Actor
  readonly place: PlaceFacts
}

/** Null for kinds of authors that a later release may have written. */
function authorOf(row: ChatRow): Talker | null {
  // The columns were written by talkerColumns from branded ids.
  if (row.author_kind === 'account') return { kind: 'account', accountId: row.author_id as AccountId }
  return row.author_kind === 'device' ? { kind: 'guest', deviceId: row.author_id as DeviceId } : null
}

/** Messages as their reader sees them: entries only as far as they still lie in this room. */
export async function presentMessages(
  rows: readonly ChatRow[],
  reader: Reader,
  deps: PresentDeps,
): Promise<ChatMessage[]> {
  const guests = rows.filter((row) => row.author_kind === 'device' && row.author_name === '')
  const names = await deps.guestNames([...new Set(guests.map((row) => row.author_id as DeviceId))])
  const described = new Map<string, Promise<EntryView | null>>()
  const describe = ({ id }: NamedEntry) => {
    const found =
      described.get(id) ??
      deps.describeEntry(id as EntryId, reader).then((view) => (view?.placeId === reader.place.id ? view : null))
    described.set(id, found)
    return found
  }
  return Promise.all(
    rows.map(async (row) => {
      const author = authorOf(row)
      const entries = entriesOf(row).slice(0, row.kind === 'uploaded' ? SHOWN_UPLOADS : undefined)
      const isOwn = author !== null && isSelf(author, reader.actor)
      const target = messageTarget(row, reader.place)
      return {
        id: row.id,
        placeId: row.place_id,
        seq: row.seq,
        rev: row.rev,
        kind: row.kind,
        author: {
          kind: row.author_kind === 'account' ? 'account' : 'guest',
          id: row.author_id,
          name: await nameOf(row, author, names, deps),
          self: isOwn,
        },
        text: row.text,
        entries: await Promise.all(entries.map(async (entry) => ({ ...entry, entry: await describe(entry) }))),
        entryCount: row.entry_count,
        folder: row.folder,
        at: row.at,
        deletedAt: row.deleted_at,
        clientId: isOwn ? row.client_id : null,
        may: { delete: row.deleted_at === null && can(reader.actor, 'chat.delete', target).kind === 'allowed' },
      } satisfies ChatMessage
    }),
  )
}

/** For the rules: what the vault says about somebody is nobody's own. */
export function messageTarget(row: ChatRow, place: PlaceFacts) {
  return { kind: 'message', place, author: row.kind === 'text' ? authorOf(row) : null } as const
}

/** An account under the name of today, as everywhere; who left under the last one. A guest under that of the time. */
async function nameOf(
  row: ChatRow,
  author: Talker | null,
  guestNames: ReadonlyMap<string, string>,
  deps: PresentDeps,
): Promise<string> {
  if (author?.kind === 'account') return (await deps.nameOf(author.accountId)) || row.author_name
  return row.author_name || (guestNames.get(row.author_id) ?? '')
}

function isSelf(talker: Talker, { principal, deviceId }: Actor): boolean {
  if (talker.kind === 'account') return principal.kind === 'account' && principal.accountId === talker.accountId
  return talker.deviceId === (principal.kind === 'guest' ? principal.deviceId : deviceId)
}
