import { FFMPEG_GUARDS } from '#server/programs/ffmpeg-guards.ts'
import { type OpenProgram, openProgram } from '#server/programs/open-program.ts'

export interface RepackWish {
  program: string
  path: string
  startSeconds: number
  /** Indices of the tracks; null for none of the kind. */
  video: number | null
  audio: number | null
  /** The sound is AAC, which transport streams carry in frames that tell everything anew. */
  isAac: boolean
  signal: AbortSignal
}

const MEMORY_BYTES = 400 << 20
/** From here on a film is sought in; before it, negative times of the first frames would be in the way. */
const FIRST_SOUGHT_SECONDS = 1

/**
 * The same pictures and sounds as fragmented MP4 (ISO 14496-12, 8.8), from the key frame before a moment on. The times in
 * it are those of the film, so that a page can put the pieces where they belong.
 */
export function repack({ program, path, startSeconds, video, audio, isAac, signal }: RepackWish): OpenProgram {
  const isSought = startSeconds >= FIRST_SOUGHT_SECONDS
  const seek = isSought ? ['-ss', startSeconds.toFixed(3), '-copyts', '-start_at_zero'] : []
  const maps = [video, audio].flatMap((index) => (index === null ? [] : ['-map', `0:${index}`]))
  // The head waits for the first frames: a transport stream tells what its sound is in each of them.
  const flags = `frag_keyframe+delay_moov+default_base_moof${isSought ? '+frag_discont' : ''}`
  const times = ['-use_editlist', '0', ...(isSought ? ['-avoid_negative_ts', 'disabled'] : [])]
  // A sound has no key frames to cut at.
  const unframe = isAac ? ['-bsf:a', 'aac_adtstoasc'] : []
  const cuts = video === null ? ['-frag_duration', '1000000'] : []
  const before = ['-v', 'error', '-nostdin', '-fflags', '+genpts', ...FFMPEG_GUARDS, ...seek, '-i', `file:${path}`]
  const after = [
    ...maps,
    '-c',
    'copy',
    '-sn',
    '-dn',
    '-map_metadata',
    '-1',
    '-strict',
    'experimental',
    ...unframe,
    ...times,
    ...cuts,
  ]
  const args = [...before, ...after, '-movflags', flags, '-f', 'mp4', 'pipe:1']
  return openProgram(program, args, { memoryBytes: MEMORY_BYTES, timeMs: null, signal })
}
