import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { thumbHashToAverageRGBA } from 'thumbhash'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memoryOf } from '#server/programs/memory-of.ts'
import { findPrograms } from '../find-programs.ts'
import { gifBomb, halvesOf, makeMedia, onePage, pngBomb, TWO_COLOURS_HEIC, twoColours } from '../testing/samples.ts'
import type { MakeAnswer, PictureFailure, Programs } from './messages.ts'
import { PictureMaker, type PictureMakerOptions } from './picture-maker.ts'

let folder: string
let programs: Programs
let maker: PictureMaker
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-pictures-'))
  programs = await findPrograms(process.env.PATH ?? '')
  maker = new PictureMaker()
})
afterAll(async () => {
  maker.close()
  await rm(folder, { recursive: true })
})

async function write(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

async function make(path: string, options: { by?: PictureMaker; with?: Partial<Programs> } = {}): Promise<MakeAnswer> {
  const { size } = await stat(path)
  const request = {
    path,
    sizeBytes: size,
    sizes: ['small', 'medium'] as const,
    programs: { ...programs, ...options.with },
  }
  return (options.by ?? maker).make(request)
}

async function withMaker<T>(options: PictureMakerOptions, work: (by: PictureMaker) => Promise<T>): Promise<T> {
  const own = new PictureMaker(options)
  try {
    return await work(own)
  } finally {
    own.close()
  }
}

const sizeOf = async (bytes: Uint8Array | undefined) => {
  const { width, height, format } = await sharp(bytes).metadata()
  return [format, width, height]
}

describe('of photos', () => {
  it('draws each size within its edge, with a hash of some bytes, and tells its width and height', async () => {
    const path = await write('wide.jpg', await twoColours(900, 600).jpeg().toBuffer())
    const { pictures, hash, facts, failure } = await make(path)
    expect(failure).toBeNull()
    expect(pictures.map(({ size }) => size)).toEqual(['small', 'medium'])
    expect(await sizeOf(pictures[0]?.bytes)).toEqual(['webp', 192, 128])
    expect(await sizeOf(pictures[1]?.bytes)).toEqual(['webp', 512, 341])
    expect(facts).toMatchObject({ width: 900, height: 600, takenAt: null })
    expect(hash?.length).toBeLessThan(30)
    const { r, g, b } = thumbHashToAverageRGBA(hash ?? new Uint8Array())
    expect(Math.min(r, b)).toBeGreaterThan(g * 2)
  })

  it('turns it as the camera was held, and reads when it was taken', async () => {
    const exif = { IFD2: { DateTimeOriginal: '2024:05:06 07:08:09', OffsetTimeOriginal: '+02:00' } }
    const image = await twoColours(400, 200).jpeg().withExif(exif).toBuffer()
    const path = await write('turned.jpg', await sharp(image).keepExif().withMetadata({ orientation: 3 }).toBuffer())
    const { pictures, facts } = await make(path)
    expect(facts).toMatchObject({ width: 400, height: 200, takenAt: '2024-05-06T07:08:09+02:00' })
    const { left, right } = await halvesOf(pictures[1]?.bytes ?? new Uint8Array())
    expect(left[2]).toBeGreaterThan(200)
    expect(right[0]).toBeGreaterThan(200)
  })

  it('never makes it larger than it is', async () => {
    const { pictures } = await make(await write('tiny.png', await twoColours(20, 10).png().toBuffer()))
    expect(await sizeOf(pictures[1]?.bytes)).toEqual(['webp', 20, 10])
  })

  it.each(['png', 'webp', 'gif', 'tiff', 'avif'] as const)('draws %s, whatever the name says', async (format) => {
    const path = await write(`a-${format}.jpg`, await twoColours(300, 200).toFormat(format).toBuffer())
    const { failure, pictures } = await make(path)
    expect(failure).toBeNull()
    const { left, right } = await halvesOf(pictures[0]?.bytes ?? new Uint8Array())
    expect(left[0]).toBeGreaterThan(180)
    expect(right[2]).toBeGreaterThan(180)
  })

  it('shows the first frame of an animation', async () => {
    const frames = [
      await twoColours(64, 64).png().toBuffer(),
      await sharp({ create: { width: 64, height: 64, channels: 3, background: 'lime' } })
        .png()
        .toBuffer(),
    ]
    const path = await write(
      'moving.gif',
      await sharp(frames, { join: { animated: true } })
        .gif()
        .toBuffer(),
    )
    const { pictures } = await make(path)
    const { left } = await halvesOf(pictures[0]?.bytes ?? new Uint8Array())
    expect(left[0]).toBeGreaterThan(180)
    expect(left[1]).toBeLessThan(80)
  })

  it('draws HEIC', async () => {
    const { failure, pictures, facts } = await make(await write('a.heic', TWO_COLOURS_HEIC))
    expect(failure).toBeNull()
    expect(facts).toMatchObject({ width: 128, height: 64 })
    expect(await sizeOf(pictures[0]?.bytes)).toEqual(['webp', 128, 64])
    const { left, right } = await halvesOf(pictures[0]?.bytes ?? new Uint8Array())
    expect(left[0]).toBeGreaterThan(180)
    expect(right[2]).toBeGreaterThan(180)
  })
})

describe('of what is made to hurt', () => {
  it.each([
    ['a PNG of 50,000 x 50,000', () => pngBomb(50_000, 50_000), 'too_large'],
    ['half a photo', async () => (await twoColours(900, 600).jpeg().toBuffer()).subarray(0, 2_000), 'broken'],
    [
      'a program that says it is a photo',
      () => '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>',
      'unknown_format',
    ],
    ['nothing at all', () => '', 'unknown_format'],
    ['text', () => 'a list of things to buy', 'unknown_format'],
    ['the beginning of a HEIC', () => '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'broken'],
  ] as [string, () => Uint8Array | string | Promise<Uint8Array>, PictureFailure][])(
    'says of %s what is wrong, and goes on',
    async (name, bytes, failure) => {
      const before = maker.pid
      expect(await make(await write(`${name}.jpg`, await bytes()))).toMatchObject({ failure, pictures: [] })
      if (before !== null) expect(maker.pid).toBe(before)
    },
  )

  it('takes the first frame of a GIF of 10,000', async () => {
    const path = await write('many.gif', gifBomb(400, 10_000))
    expect((await make(path)).failure).toBeNull()
    expect(memoryOf(maker.pid ?? 0)).toBeLessThan(512 << 20)
  })

  it('ends a maker that takes too long or too much, and starts another', async () => {
    // Woven lines are shown only when all of them are read: it needs its 150 MB at once.
    const woven = sharp({ create: { width: 7_000, height: 7_000, channels: 3, background: '#c65' } })
    const large = await write('large.png', await woven.png({ progressive: true, compressionLevel: 1 }).toBuffer())
    const small = await write('small.png', await twoColours(20, 10).png().toBuffer())
    await withMaker({ timeLimitMs: 1 }, async (by) => expect((await make(large, { by })).failure).toBe('time'))
    await withMaker({ memoryLimitBytes: 140 << 20 }, async (by) => {
      expect((await make(large, { by })).failure).toBe('memory')
      expect((await make(small, { by })).failure).toBeNull()
    })
  })

  it('tells a maker that fell over, and starts another', async () => {
    const crashes: Error[] = []
    await withMaker({ onCrash: (error) => crashes.push(error) }, async (by) => {
      const path = await write('good.png', await twoColours(20, 10).png().toBuffer())
      expect((await make(path, { by })).failure).toBeNull()
      const making = make(await write('slow.png', pngBomb(12_000, 12_000)), { by })
      process.kill(by.pid ?? 0, 'SIGSEGV')
      expect((await making).failure).toBe('crash')
      expect(crashes).toHaveLength(1)
      expect((await make(path, { by })).failure).toBeNull()
    })
  })

  it('answers that there is no maker when none can be started', async () => {
    await withMaker({ source: 'server/workers/testing/fragile.worker.ts' }, async (by) => {
      const path = await write('some.png', await twoColours(20, 10).png().toBuffer())
      await expect(make(path, { by })).rejects.toMatchObject({ code: 'unavailable' })
    })
  })
})

describe.runIf(hasFfmpeg)('of films and sounds, by ffmpeg', () => {
  const HALVES = ['-f', 'lavfi', '-i', 'color=red:s=320x180:d=2,drawbox=x=160:w=160:h=180:color=blue:t=fill']
  const TONE = ['-f', 'lavfi', '-i', 'sine=d=2']

  it('shows a frame of a film, and tells how long it is and what it is made of', async () => {
    const path = await makeMedia(folder, 'film.mkv', [...HALVES, ...TONE, '-c:v', 'mpeg4', '-c:a', 'flac'])
    const { failure, pictures, facts } = await make(path)
    expect(failure).toBeNull()
    expect(facts).toMatchObject({ width: 320, height: 180, videoCodec: 'mpeg4', audioCodec: 'flac' })
    expect(Math.round((facts.durationMs ?? 0) / 1000)).toBe(2)
    const { left, right } = await halvesOf(pictures[1]?.bytes ?? new Uint8Array())
    expect(left[0]).toBeGreaterThan(180)
    expect(right[2]).toBeGreaterThan(180)
  })

  it('shows the cover of a sound, and nothing of one without', async () => {
    const cover = await write('cover.jpg', await twoColours(300, 300).jpeg().toBuffer())
    const covered = await makeMedia(folder, 'song.mp3', [
      ...TONE,
      '-i',
      cover,
      '-map',
      '0:a',
      '-map',
      '1:v',
      '-c:v',
      'copy',
      '-disposition:v',
      'attached_pic',
    ])
    const drawn = await make(covered)
    expect(drawn.failure).toBeNull()
    expect(await sizeOf(drawn.pictures[0]?.bytes)).toEqual(['webp', 192, 192])
    expect(drawn.facts).toMatchObject({ width: null, audioCodec: 'mp3' })
    const plain = await make(await makeMedia(folder, 'plain.ogg', TONE))
    expect(plain).toMatchObject({ failure: null, pictures: [], hash: null, facts: { audioCodec: 'vorbis' } })
  })

  it('leads nowhere else: a playlist that names another file is not followed', async () => {
    const secret = await makeMedia(folder, 'secret.mkv', [...HALVES, '-c:v', 'mpeg4'])
    const list = await write('list.mkv', `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://${secret}\n`)
    expect(await make(list)).toMatchObject({ failure: 'unknown_format', pictures: [] })
    const disguised = Buffer.concat([Buffer.from('ID3\n'), await readFile(list)])
    expect((await make(await write('list.mp3', disguised))).pictures).toEqual([])
  })

  it('says that the program is missing, where it is', async () => {
    const path = await makeMedia(folder, 'other.mkv', [...HALVES, '-c:v', 'mpeg4'])
    expect((await make(path, { with: { ffmpeg: null } })).failure).toBe('no_ffmpeg')
  })
})

describe.runIf(hasPoppler)('of papers, by pdftoppm', () => {
  it('shows the first page', async () => {
    const { failure, pictures } = await make(await write('-page.pdf', onePage()))
    expect(failure).toBeNull()
    const { left, right } = await halvesOf(pictures[0]?.bytes ?? new Uint8Array())
    expect(left[1]).toBeGreaterThan(120)
    expect(left[0]).toBeLessThan(60)
    expect(right[0]).toBeGreaterThan(240)
  })

  it('says of one that is cut off that it is broken', async () => {
    expect((await make(await write('cut.pdf', onePage().subarray(0, 90)))).failure).toBe('broken')
  })
})
