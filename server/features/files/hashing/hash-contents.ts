import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { JobControl } from '#server/jobs/job.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import type { WorkerCaller } from '#server/workers/worker-caller.ts'
import { isSameContent, mtimeMsOf } from '../disk/file-facts.ts'
import { openFile } from '../disk/open-file.ts'
import type { Change } from '../entries/change.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import { type HashedFile, type HashFileOptions, hashFile } from './hash-file.ts'
import type { HashAnswer, HashRequest } from './messages.ts'
import { Rest } from './rest.ts'
import type { UnhashedContent, UnhashedContents } from './unhashed-contents.ts'

export interface HashContentsDeps {
  unhashed: UnhashedContents
  commits: EntryCommits
  lookups: EntryLookups
  clock: Clock
  thread: Pick<WorkerCaller<HashRequest, HashAnswer>, 'call'>
  rootOf(placeId: PlaceId): Promise<string>
  /** The disk holds something else than the database says. */
  onStale(entry: EntryFacts): void
  /** Share of its working time for which hashing rests. */
  restShare: number
  pace: TakePace
  /** A file written more recently is left for later: its time could not tell the next write from the last one. */
  settleMs: number
}

/** Small files wait for each other, so that a thousand of them do not wait for the disk a thousand times. */
const MAX_WAITING = 100
const MAX_WAIT_MS = 500

interface Hashed {
  content: UnhashedContent
  step: Step
}

/** One pass over all contents without a hash, newest first, one file at a time. */
export class HashContents {
  readonly #deps: HashContentsDeps

  constructor(deps: HashContentsDeps) {
    this.#deps = deps
  }

  /** @returns how many files were hashed, and how many were too fresh */
  async run({ signal, progress }: JobControl): Promise<{ hashed: number; fresh: number }> {
    const { unhashed, clock } = this.#deps
    let totalBytes = await unhashed.totalBytes()
    let doneBytes = 0
    const counts = { hashed: 0, fresh: 0 }
    const rest = new Rest(this.#deps.restShare, () => performance.now())
    let waiting: Hashed[] = []
    let waitingSince = 0
    const record = async () => {
      const ready = waiting
      waiting = []
      await this.#record(ready)
      counts.hashed += ready.length
    }
    const onBytes = (count: number) => {
      doneBytes += count
      totalBytes = Math.max(totalBytes, doneBytes)
      progress(doneBytes, totalBytes)
    }
    try {
      for (let page = await unhashed.page(null); page.last !== null; page = await unhashed.page(page.last)) {
        for (const content of page.contents) {
          const step = await this.#hash(content, { signal, rest, onBytes })
          if (step === 'fresh') counts.fresh++
          if (typeof step === 'string') continue
          if (waiting.length === 0) waitingSince = clock.monotonic()
          waiting.push({ content, step })
          if (waiting.length >= MAX_WAITING || clock.monotonic() - waitingSince >= MAX_WAIT_MS) await record()
        }
        if (waiting.length > 0) await record()
      }
    } finally {
      // Also when it is stopped: what was hashed is not hashed again.
      if (waiting.length > 0) await record()
    }
    return counts
  }

  async #hash(
    content: UnhashedContent,
    options: Omit<HashFileOptions, 'thread' | 'pace'>,
  ): Promise<Step | 'skipped' | 'fresh'> {
    const { unhashed, clock, thread, pace, rootOf, settleMs } = this.#deps
    const { signal } = options
    const { facts } = content
    signal.throwIfAborted()
    if (Math.abs(clock.now() - mtimeMsOf(facts)) < settleMs) return 'fresh'
    const folder = await this.#folderOf(content)
    if (folder === null) return 'skipped'
    try {
      const file = await openFile(await rootOf(content.placeId), [...folder, content.name])
      try {
        if (!isSameContent(file.facts, facts)) throw new VaultError('content_changed')
        const hashed: HashedFile = await hashFile(file, { thread, pace, ...options })
        return unhashed.recordStep(content.id, file.facts, hashed, clock.now())
      } finally {
        await file.handle.close()
      }
    } catch (error) {
      if (signal.aborted || !isOfThisFile(error)) throw error
      const entry = await this.#deps.lookups.find(content.entryId)
      if (entry?.content?.id === content.id) this.#deps.onStale(entry)
      return 'skipped'
    }
  }

  /** Null when it is not there at present. Asked for each file, and remembered by the lookups. */
  async #folderOf({ parentId }: UnhashedContent): Promise<readonly string[] | null> {
    if (parentId === null) return []
    const folder = await this.#deps.lookups.find(parentId)
    return folder?.state === 'live' ? folder.path : null
  }

  async #record(hashed: readonly Hashed[]): Promise<void> {
    const changes = hashed.map(
      ({ content }): Change => ({
        placeId: content.placeId,
        entryId: content.entryId,
        parentId: content.parentId,
        kind: 'changed',
      }),
    )
    const touched = hashed.map(({ content }) => content.entryId)
    await this.#deps.commits.commit({ steps: hashed.map(({ step }) => step), changes, touched })
  }
}

/** What concerns one file or place leaves the others to be hashed. */
function isOfThisFile(error: unknown): boolean {
  if (!(error instanceof VaultError)) return false
  return ['content_changed', 'content_missing', 'place_offline', 'not_found'].includes(error.code)
}
