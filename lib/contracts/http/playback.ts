import { z } from 'zod'
import { entryParams } from './common.ts'
import { route } from './route.ts'

const indexSchema = z.number().int().nonnegative().max(1_000)

/** One track of a film or a sound. */
export const mediaTrackSchema = z.object({
  index: indexSchema.describe('in the file'),
  kind: z.enum(['video', 'audio']),
  codec: z.string().describe('as ffmpeg calls it'),
  type: z.string().nullable().describe('as RFC 6381 spells it: avc1.640028; null for what no browser knows'),
  language: z.string().nullable(),
  title: z.string().nullable(),
  channels: z.number().int().nullable(),
  isDefault: z.boolean(),
})
export type MediaTrack = z.output<typeof mediaTrackSchema>

export const subtitleTrackSchema = z.object({
  id: z.string().describe('for GET /api/files/:entry/subtitles/:track'),
  language: z.string().nullable(),
  title: z.string().nullable(),
})
export type SubtitleTrack = z.output<typeof subtitleTrackSchema>

export const mediaTracksSchema = z.object({
  container: z.string().nullable().describe('names of the container, with commas between them; null: not known'),
  durationMs: z.number().int().nullable(),
  tracks: z.array(mediaTrackSchema),
  subtitles: z.array(subtitleTrackSchema),
  canRepack: z.boolean().describe('whether GET /api/files/:entry/repacked answers on this host'),
})
export type MediaTracks = z.output<typeof mediaTracksSchema>

const look = { kind: 'entry', action: 'place.enter' } as const

export const playbackRoutes = {
  tracks: route('playback.tracks', 'GET /api/files/:entry/tracks', {
    summary: 'What a film or a sound is made of, and the subtitles in it and beside it.',
    rule: look,
    bucket: 'look-up',
    params: entryParams,
    response: mediaTracksSchema,
  }),
  repacked: route('playback.repacked', 'GET /api/files/:entry/repacked', {
    kind: 'bytes',
    summary:
      'The same pictures and sounds as fragmented MP4, from a moment on; nothing is converted. Times are absolute.',
    rule: look,
    bucket: 'download',
    params: entryParams,
    query: z.object({
      start: z.coerce.number().min(0).max(10_000_000).default(0).describe('seconds; begins at the key frame before it'),
      video: z.coerce.number().int().min(0).max(1_000).optional().describe('index of a track'),
      audio: z.coerce.number().int().min(0).max(1_000).optional().describe('index of a track'),
    }),
  }),
  subtitles: route('playback.subtitles', 'GET /api/files/:entry/subtitles/:track', {
    kind: 'bytes',
    summary: 'Subtitles of a film as WebVTT in UTF-8, whatever they were before.',
    rule: look,
    bucket: 'look-up',
    params: z.object({
      entry: z.string().min(1).max(64),
      track: z.string().regex(/^(?:in-\d{1,4}|by-[\w-]{1,64})$/),
    }),
  }),
}
