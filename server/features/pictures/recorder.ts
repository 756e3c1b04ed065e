import type { ContentId } from '#lib/core/ids/ids.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { PictureFiles } from '#server/features/files/picture-files.service.ts'
import type { PictureRow, PicturesRepo } from './pictures.repo.ts'

export interface RecorderDeps {
  db: Database
  repo: PicturesRepo
  files: Pick<PictureFiles, 'commit'>
  onError(error: unknown): void
}

export type Recorder = ReturnType<typeof createRecorder>

/** A thousand photos that come at once are told in some commits, not in a thousand. */
const WAIT_MS = 300
const MOST_WAITING = 100

/** Writes down what contents look like, some at a time. Until then it knows it by itself. */
export function createRecorder({ db, repo, files, onError }: RecorderDeps) {
  let waiting = new Map<ContentId, PictureRow>()
  /** On their way to the disk. */
  let leaving: ReadonlyMap<ContentId, PictureRow> = new Map()
  let timer: NodeJS.Timeout | null = null
  let flushing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    if (waiting.size === 0) return
    leaving = waiting
    waiting = new Map()
    try {
      const steps = [...leaving].map(([contentId, row]) => repo.set(contentId, columnsOf(row)))
      await files.commit([...leaving.keys()], steps)
    } finally {
      leaving = new Map()
    }
  }

  function flush(): Promise<void> {
    // A disk that is full takes no row either: what was drawn is drawn again one day.
    flushing = flushing.then(write).catch(onError)
    return flushing
  }

  return {
    flush,
    async find(contentId: ContentId): Promise<PictureRow | null> {
      return waiting.get(contentId) ?? leaving.get(contentId) ?? (await repo.find(contentId))
    },
    /** Whether a picture of this key is about to be written down. */
    isComing: (key: string): boolean =>
      [...waiting.values(), ...leaving.values()].some(({ picture_key }) => picture_key === key),
    /** What another content with the same bytes looks like. */
    async findTwin(contentId: ContentId, sha256: Uint8Array): Promise<PictureRow | null> {
      const key = Buffer.from(sha256).toString('hex')
      const unwritten = [...waiting.values(), ...leaving.values()].find((row) => row.picture_key === key)
      return unwritten ?? (await repo.findTwin(contentId, sha256))
    },
    record(contentId: ContentId, row: PictureRow): void {
      waiting.set(contentId, row)
      if (waiting.size >= MOST_WAITING) void flush()
      else timer ??= setTimeout(() => void flush(), WAIT_MS).unref()
    },
    /** On the disk before it begins: what brings the whole vault down is counted too. */
    async begin(contentId: ContentId): Promise<void> {
      await commitOrThrow(db, [repo.begin(contentId)])
    },
    async setAway(contentId: ContentId): Promise<void> {
      await commitOrThrow(db, [repo.setMany([contentId], 'away')])
    },
  }
}

/** A row of a twin brings its own id along. */
function columnsOf(row: PictureRow): PictureRow {
  const { state, failure, picture_key, hash, width, height, duration_ms, video_codec, audio_codec, taken_at } = row
  return { state, failure, picture_key, hash, width, height, duration_ms, video_codec, audio_codec, taken_at }
}
