import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expectAccessible } from '../support/expect-accessible.ts'
import { expect, SIZES, signIn, test } from '../support/fixtures.ts'
import { ADMIN, EDITOR, VIEWER } from '../support/people.ts'
import { putFile } from '../support/put-file.ts'
import type { VaultProcess } from '../support/vault-process.ts'

const onDisk = (vault: VaultProcess, name: string) => join(vault.dataFolder, 'rooms', 'main', name)
const textOf = async (vault: VaultProcess, name: string) => (await readFile(onDisk(vault, name))).toString()
const field = (page: Page, name: string) => page.getByRole('textbox', { name: `Text of ${name}` })
const status = (page: Page) => page.getByRole('banner').getByRole('status')

/** A page of somebody, with the file open in the editor. */
async function openEditor(
  page: Page,
  vault: VaultProcess,
  name: string,
  person = ADMIN as typeof ADMIN | typeof EDITOR,
) {
  await signIn(page, vault, person)
  await page.goto(`${vault.origin}/place?id=main&view=list`)
  await page.getByText(name, { exact: true }).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(field(page, name)).toBeFocused()
}

async function newPage(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  return (await browser.newContext({ locale: 'en-GB', viewport })).newPage()
}

for (const size of SIZES) {
  test(`a new text is written, saved and found again on a ${size.name}`, async ({ page, house }) => {
    const name = `Note ${size.name}.md`
    await page.setViewportSize(size)
    await signIn(page, house.vault)
    await page.goto(`${house.vault.origin}/place?id=main`)
    await page.getByRole('button', { name: /^Add/ }).first().click()
    await page.getByRole('menuitem', { name: 'New text file' }).click()
    await page.getByLabel('File name').fill(name)
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(field(page, name)).toBeFocused()
    await expect(page).toHaveURL(/entry=[^&]+&edit=1/)
    await expect(status(page)).toHaveText('Saved')
    await expectAccessible(page, [size])

    await page.keyboard.type('# Shopping\n\nmilk')
    await expect(status(page)).toHaveText('Not saved yet')
    await page.keyboard.press('ControlOrMeta+s')
    await expect(status(page)).toHaveText('Saved')
    expect(await textOf(house.vault, name)).toBe('# Shopping\n\nmilk')

    // Esc lets Tab leave the text; the second one closes, and asks.
    await page.keyboard.type(', bread')
    await page.keyboard.press('Escape')
    await expect(field(page, name)).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(field(page, name)).not.toBeFocused()
    await field(page, name).focus()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('alertdialog', { name: 'Save before you leave?' })).toBeVisible()
    await expectAccessible(page, [size])
    await page.getByRole('button', { name: 'Keep writing' }).click()
    // Back asks as well.
    await page.goBack()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Save' }).click()
    await expect(field(page, name)).toHaveCount(0)
    await expect(page).not.toHaveURL(/edit=1/)
    expect(await textOf(house.vault, name)).toBe('# Shopping\n\nmilk, bread')
    const { entries } = await house.admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: {} })
    const entry = entries.find((one) => one.name === name)?.id ?? ''
    const { versions } = await house.admin.call(ROUTES.versions.list, { params: { entry } })
    expect(versions).toHaveLength(2)

    // The preview and the palette lead here as well.
    await page.goto(`${house.vault.origin}/place?id=main&entry=${entry}`)
    await page.getByRole('dialog').getByRole('button', { name: 'Edit' }).click()
    await expect(field(page, name)).toBeFocused()
    await page.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByRole('dialog', { name: `Preview of ${name}` })).toContainText('milk, bread')
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('menuitem', { name: 'New text file' }).click()
    await page.getByLabel('File name').fill(name)
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(page.getByRole('dialog', { name: 'A new text file' }).getByText(/already/)).toBeVisible()
  })
}

test('the second of two who save is asked, and may keep both, replace or take theirs', async ({
  page,
  browser,
  house,
}) => {
  const { vault } = house
  await putFile(vault, 'plan.txt', 'tea')
  // One of them at each size.
  await page.setViewportSize(SIZES[0])
  const other = await newPage(browser, SIZES[1])
  await openEditor(page, vault, 'plan.txt')
  await openEditor(other, vault, 'plan.txt', EDITOR)

  // With nothing unsaved the other text simply appears.
  await other.keyboard.type('Milas ')
  await other.keyboard.press('ControlOrMeta+s')
  await expect(status(other)).toHaveText('Saved')
  await expect(field(page, 'plan.txt')).toHaveText('Milas tea')
  await expect(page.getByText(/^Mila saved this today/)).toBeVisible()

  const meet = async (mine: string, theirs: string) => {
    await field(page, 'plan.txt').fill(mine)
    await field(other, 'plan.txt').fill(theirs)
    await other.keyboard.press('ControlOrMeta+s')
    await expect(status(other)).toHaveText('Saved')
    await expect(page.getByText(/^Mila saved this today .*, while you wrote/)).toBeVisible()
    await field(page, 'plan.txt').press('ControlOrMeta+s')
    await expect(page.getByRole('dialog', { name: 'Mila saved before you' })).toBeVisible()
  }
  await meet('Rowans second', 'Milas second')
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('dialog', { name: 'Mila saved before you' })).toContainText('Milas second')
  await expectAccessible(page)
  await page.setViewportSize(SIZES[1])
  await expect(page.getByLabel('Theirs', { exact: true })).toHaveText('Milas second')
  await page.getByText('Take theirs').click()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(field(page, 'plan.txt')).toHaveText('Milas second')
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(field(page, 'plan.txt')).toHaveText('Rowans second')

  await page.setViewportSize(SIZES[0])
  await meet('Rowans third', 'Milas third')
  await page.getByText('Replace with mine').click()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(status(page)).toHaveText('Saved')
  expect(await textOf(vault, 'plan.txt')).toBe('Rowans third')
  await expect(field(other, 'plan.txt')).toHaveText('Rowans third')

  await page.setViewportSize(SIZES[1])
  await meet('Rowans fourth', 'Milas fourth')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(field(page, 'plan_v2.txt')).toHaveText('Rowans fourth')
  expect([await textOf(vault, 'plan.txt'), await textOf(vault, 'plan_v2.txt')]).toEqual([
    'Milas fourth',
    'Rowans fourth',
  ])
  await other.close()
})

