import { describe, expect, it } from 'vitest'
import { mediaTypeOf } from './media-type.ts'
import { type Abilities, type Plan, type PlannedTrack, planPlayback } from './plan-playback.ts'

it.each([
  ['h264', 'High', 40, 'avc1.640028'],
  ['h264', 'Constrained Baseline', 30, 'avc1.42e01e'],
  ['h264', null, -99, 'avc1.640028'],
  ['hevc', 'Main', 93, 'hvc1.1.6.L93.B0'],
  ['vp9', 'Profile 2', -99, 'vp09.02.41.08'],
  ['aac', 'LC', 0, 'mp4a.40.2'],
  ['aac', 'HE-AACv2', 0, 'mp4a.40.5'],
  ['ac3', null, 0, 'ac-3'],
  ['mpeg2video', 'Main', 8, null],
])('spells %s of profile %s and level %i as %s', (codec, profile, level, type) => {
  expect(mediaTypeOf(codec, profile, level)).toBe(type)
})

/** A browser that plays H.264 and AAC in MP4, and WebM. */
const usual: Abilities = {
  playsFile: (type) =>
    /^(?:(?:video|audio)\/(?:mp4|webm|ogg|flac)|audio\/mpeg)/.test(type) && !/hvc1|ac-3|ec-3/.test(type),
  playsPieces: (type) => /codecs="(?:avc1[^"]*|mp4a\.40\.2|flac|opus|mp4a\.6B)"$/.test(type),
}
const track = (index: number, codec: string, more: Partial<PlannedTrack> = {}): PlannedTrack => {
  const isSound = ['aac', 'ac3', 'opus', 'flac', 'mp3', 'pcm_s16le', 'wmav2', 'vorbis', 'mp2'].includes(codec)
  return {
    index,
    kind: isSound ? 'audio' : 'video',
    codec,
    type: mediaTypeOf(codec, null, 0),
    isDefault: false,
    ...more,
  }
}

describe('planPlayback', () => {
  it.each<[string, string | null, PlannedTrack[], Plan]>([
    ['an MP4', 'mov,mp4,m4a,3gp,3g2,mj2', [track(0, 'h264'), track(1, 'aac')], { kind: 'direct' }],
    ['a WebM', 'matroska,webm', [track(0, 'vp9'), track(1, 'opus')], { kind: 'direct' }],
    ['an MP3', 'mp3', [track(0, 'mp3')], { kind: 'direct' }],
    ['what nobody knows', null, [], { kind: 'direct' }],
    [
      'an MKV of what an MP4 has',
      'matroska,webm',
      [track(0, 'h264'), track(1, 'aac')],
      { kind: 'repack', type: 'video/mp4; codecs="avc1.640028, mp4a.40.2"', video: 0, audio: 1 },
    ],
    [
      'a film without sound',
      'avi',
      [track(0, 'h264')],
      { kind: 'repack', type: 'video/mp4; codecs="avc1.640028"', video: 0, audio: null },
    ],
    [
      'an MKV of HEVC',
      'matroska,webm',
      [track(0, 'hevc'), track(1, 'aac')],
      { kind: 'convert', what: 'picture', codec: 'hevc' },
    ],
    [
      'a VOB',
      'mpeg',
      [track(0, 'mpeg2video'), track(1, 'ac3')],
      { kind: 'convert', what: 'picture', codec: 'mpeg2video' },
    ],
    [
      'a film with AC-3',
      'matroska,webm',
      [track(0, 'h264'), track(1, 'ac3')],
      { kind: 'convert', what: 'sound', codec: 'ac3' },
    ],
    [
      'a film with AC-3, and AAC behind it',
      'matroska,webm',
      [track(0, 'h264'), track(1, 'ac3', { isDefault: true }), track(2, 'aac')],
      { kind: 'repack', type: 'video/mp4; codecs="avc1.640028, mp4a.40.2"', video: 0, audio: 2 },
    ],
  ])('of %s', (_, container, tracks, plan) => {
    expect(planPlayback({ container, tracks, canRepack: true }, usual)).toEqual(plan)
  })

  it('repacks for the sound that was chosen, and tries as it is without the means', () => {
    const tracks = [track(0, 'h264'), track(1, 'aac'), track(2, 'aac')]
    const media = { container: 'mov,mp4', tracks, canRepack: true }
    expect(planPlayback(media, usual, 1)).toEqual({ kind: 'direct' })
    expect(planPlayback(media, usual, 2)).toMatchObject({ kind: 'repack', audio: 2 })
    expect(planPlayback({ ...media, container: 'avi', canRepack: false }, usual)).toEqual({ kind: 'direct' })
  })
})
