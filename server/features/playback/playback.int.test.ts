import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { createMediaFiles } from '#server/features/files/media-files.service.ts'
import { createPictureFiles } from '#server/features/files/picture-files.service.ts'
import { openTestFiles, type TestFiles } from '#server/features/files/testing/test-files.ts'
import { createPlaybackService, MOST_REPACKED, type PlaybackService } from './playback.service.ts'

const staying = new AbortController().signal
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0 && spawnSync('ffprobe', ['-version']).status === 0
const pathOf = (name: string) => execFileSync('which', [name], { encoding: 'utf8' }).trim()

let vault: TestFiles
let playback: PlaybackService
let folder: string

function open(programs: { ffmpeg: string | null; ffprobe: string | null }): PlaybackService {
  const { db, lookups, commits, rootOf } = vault
  const files = createMediaFiles({ db, files: createPictureFiles({ db, lookups, commits, rootOf }) })
  return createPlaybackService({ files, programs })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-playback-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  vault = await openTestFiles()
  const programs = hasFfmpeg
    ? { ffmpeg: pathOf('ffmpeg'), ffprobe: pathOf('ffprobe') }
    : { ffmpeg: null, ffprobe: null }
  playback = open(programs)
})
afterEach(() => vault.remove())

async function put(name: string, bytes: Uint8Array): Promise<EntryId> {
  const result = await vault.put(name, bytes)
  if (result.kind !== 'listed') throw new Error(`${name} is not listed`)
  return result.entryId
}

