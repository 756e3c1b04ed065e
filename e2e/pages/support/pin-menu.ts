import { expect, type Page } from '@playwright/test'
import { menuOf } from './room.ts'

/** Chooses something about keeping files on the device; the pins open once the page is at rest. */
export async function chooseInMenu(page: Page, name: string, label: string): Promise<void> {
  const item = page.getByRole('menuitem', { name: label, exact: true })
  await expect(page.getByText(name, { exact: true }).first()).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('Escape')
    await menuOf(page, name)
    await expect(item).toBeEnabled({ timeout: 1_000 })
  }).toPass()
  await item.click()
}
