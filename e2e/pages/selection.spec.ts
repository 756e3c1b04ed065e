import type { Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { sha256Of } from '../support/sample-files.ts'
import { cellOf, menuOf, namesOf, openRoom, putFile } from './support/room.ts'

/** Work with several entries at once, by mouse and by keys. Each test has a room of its own. */

const LETTERS = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${letter}.txt`)

test.beforeEach(async ({ page, house }, { title }) => {
  const place = roomOf(title)
  await house.admin.call(ROUTES.places.createRoom, { body: { name: place, access: 'accounts' } })
  await house.admin.call(ROUTES.entries.createFolder, { params: { place }, body: { path: '', name: 'Box' } })
  for (const [index, name] of LETTERS.entries()) {
    await putFile(house.vault, { place, path: name, bytes: 'x'.repeat(5_000 - index * 1_000) })
  }
  await signIn(page, house.vault)
  await openRoom(page, house.vault, place)
})

/** The first word of a title names its room. */
const roomOf = (title: string) => `work-${title.split(' ')[0]?.toLowerCase()}`

const bar = (page: Page) => page.getByRole('toolbar', { name: 'With the selection' })
const selectedIn = (page: Page) => page.locator('main [data-cell][aria-selected="true"]')

test('Shift takes a range, Ctrl one more, Ctrl+A all, Escape none', async ({ page }) => {
  await cellOf(page, 'a.txt').click()
  await cellOf(page, 'c.txt').click({ modifiers: ['Shift'] })
  await expect(bar(page).getByText('3 selected, 12 kB')).toBeVisible()
  await cellOf(page, 'e.txt').click({ modifiers: ['ControlOrMeta'] })
  await expect(bar(page).getByText(/^4 selected/)).toBeVisible()
  await cellOf(page, 'b.txt').click({ modifiers: ['ControlOrMeta'] })
  await expect(selectedIn(page)).toHaveCount(3)
  await page.keyboard.press('ControlOrMeta+a')
  await expect(bar(page).getByText(/^6 selected/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bar(page)).toHaveCount(0)
  await expect(selectedIn(page)).toHaveCount(0)
})

test('Moving works by the menu, by cut and paste, and by dragging', async ({ page, house }) => {
  const place = roomOf('Moving')
  const inBox = () => namesOf(house.admin, place, 'Box')
  await cellOf(page, 'a.txt').click()
  await cellOf(page, 'b.txt').click({ modifiers: ['ControlOrMeta'] })
  await bar(page).getByRole('button', { name: 'Move', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Move 2 entries' })
  await expect(dialog.getByRole('button', { name: 'Move here' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Box' }).click()
  await dialog.getByRole('button', { name: 'Move here' }).click()
  await expect.poll(inBox).toEqual(['a.txt', 'b.txt'])
  await expect(cellOf(page, 'a.txt')).toHaveCount(0)

  await cellOf(page, 'c.txt').click()
  await page.keyboard.press('ControlOrMeta+x')
  await cellOf(page, 'Box').dblclick()
  await expect(page).toHaveURL(/path=Box/)
  await expect(cellOf(page, 'b.txt')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+v')
  await expect.poll(inBox).toEqual(['a.txt', 'b.txt', 'c.txt'])

  await openRoom(page, house.vault, place)
  await cellOf(page, 'd.txt').dragTo(cellOf(page, 'Box'))
  await expect.poll(inBox).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt'])
  await expect.poll(() => namesOf(house.admin, place)).toEqual(['Box', 'e.txt'])
})

test('Copying leaves the entries where they are', async ({ page, house }) => {
  await cellOf(page, 'd.txt').click()
  await cellOf(page, 'e.txt').click({ modifiers: ['Shift'] })
  await cellOf(page, 'e.txt').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy...' }).click()
  const dialog = page.getByRole('dialog', { name: 'Copy 2 entries' })
  await dialog.getByRole('button', { name: 'Box' }).click()
  await dialog.getByRole('button', { name: 'Copy here' }).click()
  await expect.poll(() => namesOf(house.admin, roomOf('Copying'), 'Box')).toEqual(['d.txt', 'e.txt'])
  expect(await namesOf(house.admin, roomOf('Copying'))).toEqual(['Box', ...LETTERS])
})

test('Deleting goes to the trash, and Undo brings all of it back', async ({ page, house }) => {
  const listed = () => namesOf(house.admin, roomOf('Deleting'))
  await cellOf(page, 'b.txt').click()
  await cellOf(page, 'd.txt').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Delete')
  await expect(page.getByText('3 entries in the trash')).toBeVisible()
  await expect(cellOf(page, 'c.txt')).toHaveCount(0)
  await expect.poll(listed).toEqual(['Box', 'a.txt', 'e.txt'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(listed).toEqual(['Box', ...LETTERS])
  await expect(cellOf(page, 'c.txt')).toBeVisible()
})

test('Properties tell size, kind, who added it and the SHA-256', async ({ page }) => {
  await menuOf(page, 'c.txt')
  await page.getByRole('menuitem', { name: 'Details' }).click()
  await expect(page.getByText(sha256Of(Buffer.from('x'.repeat(3_000))))).toBeVisible()
  const facts = page.locator('dl')
  await expect(facts).toContainText('KindText')
  await expect(facts).toContainText('Added byYou')
  await expect(facts.locator('[title="3,000 bytes"]')).toHaveText('3 kB')
})

test('Sorting and kinds stand in the address, and the view stays', async ({ page, house }) => {
  await putFile(house.vault, { place: roomOf('Sorting'), path: 'z.jpg', bytes: 'no picture' })
  const order = () => page.locator('main [data-cell]').evaluateAll((cells) => cells.map((cell) => cell.textContent))
  await page.getByRole('button', { name: 'Size', exact: true }).click()
  await expect(page).toHaveURL(/sort=-size/)
  await expect.poll(async () => (await order())[1]).toContain('a.txt')
  await page.getByRole('button', { name: 'Size', exact: true }).click()
  await expect.poll(async () => (await order())[1]).toContain('z.jpg')
  await page.getByRole('radio', { name: 'Photos' }).click()
  await expect(page).toHaveURL(/type=photo/)
  await expect(cellOf(page, 'z.jpg')).toBeVisible()
  await expect(cellOf(page, 'a.txt')).toHaveCount(0)
  await page.getByRole('radio', { name: 'Grid' }).click()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Grid' })).toBeChecked()
  await expect(cellOf(page, 'z.jpg')).toBeVisible()
  await expect(cellOf(page, 'a.txt')).toHaveCount(0)
  await page.getByRole('radio', { name: 'All' }).click()
  await expect(cellOf(page, 'a.txt')).toBeVisible()
})

test('Everything works without a mouse', async ({ page, house }) => {
  const listed = () => namesOf(house.admin, roomOf('Everything'))
  const isFocused = (name: string) => expect(cellOf(page, name)).toBeFocused()
  const list = page.getByRole('grid')
  for (let tabs = 0; tabs < 60 && !(await list.locator('[data-cell]:focus').count()); tabs++) {
    await page.keyboard.press('Tab')
  }
  await isFocused('Box')
  await page.keyboard.press('ArrowDown')
  await isFocused('a.txt')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar(page).getByText(/^2 selected/)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('d')
  await isFocused('d.txt')
  await page.keyboard.press('F2')
  await page.getByLabel('Name', { exact: true }).fill('dune.txt')
  await page.keyboard.press('Enter')
  await expect.poll(listed).toContain('dune.txt')
  await isFocused('dune.txt')
  await page.keyboard.press('End')
  await isFocused('e.txt')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Preview of e.txt' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await isFocused('e.txt')
  await page.keyboard.press('Delete')
  await expect.poll(listed).not.toContain('e.txt')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/path=Box/)
  await expect(page.getByText('Nothing in this folder yet.')).toBeVisible()
  await page.keyboard.press('Backspace')
  await expect(page).not.toHaveURL(/path=Box/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
})
