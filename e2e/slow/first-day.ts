/**
 * `npm run slow:first-day [-- --film-mib 2048 --photos 1000]`: the first day of a household in a real browser. A film
 * and a folder of photos are added, the vault is killed in the middle and started again, and everything has to be
 * there: complete, listed with its SHA-256, playing with seeking, downloading with resume. Needs a build, ffmpeg and
 * curl.
 */
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { addFiles, addFolder } from '../support/add-files.ts'
import { signIn } from '../support/fixtures.ts'
import { ADMIN, moveIn, tokenOf } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'

const run = promisify(execFile)
const MiB = 2 ** 20
const { values } = parseArgs({
  options: {
    'film-mib': { type: 'string', default: '2048' },
    photos: { type: 'string', default: '1000' },
    pictures: { type: 'string' },
  },
})
const filmBytes = Number(values['film-mib']) * MiB
const photoCount = Number(values.photos)

const started = performance.now()
const say = (text: string) => console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`)
const folder = await mkdtemp(join(tmpdir(), 'hearth-first-day-'))
const vault = await launchVault()
const { ensureChromium } = await import('../../scripts/find-chromium.mjs')
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] })
try {
  const film = await makeFilm(join(folder, 'film.webm'))
  const photos = await makePhotos(join(folder, 'Summer'))
  say(`made a film of ${(await stat(film)).size} bytes and ${photos.size} photos`)

  const admin = await moveIn(vault)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await signIn(page, vault)
  await page.goto(`${vault.origin}/place?id=main`)
  await addFiles(page, [film])
  await addFolder(page, join(folder, 'Summer'))
  say('added by the page')

  await until('a third of the film arrived', 600, async () => (await bytesOf(admin)) > filmBytes / 3)
  await picture(page, 'sending')
  await vault.kill()
  say('killed with SIGKILL')
  await vault.start()
  say('started again')

  const filmSha = await sha256Of(film)
  await until(
    'the film is listed with its SHA-256',
    900,
    async () => (await list(admin, '')).get('film.webm') === filmSha,
  )
  await until('every photo is listed with its SHA-256', 900, async () => same(photos, await list(admin, 'Summer')))
  await picture(page, 'arrived')

  const { entries } = await admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: { path: '' } })
  const id = entries.find((entry) => entry.name === 'film.webm')?.id ?? ''
  await page.goto(`${vault.origin}/place?id=main&entry=${id}`)
  const seeked = await seek(page)
  say(`plays: ${seeked}`)
  await picture(page, 'playing')

  const copy = join(folder, 'copy.webm')
  const link = [
    `authorization: Bearer ${await tokenOf(vault, ADMIN)}`,
    `${vault.origin}/api/files/${id}/content?download`,
  ]
  const [header = '', url = ''] = link
  // Cut after a second at a limited speed, then resumed.
  await run('curl', ['-s', '--limit-rate', '200M', '-m', '1', '-o', copy, '-H', header, url]).catch(() => undefined)
  say(`download cut at ${(await stat(copy)).size} bytes`)
  await run('curl', ['-s', '-f', '-C', '-', '-o', copy, '-H', header, url])
  if ((await sha256Of(copy)) !== filmSha) throw new Error('the resumed download is another file')
  say('the resumed download is the same file: everything held')
} finally {
  await browser.close()
  await vault.dispose()
  await rm(folder, { recursive: true, force: true })
}

/** Noise at a high rate, repeated without encoding it again until it is large enough. */
async function makeFilm(path: string): Promise<string> {
  const part = join(folder, 'part.webm')
  const noise = ['-f', 'lavfi', '-i', 'nullsrc=size=640x360:rate=25:duration=8,geq=random(1)*255:128:128']
  const codec = ['-c:v', 'libvpx', '-b:v', '60M', '-minrate', '60M', '-deadline', 'realtime', '-cpu-used', '8']
  await run('ffmpeg', ['-loglevel', 'error', ...noise, ...codec, part])
  const loops = Math.ceil(filmBytes / (await stat(part)).size) - 1
  await run('ffmpeg', ['-loglevel', 'error', '-stream_loop', String(loops), '-i', part, '-c', 'copy', path])
  return path
}

async function makePhotos(path: string): Promise<Map<string, string>> {
  await mkdir(path, { recursive: true })
  const made = new Map<string, string>()
  for (let index = 0; index < photoCount; index++) {
    const bytes = randomBytes(20_000 + ((index * 7919) % 380_000))
    const name = `IMG_${String(index).padStart(4, '0')}.jpg`
    await writeFile(join(path, name), bytes)
    made.set(name, createHash('sha256').update(bytes).digest('hex'))
  }
  return made
}

async function list(admin: Api, path: string): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>()
  let cursor: string | undefined
  do {
    const answer = await admin
      .call(ROUTES.entries.list, { params: { place: 'main' }, query: { path, limit: 1000, cursor } })
      .catch(() => null)
    for (const entry of answer?.entries ?? []) found.set(entry.name, entry.sha256)
    cursor = answer?.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}

function same(expected: Map<string, string>, found: Map<string, string | null>): boolean {
  return found.size === expected.size && [...expected].every(([name, sha]) => found.get(name) === sha)
}

async function bytesOf(admin: Api): Promise<number> {
  const { uploads } = await admin.call(ROUTES.uploads.list, {})
  return Math.max(0, ...uploads.map((upload) => upload.offsetBytes))
}

async function seek(page: Page): Promise<string> {
  const video = page.locator('video')
  await video.waitFor()
  await page.waitForFunction(() => (document.querySelector('video')?.duration ?? 0) > 0)
  await page.keyboard.press('7')
  await page.waitForFunction(() => {
    const element = document.querySelector('video')
    return element !== null && element.currentTime > element.duration * 0.69 && element.readyState >= 2
  })
  return video.evaluate((element: HTMLVideoElement) => `${element.currentTime} of ${element.duration} s`)
}

async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + seconds * 1000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not after ${seconds} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  say(what)
}

async function picture(page: Page, name: string): Promise<void> {
  if (values.pictures !== undefined) await page.screenshot({ path: join(values.pictures, `${name}.png`) })
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path, { highWaterMark: MiB })) hash.update(bytes as Buffer)
  return hash.digest('hex')
}