describe('subtitles beside a film', () => {
  it('are found by name, whatever their letters are spelled in, and belong to no other film', async () => {
    const film = await put('Film.mkv', Buffer.from('no film'))
    await put('Film.fr.srt', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nCaf\xe9\n', 'latin1'))
    await put('Film.ru.srt', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n\xcf\xee\xe5\xe7\xe4\n', 'latin1'))
    await put(
      'Film.de.ass',
      Buffer.from('\ufeff[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,Züge\n', 'utf16le'),
    )
    const other = await put('Film 2.en.srt', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nSecret\n'))
    const { subtitles, tracks } = await playback.tracks(film, staying)
    expect(tracks).toEqual([])
    expect(subtitles.map(({ language }) => language).sort()).toEqual(['de', 'fr', 'ru'])
    const words = async (language: string) => {
      const id = subtitles.find((track) => track.language === language)?.id ?? ''
      return (await playback.subtitles(film, id, staying)).split('\n').at(-2)
    }
    expect([await words('fr'), await words('ru'), await words('de')]).toEqual(['Café', 'Поезд', 'Züge'])
    await expect(playback.subtitles(film, `by-${other}`, staying)).rejects.toMatchObject({ code: 'not_found' })
    await vault.bulk({ action: 'trash', selector: await vault.select('Film.fr.srt') })
    expect((await playback.tracks(film, staying)).subtitles).toHaveLength(2)
  })
})

describe.runIf(hasFfmpeg)('what is inside of a film, by ffmpeg', () => {
  const PICTURE = ['-f', 'lavfi', '-i', 'testsrc=s=160x90:r=10:d=40']
  const TONE = ['-f', 'lavfi', '-i', 'sine=d=40']
  const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '50', '-c:a', 'aac']

  async function make(name: string, args: readonly string[]): Promise<EntryId> {
    const path = join(folder, name)
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, path])
    return put(name, await readFile(path))
  }

  const read = async (id: EntryId, startSeconds: number, tracks: { video: number | null; audio: number | null }) => {
    const running = await playback.repacked(id, { startSeconds, ...tracks }, staying)
    const chunks: Buffer[] = []
    for await (const chunk of running.output) chunks.push(chunk)
    expect(await running.ended).toBe(true)
    return Buffer.concat(chunks)
  }

  it('is told by tracks, and repacked from any moment with the times of the film', async () => {
    const texts = join(folder, 'texts.srt')
    await writeFile(texts, '1\n00:00:05,000 --> 00:00:06,000\n<i>Inside</i>\n')
    const id = await make('film.mkv', [
      ...PICTURE,
      ...TONE,
      ...['-i', texts, '-map', '0', '-map', '1', '-map', '2', ...H264, '-c:s', 'ass'],
      ...['-metadata:s:a:0', 'language=fre', '-metadata:s:s:0', 'language=eng'],
    ])
    const facts = await playback.tracks(id, staying)
    expect(facts).toMatchObject({ container: 'matroska,webm', canRepack: true })
    expect(Math.round((facts.durationMs ?? 0) / 1000)).toBe(40)
    expect(facts.tracks).toMatchObject([
      { index: 0, kind: 'video', codec: 'h264', type: expect.stringMatching(/^avc1\.[0-9a-f]{6}$/) },
      { index: 1, kind: 'audio', codec: 'aac', type: 'mp4a.40.2', language: 'fre' },
    ])
    expect(facts.subtitles).toEqual([{ id: 'in-2', language: 'eng', title: null }])
    expect(await playback.subtitles(id, 'in-2', staying)).toMatch(/00:00:05\.0\d\d --> 00:00:06\.0\d\d\n<i>Inside<\/i>/)
    await expect(playback.subtitles(id, 'in-1', staying)).rejects.toMatchObject({ code: 'not_found' })

    const all = await read(id, 0, { video: 0, audio: 1 })
    expect(all.subarray(4, 8).toString()).toBe('ftyp')
    expect(firstTime(all)).toBeLessThan(0.5)
    const later = await read(id, 23, { video: 0, audio: 1 })
    expect(later.length).toBeLessThan(all.length)
    expect(firstTime(later)).toBeGreaterThan(18)
    expect(firstTime(later)).toBeLessThanOrEqual(23)
  })

  it('ends with whoever asked, in a bounded number, and refuses what is not there', async () => {
    const id = await make('long.mkv', [...PICTURE, ...TONE, ...H264])
    const over = new AbortController()
    const ask = () => playback.repacked(id, { startSeconds: 0, video: 0, audio: 1 }, over.signal)
    const running = await Promise.all(Array.from({ length: MOST_REPACKED }, ask))
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable' })
    over.abort()
    // Whoever has read all of it before ended well.
    await Promise.all(running.map(({ ended }) => ended))
    const again = await playback.repacked(id, { startSeconds: 0, video: 0, audio: 1 }, staying)
    again.end()
    await again.ended
    for (const [video, audio] of [
      [1, 0],
      [7, null],
      [null, null],
    ] as const) {
      const asked = playback.repacked(id, { startSeconds: 0, video, audio }, staying)
      await expect(asked).rejects.toMatchObject({ code: 'cannot_repack' })
    }
  })

  it('leads nowhere else: a playlist that names another file is not followed', async () => {
    const secret = join(folder, 'secret.mkv')
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...PICTURE, ...H264, secret])
    const id = await put('list.mkv', Buffer.from(`#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://${secret}\n`))
    expect(await playback.tracks(id, staying)).toMatchObject({ container: null, tracks: [] })
  })
})

it('says without the programs that it cannot repack', async () => {
  playback = open({ ffmpeg: null, ffprobe: null })
  const id = await put('film.mkv', Buffer.from('no film'))
  expect(await playback.tracks(id, staying)).toMatchObject({ canRepack: false, container: null, subtitles: [] })
  await expect(playback.repacked(id, { startSeconds: 0, video: 0, audio: null }, staying)).rejects.toMatchObject({
    code: 'cannot_repack',
  })
})

/** Where the first fragment of the first track begins, in seconds (ISO 14496-12, 8.8.12). */
function firstTime(bytes: Buffer): number {
  const scaleAt = bytes.indexOf('mdhd') + 16
  const time = bytes.indexOf('tfdt')
  const version = bytes[time + 4]
  const value = version === 1 ? Number(bytes.readBigUInt64BE(time + 8)) : bytes.readUInt32BE(time + 8)
  return value / bytes.readUInt32BE(scaleAt)
}
