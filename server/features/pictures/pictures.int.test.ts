import { readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { systemClock } from '#server/clock.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { createPictureFiles } from '#server/features/files/picture-files.service.ts'
import { accountActor, guestActor, openTestFiles, type TestFiles } from '#server/features/files/testing/test-files.ts'
import { unhurried } from '#server/jobs/pace.ts'
import { PictureMaker } from './make/picture-maker.ts'
import { createPictures, type PicturesDeps, type PicturesService } from './pictures.service.ts'
import { pngBomb, twoColours } from './testing/samples.ts'

let vault: TestFiles
let pictures: PicturesService
let quota: number
let made: number
let outcomes: string[]
const staying = new AbortController().signal

function open(more: Partial<PicturesDeps> = {}): PicturesService {
  const { db, bus, jobs, lookups, commits, rootOf, errors } = vault
  const maker = new PictureMaker()
  const make = maker.make.bind(maker)
  maker.make = async (request) => {
    made++
    return make(request)
  }
  return createPictures({
    ...{ db, bus, jobs, clock: systemClock, pace: unhurried, maker },
    files: createPictureFiles({ db, lookups, commits, rootOf }),
    folder: join(vault.test.dataFolder, 'thumbnails'),
    quotaBytes: () => quota,
    programs: { ffmpeg: null, ffprobe: null, pdftoppm: null },
    onEnd: (outcome) => outcomes.push(outcome),
    onTrouble: (error) => errors.push(error),
    onError: (error) => errors.push(error),
    ...more,
  })
}

beforeEach(async () => {
  quota = 1e9
  made = 0
  outcomes = []
  vault = await openTestFiles()
  pictures = open()
})
afterEach(async () => {
  await pictures.close()
  await vault.remove()
})

const jpeg = (edge = 300) => twoColours(edge, edge).jpeg().toBuffer()

/** Puts a file there. @returns its entry and content */
async function put(name: string, bytes: Uint8Array): Promise<{ entryId: EntryId; contentId: ContentId }> {
  const result = await vault.put(name, bytes)
  if (result.kind !== 'listed') throw new Error(`${name} is not listed`)
  return result
}

const viewOf = async (name: string) => (await vault.list()).entries.find((entry) => entry.name === name)
const drawn = (name: string, state: 'made' | 'none') =>
  vi.waitFor(async () => expect((await viewOf(name))?.picture?.state).toBe(state), { timeout: 30_000 })
const keptFiles = async () => {
  const names = await readdir(join(vault.test.dataFolder, 'thumbnails'), { recursive: true }).catch(() => [])
  return names.filter((name) => name.endsWith('.webp'))
}

it('draws what was published by itself, and tells whoever looks at the folder', async () => {
  await pictures.start()
  const before = await vault.files.seqOf(vault.place)
  const { entryId, contentId } = await put('beach.jpg', await jpeg())
  await put('shopping.txt', Buffer.from('milk'))
  await drawn('beach.jpg', 'made')
  const { picture } = (await viewOf('beach.jpg')) ?? {}
  expect(picture).toMatchObject({ width: 300, height: 300, hash: expect.stringMatching(/^.{20,40}$/) })
  const { changes } = await vault.files.changes(vault.place, { since: before, limit: 10 })
  expect(changes.filter((change) => change.entryId === entryId).map(({ kind }) => kind)).toEqual(['added', 'changed'])
  const bytes = await pictures.thumbnail(contentId, 'small', staying)
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 192 })
  await drawn('shopping.txt', 'none')
  expect([made, outcomes]).toEqual([1, ['made']])
  expect(vault.errors).toEqual([])
})

it('draws at once what somebody waits for, and a large one only then', async () => {
  const { contentId } = await put('beach.jpg', await jpeg(1_800))
  const [small, large] = await Promise.all([
    pictures.thumbnail(contentId, 'small', staying),
    pictures.thumbnail(contentId, 'large', staying),
  ])
  expect((await sharp(small).metadata()).width).toBe(192)
  expect((await sharp(large).metadata()).width).toBe(1_600)
  expect(await pictures.thumbnail(contentId, 'medium', staying)).toBeTruthy()
  expect(made).toBe(2)
})

