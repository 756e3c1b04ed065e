import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { signIn } from '../support/fixtures.ts'
import { moveIn } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'
import { cellOf } from './support/room.ts'

/** `npm run slow:big-folder` asks for 100,000. */
const COUNT = Number(process.env.BIG_FOLDER_FILES ?? 6_000)
const ALL_SELECTED = new RegExp(`^${COUNT.toLocaleString('en')} selected`)
const nameOf = (index: number) => `scan ${String(index).padStart(6, '0')}.txt`

test(`a folder of ${COUNT} files made by hand is listed, selected and scrolled to its end`, async ({ page }) => {
  test.setTimeout(300_000 + COUNT * 5)
  const vault = await launchVault()
  try {
    const admin = await moveIn(vault)
    await vault.stop()
    const folder = join(vault.dataFolder, 'rooms', 'main', 'Scans')
    await mkdir(folder)
    for (let index = 0; index < COUNT; index++) await writeFile(join(folder, nameOf(index)), '')
    await vault.start()
    const query = { path: 'Scans', limit: 1 }
    const count = async () => {
      // Until the rescan comes by there is no such folder.
      const page = await admin.call(ROUTES.entries.list, { params: { place: 'main' }, query }).catch(() => null)
      return page?.total.count
    }
    await expect.poll(count, { timeout: 200_000 + COUNT * 4, intervals: [1_000] }).toBe(COUNT)

    await signIn(page, vault)
    await page.goto(`${vault.origin}/place?id=main&view=list&path=Scans`)
    await cellOf(page, nameOf(0)).click()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(page.getByText(ALL_SELECTED)).toBeVisible()
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(COUNT + 1))

    await page.keyboard.press('Control+End')
    // The pages before the last one are read one after the other.
    await expect(cellOf(page, nameOf(COUNT - 1))).toBeInViewport({ timeout: 20_000 + COUNT })
    await expect(cellOf(page, nameOf(COUNT - 1))).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByText(ALL_SELECTED)).toBeVisible()
    // Only what is seen is drawn.
    expect(await page.locator('main [data-cell]').count()).toBeLessThan(200)
    await page.keyboard.press('End')
    await expect(page.getByText(/^1 selected/)).toBeVisible()

    await page.getByRole('radio', { name: 'Details' }).click()
    await expect(page.getByRole('columnheader', { name: 'Kind' })).toBeVisible()
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(COUNT + 1))
    await cellOf(page, nameOf(COUNT - 1)).click()
    await page.keyboard.press('Home')
    await expect(cellOf(page, nameOf(0))).toBeInViewport()
    expect(await page.locator('main [data-cell]').count()).toBeLessThan(200)
  } finally {
    await vault.dispose()
  }
})
