import type { Page } from '@playwright/test'

/** Adds files of this machine by the menu of the page. @param paths of files */
export function addFiles(page: Page, paths: string[]): Promise<void> {
  return choose(page, 'Files', paths)
}

/** Adds a folder of this machine with all that is in it. @param path of the folder */
export function addFolder(page: Page, path: string): Promise<void> {
  return choose(page, 'A folder', path)
}

async function choose(page: Page, item: string, paths: string | string[]): Promise<void> {
  // A driven browser cannot answer this dialog; without it the page takes a plain input, as in Firefox and Safari.
  await page.evaluate(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: item, exact: true }).click()
  await (await chooser).setFiles(paths)
}
