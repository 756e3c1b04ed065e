import { chmod, mkdir, mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PictureCache } from './picture-cache.ts'

let folder: string
let quota: number
let troubles: unknown[]
let now: number

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'hearth-cache-')), 'thumbnails')
  quota = 1_000
  troubles = []
  now = Date.now()
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const open = async (): Promise<PictureCache> => {
  const cache = new PictureCache({
    folder,
    quotaBytes: () => quota,
    now: () => now,
    onTrouble: (error) => troubles.push(error),
  })
  await cache.open()
  return cache
}
const key = (letter: string) => letter.repeat(16)
const kept = async (cache: PictureCache) => {
  const there = []
  for (const letter of 'abcd') if (await cache.read(key(letter), 'small')) there.push(letter)
  return there.join('')
}
/** As long as its head says. */
function picture(bytes: number): Buffer {
  const made = Buffer.alloc(bytes)
  made.write('RIFF....WEBP', 'latin1')
  made.writeUInt32LE(bytes - 8, 4)
  return made
}

it('gives back what it keeps, and gives up what was used longest ago when it would be too much', async () => {
  const cache = await open()
  for (const letter of 'abc') await cache.write(key(letter), 'small', picture(300))
  expect(await cache.read(key('a'), 'small')).toEqual(picture(300))
  await cache.write(key('d'), 'small', picture(300))
  expect(await kept(cache)).toBe('acd')
  expect(cache.bytes).toBe(900)
})

it('knows after a restart what it keeps and in which order it was used', async () => {
  const cache = await open()
  for (const letter of 'abc') {
    now += 1_000
    await cache.write(key(letter), 'small', picture(300))
    const name = `${key(letter)}-small.webp`
    await utimes(join(folder, letter.repeat(2), name), now / 1000, now / 1000)
  }
  await writeFile(join(folder, 'aa', 'cut-short.webp.part'), 'x')
  const again = await open()
  expect(again.bytes).toBe(900)
  expect(again.keys().sort()).toEqual([key('a'), key('b'), key('c')])
  expect(await readdir(join(folder, 'aa'))).toEqual([`${key('a')}-small.webp`])
  await again.write(key('d'), 'small', picture(300))
  expect(await kept(again)).toBe('bcd')
})

it.each([0, 4, 100])('takes what a power cut left %d bytes of for lost', async (left) => {
  const cache = await open()
  await cache.write(key('a'), 'small', picture(300))
  const path = join(folder, 'aa', `${key('a')}-small.webp`)
  await truncate(path, left)
  const again = await open()
  expect(await again.read(key('a'), 'small')).toBeNull()
  expect(again.bytes).toBe(0)
  expect(await readdir(join(folder, 'aa'))).toEqual([])
})

it('holds a smaller quota after a restart', async () => {
  const cache = await open()
  for (const letter of 'abc') await cache.write(key(letter), 'small', picture(300))
  quota = 500
  expect((await open()).bytes).toBe(300)
})

it('removes all sizes of a key', async () => {
  const cache = await open()
  await cache.write(key('a'), 'small', picture(16))
  await cache.write(key('a'), 'large', picture(20))
  await cache.remove(key('a'))
  expect([cache.bytes, cache.keys()]).toEqual([0, []])
  expect(await readdir(join(folder, 'aa'))).toEqual([])
})

it('bears a disk that takes nothing: whoever asks hears of no failure, and the log once', async () => {
  // A file where the folder should be, for root may write everywhere.
  await writeFile(folder, '')
  const cache = await open()
  await cache.write(key('a'), 'small', picture(16))
  await cache.write(key('b'), 'small', picture(16))
  expect(await cache.read(key('a'), 'small')).toBeNull()
  expect([cache.bytes, troubles.length]).toEqual([0, 1])
  await rm(folder)
  await mkdir(folder)
  await chmod(folder, 0o700)
  await cache.write(key('a'), 'small', picture(16))
  expect(await cache.read(key('a'), 'small')).toEqual(picture(16))
})
