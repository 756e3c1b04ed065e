import { z } from 'zod'
import { THUMBNAIL_EDGES } from '#lib/contracts/http/pictures.ts'
import { FFMPEG_GUARDS } from '#server/programs/ffmpeg-guards.ts'
import { drawRaster } from './draw-raster.ts'
import { type MakeAnswer, type MakeRequest, type MakerMessage, type MediaFacts, NO_FACTS } from './messages.ts'
import { runProgram } from './run-program.ts'

const number = z.coerce.number().positive().catch(0)
const probeSchema = z.object({
  format: z.object({ duration: number }).catch({ duration: 0 }),
  streams: z.array(
    z.object({
      codec_type: z.string().catch(''),
      codec_name: z.string().max(40).optional().catch(undefined),
      width: number,
      height: number,
      disposition: z.object({ attached_pic: z.number().catch(0) }).catch({ attached_pic: 0 }),
      side_data_list: z.array(z.object({ rotation: z.number().catch(0) })).catch([]),
    }),
  ),
})
type Probe = z.output<typeof probeSchema>

const NOTHING: MakeAnswer = { pictures: [], hash: null, failure: null, facts: NO_FACTS }
/** A picture at the very beginning of a film is black as often as not. */
const SHARE_OF_FILM = 0.1
const LATEST_SECONDS = 60

/** A frame of a film, or the cover of a sound, by ffmpeg. */
export async function drawMedia(request: MakeRequest, tell: (message: MakerMessage) => void): Promise<MakeAnswer> {
  const { ffmpeg, ffprobe } = request.programs
  if (ffmpeg === null || ffprobe === null) return { ...NOTHING, failure: 'no_ffmpeg' }
  const input = `file:${request.path}`
  const fields = 'format=duration:stream=codec_type,codec_name,width,height:stream_disposition=attached_pic'
  const asked = [
    '-v',
    'error',
    ...FFMPEG_GUARDS,
    '-print_format',
    'json',
    '-show_entries',
    `${fields}:stream_side_data=rotation`,
  ]
  const probe = parseProbe(await runProgram(ffprobe, [...asked, '-i', input], tell))
  if (probe === null) return { ...NOTHING, failure: 'broken' }
  const facts = factsOf(probe)
  const film = probe.streams.findIndex(isFilm)
  const index = film === -1 ? probe.streams.findIndex(({ codec_type }) => codec_type === 'video') : film
  // A sound without a cover.
  if (index === -1) return { ...NOTHING, facts }

  async function frameAt(seconds: number): Promise<Buffer | null> {
    const edge = Math.max(...request.sizes.map((size) => THUMBNAIL_EDGES[size]))
    const seek = seconds > 0 ? ['-ss', seconds.toFixed(2)] : []
    const before = [
      '-v',
      'error',
      '-nostdin',
      '-threads',
      '1',
      ...FFMPEG_GUARDS,
      ...seek,
      '-i',
      input,
      '-map',
      `0:${index}`,
    ]
    // A cover is taken out as it is: one decoder less.
    const scale = `scale=w='min(${edge},iw)':h='min(${edge},ih)':force_original_aspect_ratio=decrease`
    const how = film === -1 ? ['-c:v', 'copy'] : ['-vf', scale, '-c:v', 'png', '-compression_level', '1']
    const after = ['-frames:v', '1', '-an', '-sn', ...how, '-f', 'image2pipe', 'pipe:1']
    return runProgram(ffmpeg ?? '', [...before, ...after], tell)
  }
  const wanted = film === -1 ? 0 : Math.min(LATEST_SECONDS, ((facts.durationMs ?? 0) / 1000) * SHARE_OF_FILM)
  // A film that was cut off has nothing where it should.
  const frame = (await frameAt(wanted)) ?? (wanted > 0 ? await frameAt(0) : null)
  if (frame === null) return { ...NOTHING, failure: 'broken', facts }
  const drawn = await drawRaster({ from: frame }, request.sizes)
  return { ...drawn, facts }
}

const isFilm = ({ codec_type, disposition }: Probe['streams'][number]): boolean =>
  codec_type === 'video' && disposition.attached_pic === 0

function parseProbe(output: Buffer | null): Probe | null {
  try {
    return output === null ? null : probeSchema.parse(JSON.parse(output.toString('utf8')))
  } catch {
    return null
  }
}

function factsOf({ format, streams }: Probe): MediaFacts {
  const film = streams.find(isFilm)
  const sound = streams.find(({ codec_type }) => codec_type === 'audio')
  const isTurned = film?.side_data_list.some(({ rotation }) => Math.abs(rotation) % 180 === 90) ?? false
  const [width, height] = isTurned ? [film?.height, film?.width] : [film?.width, film?.height]
  return {
    ...NO_FACTS,
    width: width || null,
    height: height || null,
    durationMs: format.duration > 0 ? Math.round(format.duration * 1000) : null,
    videoCodec: film?.codec_name ?? null,
    audioCodec: sound?.codec_name ?? null,
  }
}