test('without a network the draft stays, is offered again, and line ends and mark are kept', async ({
  page,
  house,
}) => {
  const { vault } = house
  await putFile(vault, 'windows.txt', '\ufeffone\r\ntwo\r\n')
  await openEditor(page, vault, 'windows.txt')
  await page.context().setOffline(true)
  await page.keyboard.type('zero\n')
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText('The vault is out of reach. This was not saved.')).toBeVisible()
  await expect(page.getByText('What you wrote is kept on this device.')).toBeVisible()
  page.once('dialog', (dialog) => void dialog.accept())
  await page.context().setOffline(false)
  await page.reload()
  await page.getByRole('button', { name: 'Go on with it' }).click()
  await expect(status(page)).toHaveText('Not saved yet')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(status(page)).toHaveText('Saved')
  expect(await textOf(vault, 'windows.txt')).toBe('\ufeffzero\r\none\r\ntwo\r\n')

  // By hand, in the folder.
  await field(page, 'windows.txt').press('ControlOrMeta+a')
  await page.keyboard.type('mine')
  await writeFile(onDisk(vault, 'windows.txt'), 'by hand')
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByRole('dialog', { name: 'This was changed in the meantime' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await textOf(vault, 'windows.txt')).toBe('by hand')
})

test('Back to another page asks first, and a longer way back says where the words are', async ({ page, house }) => {
  const { vault } = house
  await putFile(vault, 'diary.txt', 'Monday')
  const { entries } = await house.admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: {} })
  const entry = entries.find(({ name }) => name === 'diary.txt')?.id ?? ''
  await signIn(page, vault)
  await page.goto(`${vault.origin}/you`)
  // Opened by a link: behind it there is another page.
  await page.goto(`${vault.origin}/place?id=main&entry=${entry}&edit=1`)
  await expect(field(page, 'diary.txt')).toBeFocused()
  await page.keyboard.type('Sunday, ')
  await page.goBack()
  await expect(page.getByRole('alertdialog', { name: 'Save before you leave?' })).toBeVisible()
  await page.getByRole('button', { name: 'Keep writing' }).click()
  await expect(field(page, 'diary.txt')).toHaveText('Sunday, Monday')
  await page.goBack()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Save' }).click()
  await expect(field(page, 'diary.txt')).toHaveCount(0)
  expect(await textOf(vault, 'diary.txt')).toBe('Sunday, Monday')
  await page.goBack()
  await expect(page).toHaveURL(/\/you$/)

  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('searchbox', { name: 'Find anything' }).fill('diary')
  await page.getByRole('menuitem', { name: /diary\.txt/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Edit' }).click()
  await expect(field(page, 'diary.txt')).toBeFocused()
  await page.keyboard.type('Saturday, ')
  await page.evaluate(() => window.history.go(-2))
  await expect(page).toHaveURL(/\/you$/)
  await expect(page.getByText('“diary.txt” was not saved. What you wrote is kept on this device.')).toBeVisible()
  await page.getByRole('button', { name: 'Go on with it' }).click()
  await expect(page.getByText(/^A draft of yours/)).toBeVisible()
  await page.getByRole('button', { name: 'Go on with it' }).click()
  await expect(field(page, 'diary.txt')).toHaveText('Saturday, Sunday, Monday')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await textOf(vault, 'diary.txt')).toBe('Sunday, Monday')
})

test('what would be harmed is not opened, and a viewer only reads', async ({ page, house }) => {
  const { vault } = house
  await putFile(vault, 'old.txt', 'placeholder')
  await writeFile(onDisk(vault, 'old.txt'), Buffer.from([0x63, 0x61, 0x66, 0xe9]))
  await putFile(vault, 'large.txt', 'x'.repeat(2 * 2 ** 20 + 1))
  await putFile(vault, 'note.txt', 'only to read')
  const { entries } = await house.admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: {} })
  const open = async (name: string) => {
    const id = entries.find((entry) => entry.name === name)?.id ?? ''
    await page.goto(`${vault.origin}/place?id=main&entry=${id}&edit=1`)
  }
  await signIn(page, vault)
  await open('old.txt')
  await expect(page.getByText('This file is not written in UTF-8.')).toBeVisible()
  await open('large.txt')
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await expect(page.getByText('Texts up to 2 MB can be edited here.')).toBeInViewport()
  }
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page).not.toHaveURL(/entry=/)

  await page.context().clearCookies()
  await signIn(page, vault, VIEWER)
  await open('note.txt')
  await expect(page.getByText('You may read this text, not change it.')).toBeVisible()
  await expect(field(page, 'note.txt')).toHaveAttribute('aria-readonly', 'true')
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await expectAccessible(page)
})
