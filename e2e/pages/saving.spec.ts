import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, signIn, test } from '../support/fixtures.ts'
import { ADMIN, tokenOf } from '../support/people.ts'
import type { VaultProcess } from '../support/vault-process.ts'
import { countContentRequests } from './support/kept-content.ts'
import { chooseInMenu } from './support/pin-menu.ts'
import { openRoom, putFile, shaOf } from './support/room.ts'
import { answerWithOwnFile, hashOwnFile, isHandedOver, setVisibility } from './support/saving.ts'

/** Verified downloads: through the room of the browser, as on phones, and into a file that was chosen. */

const MIB = 1024 * 1024
const LARGE_BYTES = 48 * MIB
const NAME = 'Large.bin'

/** As while a film plays: a chunk at a time and a rest after each, so that there is a midway. */
async function holdBack(page: Page): Promise<void> {
  await page.evaluate(() => {
    void navigator.locks.request('hearth-playing', { mode: 'shared' }, () => new Promise(() => {}))
  })
}

const isListed = (page: Page) => page.getByRole('button', { name: `Take ${NAME} from the list` })

async function openWithLarge(page: Page, vault: VaultProcess): Promise<void> {
  await signIn(page, vault)
  await openRoom(page, vault)
  // Without a picker it goes through the room of the browser.
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
}

test.beforeAll(async ({ house: { vault, admin } }) => {
  const bytes = new Uint8Array(randomBytes(LARGE_BYTES))
  await putFile(vault, { place: 'main', path: NAME, bytes })
  for (const name of ['First', 'Second'])
    await putFile(vault, { place: 'main', path: `Trips/${name}.txt`, bytes: name })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await expect.poll(() => shaOf(admin, 'main', NAME)).toBe(sha256)
})

test('what becomes whole while nobody sees the page is handed over when somebody does, and is what the vault has', async ({
  page,
  house: { vault, admin },
}) => {
  await openWithLarge(page, vault)
  let downloads = 0
  page.on('download', () => downloads++)
  await page.evaluate(setVisibility, 'hidden' as const)
  await chooseInMenu(page, NAME, 'Download and verify')
  await page.getByRole('button', { name: 'Show the transfers' }).click()
  await expect(isListed(page)).toBeVisible()
  // What hands over would have written it down by now: it does so in the moment the list changes.
  expect(await page.evaluate(isHandedOver, NAME)).toBe(false)
  expect(downloads).toBe(0)

  const saved = page.waitForEvent('download')
  await page.evaluate(setVisibility, 'visible' as const)
  const bytes = await readFile(await (await saved).path())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(await shaOf(admin, 'main', NAME))
  await expect.poll(() => page.evaluate(isHandedOver, NAME)).toBe(true)

  // The browser may still copy it: a new start removes nothing yet, and saves nothing a second time.
  await page.reload()
  await expect(
    isListed(page)
      .or(page.getByRole('button', { name: 'Show the transfers' }))
      .first(),
  ).toBeVisible()
  expect(await page.evaluate(isHandedOver, NAME)).toBe(true)
  expect(downloads).toBe(1)
})

test('a download into a chosen file is what the vault has, and one that is cancelled asks for nothing more', async ({
  page,
  house: { vault, admin },
}) => {
  const token = await tokenOf(vault, ADMIN)
  const contentRequests = () => countContentRequests(vault, token)
  await openWithLarge(page, vault)
  await page.evaluate(answerWithOwnFile)
  await chooseInMenu(page, NAME, 'Download and verify')
  await page.getByRole('button', { name: 'Show the transfers' }).click()
  await expect(isListed(page)).toBeVisible()
  expect(await page.evaluate(hashOwnFile)).toBe(await shaOf(admin, 'main', NAME))
  await isListed(page).click()
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))

  await holdBack(page)
  const asked = await contentRequests()
  await chooseInMenu(page, NAME, 'Download and verify')
  await expect.poll(contentRequests, { intervals: [20] }).toBeGreaterThan(asked + 2)
  await page.getByRole('button', { name: `Pause ${NAME}` }).click()
  await expect(page.getByText(/^Paused at \d+%$/)).toBeVisible()
  await page.getByRole('button', { name: `Go on with ${NAME}` }).click()
  await expect(page.getByText(/^Saving \d+%/)).toBeVisible()
  await page.getByRole('button', { name: `Cancel ${NAME}` }).click()
  await expect(page.getByRole('button', { name: `Cancel ${NAME}` })).toHaveCount(0)

  // The requests of all share their slots: what was cancelled would go on beside what comes now.
  const before = await contentRequests()
  await chooseInMenu(page, 'Trips', 'Keep offline')
  await expect(page.getByRole('img', { name: 'Kept on this device, verified' })).toHaveCount(1)
  expect((await contentRequests()) - before).toBeLessThanOrEqual(2 + 2)
})
