import type { ThumbnailSize } from '#lib/contracts/http/pictures.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { mayHavePicture } from '#lib/core/media/has-picture.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { PictureFiles } from '#server/features/files/picture-files.service.ts'
import { isOver, type JobControl } from '#server/jobs/job.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import { NewestFirst } from '#server/workers/newest-first.ts'
import { createDraw, type Drawn } from './draw-content.ts'
import type { Programs } from './make/messages.ts'
import { PictureMaker } from './make/picture-maker.ts'
import { PictureCache } from './picture-cache.ts'
import { createPicturesRepo, type WantedPicture } from './pictures.repo.ts'
import { createRecorder } from './recorder.ts'

export interface PicturesDeps {
  db: Database
  bus: Bus
  clock: Clock
  jobs: Pick<Jobs, 'register' | 'enqueue' | 'onProgress'>
  files: PictureFiles
  /** Where pictures are kept. */
  folder: string
  quotaBytes: () => number
  programs: Programs
  pace: TakePace
  onEnd(outcome: 'made' | 'none' | 'failed'): void
  /** What goes on by itself and somebody may want to know. */
  onTrouble(error: unknown): void
  onError(error: unknown): void
  maker?: PictureMaker
}

export interface WantedThumbnail {
  entryId: EntryId
  size: ThumbnailSize
  /** What the asker believes to see; null: whatever it is by now. */
  contentId: string | null
  actor: Actor
  place: PlaceFacts
  signal: AbortSignal
}

export interface PicturesService {
  /** Which content an entry shows to this asker. @throws VaultError `not_found`, `not_a_file` */
  identify(wanted: Omit<WantedThumbnail, 'size' | 'signal'>): Promise<ContentId>
  /** Waits until it is drawn. @throws VaultError `no_picture`, `unavailable`; the reason of the signal */
  thumbnail(contentId: ContentId, size: ThumbnailSize, signal: AbortSignal): Promise<Uint8Array>
  /** Contents nobody looked at yet, and those that cannot be drawn. */
  counts(): Promise<{ waiting: number; failed: number }>
  keptBytes(): number
  /** After the jobs have started. */
  start(): Promise<void>
  close(): Promise<void>
}

const KIND = 'pictures'
/** What lists and grids show; the large one is made when somebody looks. */
const USUAL: readonly ThumbnailSize[] = ['small', 'medium']
const WAKE_AFTER_MS = 250
/** Bytes of a film that were not read are not counted against the pace. */
const MOST_PACED_BYTES = 32 << 20
/** Contents may go without a word of an entry, as from the trash: their pictures go at the next look. */
const LOOK_AGAIN_MS = 600_000
/** Its publishing may not have come to the entry yet. */
const YOUNG_MS = 600_000