it('draws the same bytes once, wherever they lie', async () => {
  const bytes = await jpeg()
  const first = await put('one.jpg', bytes)
  await pictures.thumbnail(first.contentId, 'small', staying)
  const second = await put('two.jpg', bytes)
  expect(await pictures.thumbnail(second.contentId, 'medium', staying)).toBeTruthy()
  expect(made).toBe(1)
  await pictures.start()
  await drawn('two.jpg', 'made')
  expect(await keptFiles()).toHaveLength(2)
})

it('draws what lies on a drive', async () => {
  const { db } = vault
  await vault.put('beach.jpg', await jpeg())
  requireCommitted(await db.commit([db.build.updateTable('places').set({ kind: 'drive' })]))
  await pictures.start()
  await drawn('beach.jpg', 'made')
})

it('remembers what cannot be drawn, and does not try it again', async () => {
  await pictures.start()
  const bomb = await put('bomb.png', pngBomb(20_000, 20_000))
  const cut = await put('cut.jpg', (await jpeg()).subarray(0, 900))
  for (const { contentId } of [bomb, cut]) {
    await expect(pictures.thumbnail(contentId, 'small', staying)).rejects.toMatchObject({ code: 'no_picture' })
  }
  for (const name of ['bomb.png', 'cut.jpg']) await drawn(name, 'none')
  expect(await pictures.counts()).toEqual({ waiting: 0, failed: 2 })
  const tried = made
  await pictures.close()
  pictures = open()
  await pictures.start()
  await expect(pictures.thumbnail(cut.contentId, 'small', staying)).rejects.toMatchObject({ code: 'no_picture' })
  expect([tried, made]).toEqual([2, 2])
  const rows = await vault.db.read(vault.db.build.selectFrom('pictures').select('failure').orderBy('failure'))
  expect(rows.map(({ failure }) => failure)).toEqual(['broken', 'too_large'])
})

it('tries a film again once the program for it is there', async () => {
  await pictures.start()
  await put('film.mkv', Buffer.from('\x1a\x45\xdf\xa3 and so on', 'latin1'))
  await drawn('film.mkv', 'none')
  await pictures.close()
  const missing = join(vault.root, 'no-such-program')
  pictures = open({ programs: { ffmpeg: missing, ffprobe: missing, pdftoppm: null } })
  await pictures.start()
  await vi.waitFor(async () => expect(outcomes).toEqual(['failed', 'failed']), { timeout: 30_000 })
  await vi.waitFor(async () => {
    const row = await vault.db.readOne(vault.db.build.selectFrom('pictures').select('failure'))
    expect(row?.failure).toBe('broken')
  })
})

it('draws again what the quota gave up, and what another disk lost', async () => {
  const { contentId } = await put('beach.jpg', await jpeg())
  await pictures.thumbnail(contentId, 'small', staying)
  quota = 10
  await pictures.thumbnail((await put('other.jpg', await jpeg(200))).contentId, 'small', staying)
  expect([pictures.keptBytes(), await keptFiles()]).toEqual([0, []])
  expect(await pictures.thumbnail(contentId, 'small', staying)).toBeTruthy()
  expect(made).toBe(3)
})

it('shows pictures also when the disk takes none of them', async () => {
  await writeFile(join(vault.test.dataFolder, 'thumbnails'), 'in the way')
  const { contentId } = await put('beach.jpg', await jpeg())
  expect(await pictures.thumbnail(contentId, 'small', staying)).toBeTruthy()
  expect(vault.errors).toHaveLength(1)
})

