import type { Locator, Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, SIZES, signIn, signInByForm, test } from '../support/fixtures.ts'
import { makeFilm } from '../support/sample-media.ts'
import { putFile } from './support/room.ts'

const SECONDS = 200
let film: string

test.beforeAll(async ({ house }) => {
  const bytes = new Uint8Array(makeFilm(SECONDS, 2_000))
  film = await putFile(house.vault, { place: 'main', path: 'Night train.webm', bytes })
  await putFile(house.vault, { place: 'main', path: 'Night train 2.webm', bytes: new Uint8Array(makeFilm(4, 2_000)) })
  await putFile(house.vault, { place: 'main', path: 'Night train 3.webm', bytes })
})

const playerOf = (page: Page) => page.getByRole('dialog')

const stateOf = (video: Locator) =>
  video.evaluate((element) => {
    const { currentTime, duration, paused } = element as HTMLVideoElement
    return { at: currentTime, duration, paused }
  })

/** Opens a film, and waits until it is known how long it is. */
async function watch(page: Page, origin: string, entry: string): Promise<Locator> {
  await page.goto(`${origin}/place?id=main&entry=${entry}`)
  const video = playerOf(page).locator('video')
  await expect.poll(async () => (await stateOf(video)).duration).toBeGreaterThan(3)
  return video
}

async function plays(page: Page, video: Locator): Promise<void> {
  await expect(async () => {
    if ((await stateOf(video)).paused)
      await page.getByRole('button', { name: 'Play', exact: true }).click({ timeout: 1_000 })
    expect((await stateOf(video)).paused).toBe(false)
  }).toPass({ timeout: 20_000 })
}

test('a film goes on where the other device stopped, and stands among those to go on with', async ({
  page,
  house,
  browser,
}) => {
  const { vault } = house
  await signIn(page, vault)
  const video = await watch(page, vault.origin, film)
  await plays(page, video)
  const told = page.waitForResponse(
    (answer) => answer.request().method() === 'PUT' && answer.url().includes('/position'),
  )
  await page.keyboard.press('5')
  expect((await told).status()).toBe(204)
  await playerOf(page).getByRole('button', { name: 'Pause', exact: true }).click()
  await expect.poll(async () => (await stateOf(video)).paused).toBe(true)

  const context = await browser.newContext({ viewport: SIZES[0] })
  const phone = await context.newPage()
  await signInByForm(phone, vault)
  const there = await watch(phone, vault.origin, film)
  await expect(playerOf(phone).getByText(/^Goes on at 1:4\d, where your other device stopped\.$/)).toBeVisible()
  await expect.poll(async () => (await stateOf(there)).at).toBeGreaterThan(SECONDS / 2 - 1)
  await playerOf(phone).getByRole('button', { name: 'From the start' }).click()
  await expect.poll(async () => (await stateOf(there)).at).toBeLessThan(SECONDS / 4)

  // Told to the device that stands still.
  await plays(phone, there)
  await phone.keyboard.press('8')
  await phone.keyboard.press('k')
  await expect(playerOf(page).getByText(/^Your other device is at 2:4\d\.$/)).toBeVisible()
  await playerOf(page).getByRole('button', { name: 'Go there' }).click()
  await expect.poll(async () => (await stateOf(video)).at).toBeGreaterThan(SECONDS * 0.8 - 1)
  await context.close()

  await page.goto(vault.origin)
  const shelf = page.getByRole('region', { name: 'Continue watching' })
  await expect(shelf.getByRole('link', { name: /^Night train\.webm, 8\d% played$/ })).toBeVisible()
  await shelf.getByRole('listitem').hover()
  await shelf.getByRole('button', { name: 'Take Night train.webm out of this list' }).click()
  await expect(shelf).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(shelf.getByText('Night train.webm')).toBeVisible()
  await house.admin.call(ROUTES.entries.bulk, {
    params: { place: 'main' },
    body: { action: 'trash', selector: { kind: 'ids', ids: [film] } },
  })
  await page.reload()
  await expect(page.getByRole('region', { name: 'Recently added' })).toBeVisible()
  await expect(page.getByText('Night train.webm', { exact: true })).toHaveCount(0)
})

test('it goes on small while one looks around, then on the stage again; the next film follows, unless one says no', async ({
  page,
  house,
}) => {
  const { vault } = house
  const short = (await house.admin.call(ROUTES.search.find, { query: { q: 'night train 2', type: 'film' } })).entries[0]
    ?.id
  await signIn(page, vault)
  await page.goto(`${vault.origin}/place?id=main`)
  await page.getByText('Night train 3.webm').first().dblclick()
  const video = playerOf(page).locator('video')
  await expect.poll(async () => (await stateOf(video)).duration).toBeGreaterThan(SECONDS - 1)
  await plays(page, video)
  await page.keyboard.press('2')
  await video.evaluate((element) => element.setAttribute('data-same', ''))
  await playerOf(page).getByRole('button', { name: 'Add to favourites' }).click()
  await playerOf(page).getByRole('button', { name: 'Go on small, while you look around' }).click()
  const small = page.getByRole('region', { name: 'Small player' })
  await expect(playerOf(page)).toHaveCount(0)
  await page.getByRole('link', { name: 'Favourites' }).first().click()
  await expect(page.getByRole('list', { name: 'Favourites' }).getByText('Night train 3.webm')).toBeVisible()
  const element = small.locator('video[data-same]')
  const before = await stateOf(element)
  expect(before.paused).toBe(false)
  await expect.poll(async () => (await stateOf(element)).at).toBeGreaterThan(before.at)
  await small.getByRole('link', { name: 'Back to Night train 3.webm' }).click()
  await expect(playerOf(page).locator('video[data-same]')).toHaveCount(1)
  expect((await stateOf(video)).at).toBeGreaterThan(before.at)
  expect((await stateOf(video)).paused).toBe(false)
  await page.keyboard.press('Escape')
  await expect(small).toHaveCount(0)

  const second = await watch(page, vault.origin, short ?? '')
  await plays(page, second)
  const next = playerOf(page).getByRole('region', { name: 'What comes next' })
  await expect(next.getByText('Night train 3.webm')).toBeVisible()
  await next.getByRole('button', { name: 'Play now' }).click()
  await expect(playerOf(page).getByRole('heading', { name: 'Night train 3.webm' })).toBeVisible()
})
