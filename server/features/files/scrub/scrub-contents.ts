import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ContentId, EntryId, JobId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { JobControl } from '#server/jobs/job.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import type { WorkerCaller } from '#server/workers/worker-caller.ts'
import { type FileFacts, isSameContent } from '../disk/file-facts.ts'
import { openFile } from '../disk/open-file.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import { hashFile } from '../hashing/hash-file.ts'
import type { HashAnswer, HashRequest } from '../hashing/messages.ts'
import { locateContent } from '../stored/locate-content.ts'
import type { StoredSpot } from '../stored/stored-file.ts'
import { begun, type DamagedFile, MAX_NAMED, type ScrubState, type ScrubStates } from './scrub-state.ts'

export interface ScrubContentsDeps {
  db: Database
  clock: Clock
  lookups: EntryLookups
  thread: Pick<WorkerCaller<HashRequest, HashAnswer>, 'call'>
  rootOf(placeId: PlaceId): Promise<string>
  states: ScrubStates
  pace: TakePace
}

interface HashedContent {
  id: ContentId
  entryId: EntryId | null
  facts: FileFacts
  sha256: Uint8Array
}

const PAGE_ROWS = 100
const SAVE_EVERY_MS = 5_000

/**
 * Reads every content that has a hash again, slowly, and compares. What must hold: a file that was written to or
 * replaced since is never called damaged; what was looked at is not read again after a stop.
 */
export class ScrubContents {
  readonly #deps: ScrubContentsDeps

  constructor(deps: ScrubContentsDeps) {
    this.#deps = deps
  }

  async run(jobId: JobId, { signal, progress }: JobControl): Promise<ScrubState> {
    const { states, clock } = this.#deps
    const before = await states.find()
    let state: ScrubState =
      before?.jobId === jobId && before.finishedAt === null ? before : begun(jobId, clock.now(), before)
    const totalBytes = await this.#totalBytes()
    let savedAt = clock.monotonic()
    try {
      for (let page = await this.#page(state.cursor); page.length > 0; page = await this.#page(state.cursor)) {
        for (const content of page) {
          signal.throwIfAborted()
          const found = await this.#check(content, signal)
          state = counted(state, content, found)
          progress(state.bytes, Math.max(totalBytes, state.bytes))
          if (clock.monotonic() - savedAt < SAVE_EVERY_MS) continue
          await states.save(state)
          savedAt = clock.monotonic()
        }
      }
      state = { ...state, finishedAt: clock.now() }
    } finally {
      await states.save(state)
    }
    return state
  }

  async #check(content: HashedContent, signal: AbortSignal) {
    const { db, thread, pace } = this.#deps
    const spot = await locateContent(db, content.id)
    if (spot === null) return 'skipped'
    try {
      const file = await openFile(await this.#deps.rootOf(spot.placeId), spot.segments)
      try {
        if (!isSameContent(file.facts, content.facts)) return 'skipped'
        const hashed = await hashFile(file, { thread, pace, signal, onBytes: () => {} })
        if (Buffer.compare(hashed.sha256, content.sha256) === 0) return 'whole'
      } finally {
        await file.handle.close()
      }
    } catch (error) {
      if (signal.aborted || !isOfThisFile(error)) throw error
      return 'skipped'
    }
    return this.#describe(content, spot)
  }

  async #describe(content: HashedContent, spot: StoredSpot): Promise<DamagedFile> {
    const { db, lookups } = this.#deps
    const place = await db.readOne(db.build.selectFrom('places').select('name').where('id', '=', spot.placeId))
    const entry = content.entryId === null ? null : await lookups.find(content.entryId)
    return {
      contentId: content.id,
      placeId: spot.placeId,
      place: place?.name ?? spot.room,
      path: (entry?.path ?? spot.segments).join('/'),
      part: spot.part,
      sizeBytes: content.facts.sizeBytes,
      sha256: Buffer.from(content.sha256).toString('hex'),
    }
  }

  async #page(after: string): Promise<HashedContent[]> {
    const { db } = this.#deps
    const rows = await db.read(
      db.build
        .selectFrom('contents')
        .select(['id', 'entry_id', 'device', 'inode', 'size_bytes', 'mtime_ns', 'sha256'])
        .where('id', '>', after as ContentId)
        .where('sha256', 'is not', null)
        .orderBy('id')
        .limit(PAGE_ROWS),
    )
    return rows.flatMap(({ id, entry_id: entryId, device, inode, size_bytes: sizeBytes, mtime_ns: mtimeNs, sha256 }) =>
      sha256 === null ? [] : [{ id, entryId, facts: { device, inode, sizeBytes, mtimeNs }, sha256 }],
    )
  }

  async #totalBytes(): Promise<number> {
    const { db } = this.#deps
    const row = await db.readOne(
      db.build
        .selectFrom('contents')
        .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('size_bytes'), eb.val(0)).as('bytes'))
        .where('sha256', 'is not', null),
    )
    return row?.bytes ?? 0
  }
}

function counted(
  state: ScrubState,
  { id, facts }: HashedContent,
  found: 'whole' | 'skipped' | DamagedFile,
): ScrubState {
  const next = { ...state, cursor: id, files: state.files + 1, bytes: state.bytes + facts.sizeBytes }
  if (found === 'whole') return next
  if (found === 'skipped') return { ...next, skipped: state.skipped + 1 }
  const damaged = state.damaged.length < MAX_NAMED ? [...state.damaged, found] : state.damaged
  return { ...next, damagedCount: state.damagedCount + 1, damaged }
}

/** What concerns one file leaves the others to be checked. */
function isOfThisFile(error: unknown): boolean {
  if (!(error instanceof VaultError)) return false
  return ['content_changed', 'content_missing', 'place_offline', 'not_found'].includes(error.code)
}