it('lets the picture of a content go with it, but not one that another content has', async () => {
  await pictures.start()
  const [alone, shared] = [await jpeg(310), await jpeg(320)]
  await put('alone.jpg', alone)
  const one = await put('one.jpg', shared)
  await put('two.jpg', shared)
  for (const name of ['alone.jpg', 'one.jpg', 'two.jpg']) await drawn(name, 'made')
  expect(await keptFiles()).toHaveLength(4)
  const selector = await vault.select('alone.jpg', 'one.jpg')
  await vault.bulk({ action: 'trash', selector })
  const trashed = await vault.files.listTrash(
    { limit: 10 },
    { actor: accountActor('anna', 'editor'), place: vault.placeFacts() },
  )
  expect(trashed.entries.map(({ picture }) => picture?.state)).toEqual(['made', 'made'])
  const job = await vault.files.purge(
    { entries: null, confirm: 2 },
    { actor: accountActor('anna', 'admin'), place: vault.placeFacts() },
  )
  await vault.jobs.settled(job.id, 30_000)
  await vi.waitFor(async () => expect(await keptFiles()).toHaveLength(2), { timeout: 30_000 })
  await expect(pictures.thumbnail(one.contentId, 'small', staying)).rejects.toMatchObject({ code: 'no_picture' })
  expect((await viewOf('two.jpg'))?.picture?.state).toBe('made')
})

it('sweeps files that no content knows of', async () => {
  const { contentId } = await put('beach.jpg', await jpeg())
  await pictures.thumbnail(contentId, 'small', staying)
  await pictures.close()
  const [kept] = await keptFiles()
  const strange = join(
    vault.test.dataFolder,
    'thumbnails',
    `${kept?.slice(0, 3)}${'9'.repeat(62)}${kept?.slice(0, 2)}-small.webp`,
  )
  await writeFile(strange, 'from another database')
  await utimes(strange, 1, 1)
  pictures = open()
  await pictures.start()
  expect(await keptFiles()).toHaveLength(2)
})

it('never draws what somebody scrolled by', async () => {
  const [slow, passed, seen] = [
    await put('slow.png', pngBomb(9_000, 9_000)),
    await put('passed.jpg', await jpeg(210)),
    await put('seen.jpg', await jpeg(220)),
  ]
  const gone = new AbortController()
  const first = pictures.thumbnail(slow.contentId, 'small', staying).catch(() => null)
  const given = pictures.thumbnail(passed.contentId, 'small', gone.signal)
  const last = pictures.thumbnail(seen.contentId, 'small', staying)
  await vi.waitFor(() => expect(made).toBe(1))
  gone.abort(new Error('scrolled by'))
  await expect(given).rejects.toThrow('scrolled by')
  await Promise.all([first, last])
  expect(made).toBe(2)
})

it('shows an entry what it holds now, to whoever may see it', async () => {
  const bytes = await jpeg()
  const { entryId, contentId } = await put('beach.jpg', bytes)
  const other = await put('other.jpg', await jpeg(200))
  const replaced = await vault.put('beach.jpg', await jpeg(220), { conflict: 'replace' })
  const place = vault.placeFacts()
  const actor = accountActor('anna', 'editor')
  const current = replaced.kind === 'listed' ? replaced.contentId : ''
  const ask = (more: Partial<Parameters<PicturesService['identify']>[0]>) =>
    pictures.identify({ entryId, contentId: null, actor, place, ...more })
  expect(await ask({})).toBe(current)
  expect(await ask({ contentId: current })).toBe(current)
  // Of an older version, of a sibling, of nothing.
  for (const guess of [contentId, other.contentId, 'none']) {
    await expect(ask({ contentId: guess })).rejects.toMatchObject({ code: 'not_found' })
  }
  await vault.bulk({ action: 'trash', selector: await vault.select('beach.jpg') })
  expect(await ask({})).toBe(current)
  await expect(ask({ actor: guestActor('somebody') })).rejects.toMatchObject({ code: 'not_found' })
  await expect(ask({ entryId: 'none' as EntryId })).rejects.toMatchObject({ code: 'not_found' })
})

it('says nothing against a file that goes while it is drawn', async () => {
  const { contentId } = await put('beach.jpg', await jpeg())
  const thumbnail = pictures.thumbnail(contentId, 'small', staying)
  await rm(join(vault.root, 'beach.jpg'))
  await Promise.allSettled([thumbnail])
  const row = await vault.db.readOne(vault.db.build.selectFrom('pictures').select(['state', 'failure']))
  expect(row?.failure).toBeNull()
})
