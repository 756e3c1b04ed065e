import { z } from 'zod'
import type { MediaTrack } from '#lib/contracts/http/playback.ts'
import { mediaTypeOf } from '#lib/core/media/media-type.ts'
import { FFMPEG_GUARDS } from '#server/programs/ffmpeg-guards.ts'
import { openProgram, outputOf } from '#server/programs/open-program.ts'

/** What ffprobe says of a file. */
export interface MediaFacts {
  container: string | null
  durationMs: number | null
  tracks: MediaTrack[]
  /** Texts inside, which can be shown over the picture. */
  texts: { index: number; language: string | null; title: string | null }[]
}

const MEMORY_BYTES = 300 << 20
const TIME_MS = 15_000
const MOST_OUTPUT_BYTES = 4 << 20
const TEXT_CODECS = new Set(['subrip', 'srt', 'ass', 'ssa', 'mov_text', 'webvtt', 'text'])

const textSchema = z.string().max(200).nullable().catch(null).default(null)
const countSchema = z.coerce.number().int().nonnegative().catch(0).default(0)
const streamSchema = z.object({
  index: countSchema,
  codec_type: z.string().catch(''),
  codec_name: z.string().max(40).catch(''),
  profile: textSchema,
  level: z.coerce.number().catch(0).default(0),
  channels: countSchema,
  disposition: z.object({ attached_pic: countSchema, default: countSchema }).catch({ attached_pic: 0, default: 0 }),
  tags: z.object({ language: textSchema, title: textSchema }).catch({ language: null, title: null }),
})
const probeSchema = z.object({
  format: z.object({ format_name: textSchema, duration: z.coerce.number().positive().catch(0) }),
  streams: z.array(streamSchema).max(200),
})
type Stream = z.output<typeof streamSchema>

/** Null when ffprobe cannot read it. */
export async function probeMedia(program: string, path: string, signal: AbortSignal): Promise<MediaFacts | null> {
  const fields =
    'format=format_name,duration:stream=index,codec_type,codec_name,profile,level,channels' +
    ':stream_disposition=attached_pic,default:stream_tags=language,title'
  const args = ['-v', 'error', ...FFMPEG_GUARDS, '-print_format', 'json', '-show_entries', fields, '-i', `file:${path}`]
  const limits = { memoryBytes: MEMORY_BYTES, timeMs: TIME_MS, signal }
  const output = await outputOf(openProgram(program, args, limits), MOST_OUTPUT_BYTES)
  const parsed = output === null ? null : probeSchema.safeParse(jsonOf(output))
  return parsed?.success ? factsOf(parsed.data) : null
}

function jsonOf(output: Buffer): unknown {
  try {
    return JSON.parse(output.toString('utf8'))
  } catch {
    return null // cut short: no shape fits
  }
}

function factsOf({ format, streams }: z.output<typeof probeSchema>): MediaFacts {
  return {
    container: format.format_name,
    durationMs: format.duration > 0 ? Math.round(format.duration * 1000) : null,
    tracks: streams.flatMap((stream) => trackOf(stream) ?? []),
    texts: streams
      .filter(({ codec_type, codec_name }) => codec_type === 'subtitle' && TEXT_CODECS.has(codec_name))
      .map(({ index, tags }) => ({ index, language: languageOf(tags.language), title: tags.title })),
  }
}

function trackOf({ index, codec_type, codec_name, profile, level, channels, disposition, tags }: Stream) {
  // The cover of a sound is no film.
  if ((codec_type !== 'video' && codec_type !== 'audio') || disposition.attached_pic === 1) return null
  return {
    index,
    kind: codec_type,
    codec: codec_name,
    type: mediaTypeOf(codec_name, profile, level),
    language: languageOf(tags.language),
    title: tags.title,
    channels: codec_type === 'audio' ? channels : null,
    isDefault: disposition.default === 1,
  } satisfies MediaTrack
}

/** "und" says that nobody said. */
const languageOf = (language: string | null): string | null =>
  language === null || language === 'und' || language === '' ? null : language
