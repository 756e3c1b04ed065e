import type { Locator, Page } from '@playwright/test'
import { expect, signIn, test } from '../support/fixtures.ts'
import { slowDown } from '../support/page-speed.ts'
import { makeFilm, makeSound } from '../support/sample-media.ts'
import { putFile } from './support/room.ts'

const SECONDS = 30
const FILM_SECONDS = 300
const FILM_BYTES_PER_SECOND = 30_000
let film: string
let sound: string

test.beforeAll(async ({ house }) => {
  const put = (path: string, bytes: Buffer) =>
    putFile(house.vault, { place: 'main', path, bytes: new Uint8Array(bytes) })
  film = await put('Ember.webm', makeFilm(FILM_SECONDS, FILM_BYTES_PER_SECOND))
  sound = await put('Tone.wav', makeSound(SECONDS))
})

/** Opens a film or a sound in the page, and remembers what the vault answered for its bytes. */
async function openMedia(page: Page, origin: string, media: { entry: string; seconds: number }) {
  const { entry, seconds } = media
  const answers: { status: number; range: string | undefined; from: string | undefined }[] = []
  page.on('response', (response) => {
    if (!response.url().includes(`/api/files/${entry}/content`)) return
    const from = response.headers()['content-range']
    answers.push({ status: response.status(), range: response.request().headers().range, from })
  })
  await page.goto(`${origin}/place?id=main&entry=${entry}`)
  const player = page.getByRole('dialog')
  await expect(player).toBeVisible()
  const state = () =>
    player.locator('video').evaluate((element) => {
      const { currentTime, duration, paused, seeking, error } = element as HTMLVideoElement
      return { currentTime, duration, paused, seeking, failed: error !== null }
    })
  await expect.poll(async () => (await state()).duration).toBeGreaterThan(seconds - 1)
  return { player, state, answers }
}

/** Without a gesture the browser may refuse to begin by itself, or begin in the moment of the press. */
async function play(player: Locator, state: () => Promise<{ paused: boolean; currentTime: number }>): Promise<void> {
  await expect(async () => {
    if ((await state()).paused) await player.getByRole('button', { name: 'Play', exact: true }).click({ timeout: 1000 })
    expect((await state()).currentTime).toBeGreaterThan(0.3)
  }).toPass({ timeout: 20_000 })
}

test('a film plays from ranges, and seeks by key and by its bar', async ({ page, house }) => {
  await signIn(page, house.vault)
  await page.goto(`${house.vault.origin}/place?id=main`)
  await expect(page.getByText('Ember.webm')).toBeVisible()
  // Otherwise it may hold the whole film before anybody seeks in it.
  await slowDown(page, { download: 3 * FILM_BYTES_PER_SECOND })
  const { player, state, answers } = await openMedia(page, house.vault.origin, { entry: film, seconds: FILM_SECONDS })
  const bar = player.getByRole('slider', { name: 'Position' })
  await expect(bar).toHaveAttribute('aria-valuetext', /of 5:00$/)

  await play(player, state)
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect.poll(async () => (await state()).paused).toBe(true)

  await page.keyboard.press('7')
  await expect.poll(async () => Math.abs((await state()).currentTime - 0.7 * FILM_SECONDS)).toBeLessThan(1)
  await expect.poll(async () => (await state()).seeking).toBe(false)
  await expect(player.getByText('3:30', { exact: true })).toBeVisible()

  const box = await bar.boundingBox()
  if (box === null) throw new Error('the bar has no place')
  await bar.click({ position: { x: box.width * 0.25, y: box.height / 2 } })
  await expect.poll(async () => Math.abs((await state()).currentTime - 0.25 * FILM_SECONDS)).toBeLessThan(5)
  await expect(bar).toHaveAttribute('aria-valuetext', /^1:1\d of 5:00$/)
  const before = (await state()).currentTime
  await page.keyboard.press('l')
  await expect.poll(async () => (await state()).currentTime - before).toBeCloseTo(10, 0)

  expect((await state()).failed).toBe(false)
  expect(answers.length).toBeGreaterThan(0)
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 206))
  // The place that was sought was asked for by itself.
  expect(
    answers.some(({ range }) => Number(/\d+/.exec(range ?? '')?.[0]) > FILM_BYTES_PER_SECOND * FILM_SECONDS * 0.6),
  ).toBe(true)
  for (const { range, from } of answers) expect(from).toContain(`bytes ${/\d+/.exec(range ?? '')?.[0]}-`)
  await page.keyboard.press('Escape')
  await expect(player).toHaveCount(0)
})

test('a sound plays from ranges and seeks', async ({ page, house }) => {
  await signIn(page, house.vault)
  const { player, state, answers } = await openMedia(page, house.vault.origin, { entry: sound, seconds: SECONDS })
  await play(player, state)
  await page.keyboard.press('5')
  await expect.poll(async () => (await state()).currentTime).toBeGreaterThan(SECONDS / 2 - 1)
  await page.keyboard.press('k')
  await expect.poll(async () => (await state()).paused).toBe(true)
  expect((await state()).failed).toBe(false)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([206]))
})
