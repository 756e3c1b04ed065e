import type { Page } from '@playwright/test'
import { expect, signIn, test } from '../support/fixtures.ts'
import { makeFilm, makeSound } from '../support/sample-media.ts'
import { putFile } from './support/room.ts'

const SECONDS = 30
let film: string
let sound: string

test.beforeAll(async ({ house }) => {
  const put = (path: string, bytes: Buffer) =>
    putFile(house.vault, { place: 'main', path, bytes: new Uint8Array(bytes) })
  film = await put('Ember.webm', makeFilm(SECONDS, 300_000))
  sound = await put('Tone.wav', makeSound(SECONDS))
})

/** Opens a film or a sound in the page, and remembers what the vault answered for its bytes. */
async function openMedia(page: Page, origin: string, entry: string) {
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
  await expect.poll(async () => (await state()).duration).toBeGreaterThan(SECONDS - 1)
  return { player, state, answers }
}

test('a film plays from ranges, and seeks by key and by its bar', async ({ page, house }) => {
  await signIn(page, house.vault)
  const { player, state, answers } = await openMedia(page, house.vault.origin, film)
  const bar = player.getByRole('slider', { name: 'Position' })
  await expect(bar).toHaveAttribute('aria-valuetext', /of 0:30$/)

  // Without a gesture the browser may have refused to begin by itself.
  if ((await state()).paused) await player.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect.poll(async () => (await state()).currentTime).toBeGreaterThan(0.3)
  await player.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect.poll(async () => (await state()).paused).toBe(true)

  await page.keyboard.press('7')
  await expect.poll(async () => Math.abs((await state()).currentTime - 0.7 * SECONDS)).toBeLessThan(1)
  await expect.poll(async () => (await state()).seeking).toBe(false)
  await expect(player.getByText('0:21', { exact: true })).toBeVisible()

  const box = await bar.boundingBox()
  if (box === null) throw new Error('the bar has no place')
  await bar.click({ position: { x: box.width * 0.25, y: box.height / 2 } })
  await expect.poll(async () => Math.abs((await state()).currentTime - 0.25 * SECONDS)).toBeLessThan(2)
  await expect(bar).toHaveAttribute('aria-valuetext', /^0:0[6-9] of 0:30$/)
  const before = (await state()).currentTime
  await page.keyboard.press('l')
  await expect.poll(async () => (await state()).currentTime - before).toBeCloseTo(10, 0)

  expect((await state()).failed).toBe(false)
  expect(answers.length).toBeGreaterThan(0)
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 206))
  // What lies beyond the first bytes was asked for by itself.
  expect(answers.some(({ range }) => Number(/\d+/.exec(range ?? '')?.[0]) > 1_000_000)).toBe(true)
  for (const { range, from } of answers) expect(from).toContain(`bytes ${/\d+/.exec(range ?? '')?.[0]}-`)
  await page.keyboard.press('Escape')
  await expect(player).toHaveCount(0)
})

test('a sound plays from ranges and seeks', async ({ page, house }) => {
  await signIn(page, house.vault)
  const { player, state, answers } = await openMedia(page, house.vault.origin, sound)
  if ((await state()).paused) await player.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(async () => (await state()).currentTime).toBeGreaterThan(0.3)
  await page.keyboard.press('5')
  await expect.poll(async () => (await state()).currentTime).toBeGreaterThan(SECONDS / 2 - 1)
  await page.keyboard.press('k')
  await expect.poll(async () => (await state()).paused).toBe(true)
  expect((await state()).failed).toBe(false)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([206]))
})
