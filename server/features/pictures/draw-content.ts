import type { ThumbnailSize } from '#lib/contracts/http/pictures.ts'
import type { ContentId } from '#lib/core/ids/ids.ts'
import type { DrawableFile, PictureFiles } from '#server/features/files/picture-files.service.ts'
import type { MakeAnswer, Programs } from './make/messages.ts'
import type { PictureMaker } from './make/picture-maker.ts'
import type { PictureCache } from './picture-cache.ts'
import type { PictureRow } from './pictures.repo.ts'
import type { Recorder } from './recorder.ts'

export interface DrawDeps {
  files: Pick<PictureFiles, 'open'>
  recorder: Recorder
  cache: PictureCache
  maker: Pick<PictureMaker, 'make'>
  programs: Programs
  onEnd(outcome: 'made' | 'none' | 'failed'): void
}

export type Drawn = ReadonlyMap<ThumbnailSize, Uint8Array>

const NOTHING: Drawn = new Map()

/** Draws one content in some sizes, remembers what came of it, and gives what was drawn. */
export function createDraw(deps: DrawDeps) {
  const { files, recorder, cache, maker, programs } = deps

  return async (contentId: ContentId, sizes: readonly ThumbnailSize[]): Promise<Drawn> => {
    const before = await recorder.find(contentId)
    if (before === null || isSettled(before)) return NOTHING
    const file = await files.open(contentId)
    if (file === null) {
      if (before.state === 'wanted') await recorder.setAway(contentId)
      return NOTHING
    }
    try {
      const twin = before.state !== 'made' && file.sha256 ? await recorder.findTwin(contentId, file.sha256) : null
      if (twin) recorder.record(contentId, twin)
      const known = twin ?? before
      if (isSettled(known)) return NOTHING
      const kept = await readAll(known, sizes)
      return kept ?? (await draw(contentId, file, known, sizes))
    } finally {
      await file.close()
    }
  }

  async function readAll({ state, picture_key: key }: PictureRow, sizes: readonly ThumbnailSize[]) {
    if (state !== 'made' || key === null) return null
    const found = new Map<ThumbnailSize, Uint8Array>()
    for (const size of sizes) {
      const bytes = await cache.read(key, size)
      if (bytes === null) return null
      found.set(size, bytes)
    }
    return found
  }

  async function draw(
    contentId: ContentId,
    file: DrawableFile,
    known: PictureRow,
    sizes: readonly ThumbnailSize[],
  ): Promise<Drawn> {
    const { path, sizeBytes, sha256 } = file
    if (known.state !== 'made') await recorder.begin(contentId)
    const answer = await maker.make({ path, sizeBytes, sizes, programs })
    // Somebody writes into it: it will be another content in a moment.
    if (!(await file.isUnchanged())) return NOTHING
    const key = known.picture_key ?? (sha256 === null ? contentId : Buffer.from(sha256).toString('hex'))
    for (const { size, bytes } of answer.pictures) await cache.write(key, size, bytes)
    // What was drawn before is known already; that a larger one fails says nothing against it.
    if (known.state !== 'made' || (answer.failure !== null && sizes.includes('small'))) {
      recorder.record(contentId, rowOf(answer, key))
      deps.onEnd(stateOf(answer))
    }
    return new Map(answer.pictures.map(({ size, bytes }) => [size, bytes]))
  }
}

const isSettled = ({ state }: PictureRow): boolean => state === 'none' || state === 'failed'

function stateOf({ failure, pictures }: MakeAnswer): 'made' | 'none' | 'failed' {
  if (failure !== null) return 'failed'
  return pictures.length === 0 ? 'none' : 'made'
}

function rowOf(answer: MakeAnswer, key: string): PictureRow {
  const { facts, failure, hash } = answer
  const state = stateOf(answer)
  return {
    state,
    failure,
    picture_key: state === 'made' ? key : null,
    hash,
    width: facts.width,
    height: facts.height,
    duration_ms: facts.durationMs,
    video_codec: facts.videoCodec,
    audio_codec: facts.audioCodec,
    taken_at: facts.takenAt,
  }
}
