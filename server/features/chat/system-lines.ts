import { JOINED_AGAIN_MS, UPLOADS_TOGETHER_MS } from '#lib/core/chat/chat-rules.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { createKeyedLock } from '#server/auth/keyed-lock.ts'
import { type Clock, newId } from '#server/clock.ts'
import { guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import { type ChatRepo, type ChatRow, type NewMessage, type Talker, talkerColumns } from './chat.repo.ts'
import { entriesOf, type NamedEntry } from './present-messages.ts'

/** What the vault says in a room about what people did. None of it was promised to anybody: a crash may lose a line. */
export interface SystemLines {
  /** Somebody came into a room: told of once an hour. Safe to call at every event. */
  joined(place: PlaceFacts, actor: Actor): Promise<void>
  /** Somebody opened a room by its password: also once an hour, and then not also as having come. */
  unlocked(placeId: PlaceId, talker: Talker): Promise<void>
  /** Somebody added a file. Bursts are collected, and told as one line per person and folder. */
  uploaded(upload: Uploaded): void
  /** What was collected is told now; for the end. */
  flushUploads(): Promise<void>
}

export interface Uploaded {
  readonly placeId: PlaceId
  readonly talker: Talker
  /** '' at the root. */
  readonly folder: string
  readonly entry: { readonly id: EntryId; readonly name: string }
}

export interface SystemLinesDeps {
  readonly db: Database
  readonly repo: ChatRepo
  readonly clock: Clock
  readonly time: () => number
  readonly findFacts: (id: string) => Promise<PlaceFacts | null>
  readonly nameOf: (talker: Talker) => Promise<string>
  readonly tell: (row: ChatRow) => void
  readonly onError: (error: unknown) => void
}

/** Longer than two files of a burst are apart, shorter than anybody notices. */
const COLLECT_MS = 700
/** Of a burst, kept by name; all are counted. */
const KEPT_ENTRIES = 60
const MAX_REMEMBERED = 5_000

interface Burst extends Omit<Uploaded, 'entry'> {
  readonly entries: Map<string, NamedEntry>
}

export function createSystemLines(deps: SystemLinesDeps): SystemLines {
  const { db, repo, clock, time, nameOf, tell, onError } = deps
  const toldAt = new Map<string, number>()
  const bursts = new Map<string, Burst>()
  const lock = createKeyedLock()
  let timer: NodeJS.Timeout | null = null

  const line = async (placeId: PlaceId, kind: ChatRow['kind'], talker: Talker): Promise<NewMessage> => {
    const { kind: authorKind, id } = talkerColumns(talker)
    const at = time()
    return {
      ...{ id: newId<string>(clock), place_id: placeId, kind, author_kind: authorKind, author_id: id },
      // A guest may say a name later: then this line bears it too.
      ...{ author_name: talker.kind === 'account' ? await nameOf(talker) : '', client_id: null, text: '' },
      ...{ entries: '[]', entry_count: 0, folder: '', at, changed_at: at, deleted_at: null },
    }
  }

  async function commit(steps: readonly Step[]): Promise<void> {
    const result = await db.commit(steps)
    // Told of lately, or the room is gone.
    if (result.kind === 'guard_failed') return
    // The last step returns the row.
    const row = requireCommitted(result).at(-1)?.rows[0] as ChatRow | undefined
    if (row !== undefined) tell(row)
  }

  async function tellOnce(placeId: PlaceId, talker: Talker, kind: 'joined' | 'unlocked'): Promise<void> {
    const key = `${kind} ${placeId} ${talkerColumns(talker).id}`
    const now = clock.monotonic()
    if (now - (toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < JOINED_AGAIN_MS) return
    toldAt.delete(key)
    toldAt.set(key, now)
    if (toldAt.size > MAX_REMEMBERED) toldAt.delete(toldAt.keys().next().value ?? '')
    const kinds: ChatRow['kind'][] = kind === 'joined' ? ['joined', 'unlocked'] : ['unlocked']
    // After a restart nothing is remembered, but it was written down.
    const lately = repo.cameLately(placeId, talker, kinds, time() - JOINED_AGAIN_MS)
    await commit([guarded(lately, 'no-rows', 'not_found'), ...repo.add(await line(placeId, kind, talker))])
  }

  async function tellBurst({ placeId, talker, folder, entries }: Burst): Promise<void> {
    const open = await repo.openUploads(placeId, talker, folder, time() - UPLOADS_TOGETHER_MS)
    if (open === null) {
      const kept = JSON.stringify([...entries.values()].slice(0, KEPT_ENTRIES))
      const base = await line(placeId, 'uploaded', talker)
      return commit(repo.add({ ...base, folder, entries: kept, entry_count: entries.size }))
    }
    const told = entriesOf(open)
    const news = [...entries.values()].filter(({ id }) => told.every((one) => one.id !== id))
    if (news.length === 0) return
    const patch = {
      entries: JSON.stringify([...told, ...news].slice(0, KEPT_ENTRIES)),
      entry_count: open.entry_count + news.length,
      changed_at: time(),
    }
    return commit(repo.change(placeId, open.id, patch))
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const due = [...bursts.values()]
    bursts.clear()
    const told = due.map((burst) => lock.run(burst.placeId, () => tellBurst(burst)).catch(onError))
    return Promise.all(told).then(() => undefined)
  }

  return {
    async joined(place, actor) {
      const { principal } = actor
      if (place.kind !== 'room' || (principal.kind !== 'account' && principal.kind !== 'guest')) return
      const talker: Talker =
        principal.kind === 'account'
          ? { kind: 'account', accountId: principal.accountId }
          : { kind: 'guest', deviceId: principal.deviceId }
      await lock.run(place.id, () => tellOnce(place.id, talker, 'joined'))
    },
    unlocked: (placeId, talker) => lock.run(placeId, () => tellOnce(placeId, talker, 'unlocked')),
    uploaded({ placeId, talker, folder, entry }) {
      const key = `${placeId} ${talkerColumns(talker).id} ${folder}`
      const burst = bursts.get(key) ?? { placeId, talker, folder, entries: new Map() }
      burst.entries.set(entry.id, entry)
      bursts.set(key, burst)
      timer ??= setTimeout(() => void flush().catch(onError), COLLECT_MS).unref()
    },
    flushUploads: flush,
  }
}