/** Create it before the jobs start: it registers its kind. */
export function createPictures(deps: PicturesDeps): PicturesService {
  const { db, bus, clock, jobs, files, onError, programs } = deps
  const repo = createPicturesRepo(db)
  const recorder = createRecorder({ db, repo, files, onError })
  const maker = deps.maker ?? new PictureMaker({ onCrash: deps.onTrouble })
  const cache = new PictureCache({ ...deps, now: clock.now })
  const draw = createDraw({ ...deps, recorder, cache, maker })
  const queue = new NewestFirst<Drawn>()
  let timer: NodeJS.Timeout | null = null
  let looking: NodeJS.Timeout | null = null
  let again = false
  let closed = false

  async function ask(contentId: ContentId, sizes: readonly ThumbnailSize[], isUrgent: boolean, signal: AbortSignal) {
    const key = `${contentId} ${sizes.join()}`
    return queue.ask(key, () => draw(contentId, sizes), { isUrgent, signal })
  }

  async function look(wanted: WantedPicture, { signal }: JobControl): Promise<'none' | 'away' | null> {
    const { name, mime, isMissing, contentId, createdAt, sizeBytes } = wanted
    if (name === null) return Math.abs(clock.now() - createdAt) < YOUNG_MS ? null : 'away'
    if (!mayHavePicture(name, mime)) return 'none'
    if (isMissing) return 'away'
    await deps.pace(Math.min(sizeBytes, MOST_PACED_BYTES), signal)
    await ask(contentId, USUAL, false, signal)
    return null
  }

  async function drawAll(control: JobControl): Promise<void> {
    let after: WantedPicture | null = null
    for (let page = await repo.wanted(after); page.length > 0; page = await repo.wanted(after)) {
      const found = { none: [] as ContentId[], away: [] as ContentId[] }
      for (const wanted of page) {
        control.signal.throwIfAborted()
        const end = await look(wanted, control)
        if (end !== null) found[end].push(wanted.contentId)
        after = wanted
      }
      const steps = (['none', 'away'] as const).flatMap((state) =>
        found[state].length === 0 ? [] : [repo.setMany(found[state], state)],
      )
      if (steps.length > 0) await commitOrThrow(db, steps)
      await recorder.flush()
    }
  }

  async function removeUnused(keys: readonly string[]): Promise<void> {
    // Asked before the database is: in between it may be written down.
    const settled = keys.filter((key) => !recorder.isComing(key))
    for (const key of await repo.unused(settled)) await cache.remove(key)
  }

  /** Pictures of contents that are gone. */
  async function letGo(): Promise<void> {
    for (let keys = await repo.gone(); keys.length > 0; keys = await repo.gone()) {
      await removeUnused(keys)
      await commitOrThrow(db, [repo.forgetGone(keys)])
    }
  }

  /** Files that no content knows of: the database is older than they are. */
  async function sweep(): Promise<void> {
    const keys = cache.keys()
    for (let at = 0; at < keys.length && !closed; at += 500) {
      await removeUnused(keys.slice(at, at + 500))
    }
  }

  const enqueue = () => jobs.enqueue({ kind: KIND, payload: {}, dedupeKey: KIND })

  async function wake(): Promise<void> {
    timer = null
    if (closed) return
    try {
      await letGo()
      if (!(await repo.isAnyWanted())) return
      again = true
      await enqueue()
    } catch (error) {
      if (!closed) onError(error)
    }
  }

  const wakeSoon = (): void => {
    // Not before it is known what is kept: `start` looks itself.
    if (looking !== null && !closed) timer ??= setTimeout(() => void wake(), WAKE_AFTER_MS).unref()
  }

  jobs.register(KIND, {
    background: true,
    parse: () => ({}),
    async run(_job, control) {
      do {
        again = false
        await drawAll(control)
      } while (again)
    },
  })
  // Asked for between the end of the last pass and the record of it: that asking gave the job that was ending.
  const stopListening = [
    jobs.onProgress((job) => {
      if (job.kind === KIND && isOver(job.state) && again && !closed) enqueue().catch(onError)
    }),
    bus.on('entries.changed', wakeSoon),
  ]

  return {
    async identify({ entryId, contentId, actor, place }) {
      const entry = await files.find(entryId)
      if (entry === null) throw new VaultError('not_found')
      if (entry.kind !== 'file') throw new VaultError('not_a_file')
      const { content, owner, state } = entry
      const isHidden =
        state === 'trashed' && can(actor, 'trash.see', { kind: 'entry', place, uploader: owner }).kind === 'denied'
      if (content === null || isHidden || (contentId !== null && contentId !== content.id)) {
        throw new VaultError('not_found')
      }
      return content.id
    },

    async thumbnail(contentId, size, signal) {
      const row = await recorder.find(contentId)
      if (row === null || row.state === 'none' || row.state === 'failed') throw new VaultError('no_picture')
      const kept = row.picture_key === null ? null : await cache.read(row.picture_key, size)
      if (kept !== null) return kept
      const drawn = await ask(contentId, USUAL.includes(size) ? USUAL : [size], true, signal)
      const bytes = drawn.get(size)
      if (bytes === undefined) throw new VaultError('no_picture')
      return bytes
    },

    counts: repo.counts,
    keptBytes: () => cache.bytes,

    async start() {
      const found = [
        ...(programs.ffmpeg !== null && programs.ffprobe !== null ? (['no_ffmpeg'] as const) : []),
        ...(programs.pdftoppm === null ? [] : (['no_pdftoppm'] as const)),
      ]
      await commitOrThrow(db, repo.wantAgain(found))
      await cache.open()
      await sweep()
      if (closed) return
      looking = setInterval(wakeSoon, LOOK_AGAIN_MS).unref()
      wakeSoon()
    },

    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      if (looking) clearInterval(looking)
      for (const stop of stopListening) stop()
      maker.close()
      await recorder.flush()
    },
  }
}
