import type { MediaTracks, SubtitleTrack } from '#lib/contracts/http/playback.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'
import { subtitleOf } from '#lib/core/subtitles/track-name.ts'
import type { MediaFiles } from '#server/features/files/media-files.service.ts'
import type { DrawableFile } from '#server/features/files/picture-files.service.ts'
import { FFMPEG_GUARDS } from '#server/programs/ffmpeg-guards.ts'
import { type OpenProgram, openProgram, outputOf } from '#server/programs/open-program.ts'
import { type MediaFacts, probeMedia } from './probe-media.ts'
import { MOST_SUBTITLE_BYTES, readSubtitles, toVtt } from './read-subtitles.ts'
import { repack } from './repack.ts'

type EntryFacts = NonNullable<Awaited<ReturnType<MediaFiles['find']>>>

export interface PlaybackDeps {
  readonly files: MediaFiles
  /** Programs of the host; null where there is none. */
  readonly programs: { readonly ffmpeg: string | null; readonly ffprobe: string | null }
}

export interface PlaybackService {
  /** @throws VaultError `entry_gone`, `not_a_file`, `content_missing` */
  tracks(entryId: EntryId, signal: AbortSignal): Promise<MediaTracks>
  /** Ends with the signal. @throws VaultError `cannot_repack`, `unavailable`, `entry_gone`, `content_missing` */
  repacked(entryId: EntryId, wish: RepackedWish, signal: AbortSignal): Promise<OpenProgram>
  /** As WebVTT. @throws VaultError `not_found`, `entry_gone`, `content_missing` */
  subtitles(entryId: EntryId, track: string, signal: AbortSignal): Promise<string>
}

export interface RepackedWish {
  startSeconds: number
  video: number | null
  audio: number | null
}

/** A film for each room of a house, and one to spare. */
export const MOST_REPACKED = 8
const MOST_PROBED = 500
const MOST_TEXTS = 40
const TEXT_MEMORY_BYTES = 300 << 20
/** All of a film is read for the words in it. */
const TEXT_TIME_MS = 180_000

export function createPlaybackService({ files, programs }: PlaybackDeps): PlaybackService {
  const probed = new Map<ContentId, MediaFacts>()
  const texts = new Map<string, string>()
  let repacking = 0

  async function requireFile(entryId: EntryId): Promise<{ entry: EntryFacts; contentId: ContentId }> {
    const entry = await files.find(entryId)
    if (entry === null) throw new VaultError('not_found')
    if (entry.kind !== 'file') throw new VaultError('not_a_file')
    if (entry.state === 'trashed') throw new VaultError('entry_gone')
    if (entry.content === null) throw new VaultError('content_missing')
    return { entry, contentId: entry.content.id }
  }

  async function requireOpen(contentId: ContentId): Promise<DrawableFile> {
    const file = await files.open(contentId)
    if (file === null) throw new VaultError('content_missing')
    return file
  }

  async function probe(contentId: ContentId, signal: AbortSignal): Promise<MediaFacts | null> {
    const known = probed.get(contentId) ?? null
    if (known !== null || programs.ffprobe === null) return known
    const file = await requireOpen(contentId)
    try {
      const facts = await probeMedia(programs.ffprobe, file.path, signal)
      if (facts !== null) keep(probed, contentId, facts, MOST_PROBED)
      return facts
    } finally {
      await file.close()
    }
  }

  async function subtitlesBeside(entry: EntryFacts) {
    const others = await files.beside(entry, splitExtension(entry.name).stem)
    return others.flatMap(({ id, name }) => {
      const found = subtitleOf(entry.name, name)
      return found === null ? [] : [{ id, name: found }]
    })
  }

  async function textInside(contentId: ContentId, index: number, signal: AbortSignal): Promise<string> {
    const key = `${contentId} ${index}`
    const known = texts.get(key)
    if (known !== undefined) return known
    const facts = await probe(contentId, signal)
    if (programs.ffmpeg === null || !facts?.texts.some((text) => text.index === index))
      throw new VaultError('not_found')
    const file = await requireOpen(contentId)
    try {
      const args = ['-v', 'error', '-nostdin', ...FFMPEG_GUARDS, '-i', `file:${file.path}`, '-map', `0:${index}`]
      const limits = { memoryBytes: TEXT_MEMORY_BYTES, timeMs: TEXT_TIME_MS, signal }
      const written = openProgram(programs.ffmpeg, [...args, '-f', 'webvtt', 'pipe:1'], limits)
      const output = await outputOf(written, MOST_SUBTITLE_BYTES)
      if (output === null) throw new VaultError('not_found')
      const vtt = toVtt('vtt', output.toString('utf8'))
      keep(texts, key, vtt, MOST_TEXTS)
      return vtt
    } finally {
      await file.close()
    }
  }

  return {
    async tracks(entryId, signal) {
      const { entry, contentId } = await requireFile(entryId)
      const [facts, beside] = await Promise.all([probe(contentId, signal), subtitlesBeside(entry)])
      const inside = programs.ffmpeg === null ? [] : (facts?.texts ?? [])
      return {
        container: facts?.container ?? null,
        durationMs: facts?.durationMs ?? null,
        tracks: facts?.tracks ?? [],
        subtitles: [
          ...beside.map(({ id, name }): SubtitleTrack => {
            return { id: `by-${id}`, language: name.language, title: name.note === '' ? null : name.note }
          }),
          ...inside.map(({ index, language, title }): SubtitleTrack => ({ id: `in-${index}`, language, title })),
        ],
        canRepack: programs.ffmpeg !== null && programs.ffprobe !== null,
      }
    },

    async repacked(entryId, { startSeconds, video, audio }, signal) {
      const { contentId } = await requireFile(entryId)
      const facts = await probe(contentId, signal)
      const has = (index: number | null, kind: string) =>
        index === null || facts?.tracks.some((track) => track.index === index && track.kind === kind)
      const isNothing = video === null && audio === null
      if (programs.ffmpeg === null || isNothing || !has(video, 'video') || !has(audio, 'audio')) {
        throw new VaultError('cannot_repack')
      }
      if (repacking >= MOST_REPACKED) throw new VaultError('unavailable')
      repacking++
      const file = await requireOpen(contentId).catch((error: unknown) => {
        repacking--
        throw error
      })
      const isAac = facts?.tracks.some(({ index, codec }) => index === audio && codec === 'aac') ?? false
      const running = repack({ program: programs.ffmpeg, path: file.path, startSeconds, video, audio, isAac, signal })
      void running.ended.finally(() => {
        repacking--
        void file.close()
      })
      return running
    },

    async subtitles(entryId, track, signal) {
      const { entry, contentId } = await requireFile(entryId)
      if (track.startsWith('in-')) return textInside(contentId, Number(track.slice(3)), signal)
      const found = (await subtitlesBeside(entry)).find(({ id }) => `by-${id}` === track)
      const content = found === undefined ? null : ((await files.find(found.id))?.content ?? null)
      if (found === undefined || content === null) throw new VaultError('not_found')
      const file = await requireOpen(content.id)
      try {
        const vtt = await readSubtitles(file.path, found.name)
        if (vtt === null) throw new VaultError('not_found')
        return vtt
      } finally {
        await file.close()
      }
    },
  }
}

/** The one that was kept first goes first. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= most) return
    map.delete(oldest)
  }
}
