import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const hasFfmpeg = ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0)

export const MATRIX_SECONDS = 30

export interface MatrixFile {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  /** What a browser has to take to play it; null: none does. Some builds of Chromium have no H.264. */
  type: string | null
  /** Where it does not play: what is said of it. */
  words: RegExp
}

const PICTURE = ['-f', 'lavfi', '-i', `testsrc=s=128x72:r=10:d=${MATRIX_SECONDS}`]
const TONE = ['-f', 'lavfi', '-i', `sine=d=${MATRIX_SECONDS}`]
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '20']
const WEBM = ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus']
const AAC = ['-c:a', 'aac', '-b:a', '48k']

const MP4 = 'video/mp4; codecs="avc1.42e01e, mp4a.40.2"'
const WORDS = /cannot play/

interface Recipe {
  name: string
  args: readonly string[]
  type: string | null
  words?: RegExp
  /** Where the ending does not say it. */
  format?: string
}

const FILES: readonly Recipe[] = [
  { name: 'mp4.mp4', args: [...PICTURE, ...TONE, ...H264, ...AAC], type: MP4 },
  {
    name: 'webm.webm',
    args: [...PICTURE, ...TONE, ...WEBM],
    type: 'video/webm; codecs="vp8, opus"',
  },
  { name: 'mkv-h264.mkv', args: [...PICTURE, ...TONE, ...H264, ...AAC], type: MP4 },
  {
    name: 'mkv-hevc.mkv',
    args: [...PICTURE, ...TONE, '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none', ...AAC],
    type: 'video/mp4; codecs="hvc1.1.6.L60.B0, mp4a.40.2"',
    words: /The picture of this film is HEVC/,
  },
  {
    name: 'avi.avi',
    args: [...PICTURE, ...TONE, '-c:v', 'mpeg4', '-c:a', 'libmp3lame'],
    type: null,
    words: /The picture of this film is MPEG-4 Part 2/,
  },
  { name: 'mts.mts', args: [...PICTURE, ...TONE, ...H264, ...AAC], type: MP4, format: 'mpegts' },
  {
    name: 'vob.vob',
    args: [...PICTURE, ...TONE, '-r', '25', '-c:v', 'mpeg2video', '-c:a', 'ac3'],
    type: null,
    words: /The picture of this film is MPEG-2/,
    format: 'vob',
  },
  {
    name: 'ac3.mkv',
    args: [...PICTURE, ...TONE, ...H264, '-c:a', 'ac3'],
    type: 'video/mp4; codecs="avc1.42e01e, ac-3"',
    words: /The (?:sound of this file is AC-3|picture of this film is H264)/,
  },
  { name: 'flac.flac', args: TONE, type: 'audio/mp4; codecs="flac"' },
  { name: 'opus.opus', args: [...TONE, '-c:a', 'libopus'], type: 'audio/webm; codecs="opus"' },
  {
    name: 'ass.mkv',
    args: [
      ...[...PICTURE, ...TONE, '-i', 'SUBTITLES', '-map', '0', '-map', '1', '-map', '2', ...WEBM],
      ...['-c:s', 'ass', '-metadata:s:s:0', 'language=eng'],
    ],
    type: 'video/webm; codecs="vp8, opus"',
  },
  { name: 'wrong-ending.avi', args: [...PICTURE, ...TONE, ...H264, ...AAC], type: MP4, format: 'matroska' },
]

const SUBTITLES = `1\n00:00:00,500 --> 00:00:${MATRIX_SECONDS},000\nThe train leaves at nine\n`

/** Small films and sounds of the kinds that people have, made by ffmpeg. */
export function makeMatrix(): MatrixFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-matrix-'))
  try {
    const subtitles = join(folder, 'subtitles.srt')
    writeFileSync(subtitles, SUBTITLES)
    return FILES.map(({ name, args, type, words = WORDS, format }) => {
      const path = join(folder, name)
      const how = args.map((arg) => (arg === 'SUBTITLES' ? subtitles : arg))
      const container = format === undefined ? [] : ['-f', format]
      execFileSync('ffmpeg', ['-v', 'error', '-y', ...how, ...container, path])
      return { name, type, words, bytes: new Uint8Array(readFileSync(path)) }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
