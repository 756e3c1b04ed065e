import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expectAccessible } from '../support/expect-accessible.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { VIEWER } from '../support/people.ts'
import { putFile } from './support/room.ts'

test.beforeAll(async ({ house }) => {
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Summer', access: 'accounts' } })
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Secret', access: 'names' } })
  await putFile(house.vault, { place: 'summer', path: 'Brittany/Days/Holiday beach.txt', bytes: 'sand and sea' })
  await putFile(house.vault, { place: 'summer', path: 'Brittany/Beach ball.pdf', bytes: '%PDF-1.4' })
  await putFile(house.vault, { place: 'secret', path: 'Holiday beach plans.txt', bytes: 'nobody knows' })
})

test('a mistyped name is found with its room and folder, narrowed down, opened, and still there after Back', async ({
  page,
  house,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, house.vault, VIEWER)
  await page.goto(`${house.vault.origin}/search`)
  const results = page.getByRole('list', { name: /Results|Added last/ })
  await expect(results.getByRole('link', { name: 'Beach ball.pdf', exact: true })).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search by name' }).fill('hollyday baech')
  await expect(results.getByRole('listitem')).toHaveCount(1)
  await expect(results).toContainText('Summer / Brittany / Days')
  await expect(page).toHaveURL(/q=hollyday\+baech/)
  await results.getByRole('link', { name: 'Holiday beach.txt', exact: true }).click()
  await expect(page.getByText('sand and sea')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('searchbox', { name: 'Search by name' })).toHaveValue('hollyday baech')
  await expect(results.getByRole('listitem')).toHaveCount(1)

  await page.goto(`${house.vault.origin}/search?q=beach`)
  await expect(results.getByRole('listitem')).toHaveCount(2)
  await page.getByRole('button', { name: 'Kind' }).click()
  await page.getByRole('menuitem', { name: 'Paper' }).click()
  await expect(results.getByRole('listitem')).toHaveCount(1)
  await expect(page).toHaveURL(/type=paper/)

  await test.step('what arrives meanwhile appears by itself', async () => {
    await putFile(house.vault, { place: 'summer', path: 'Beach towel.pdf', bytes: '%PDF-1.4' })
    await expect(results.getByRole('link', { name: 'Beach towel.pdf', exact: true })).toBeVisible()
  })
  await expectAccessible(page)

  await page.getByRole('searchbox', { name: 'Search by name' }).fill('xqzvw')
  await expect(page.getByText('Nothing fits these filters.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Clear all filters' }).last().click()
  await expect(page.getByText('Nothing here is called “xqzvw”.').first()).toBeVisible()
})

test('the keyboard leads from the palette to all of it, and on to a folder', async ({ page, house }) => {
  await signIn(page, house.vault, VIEWER)
  await page.goto(house.vault.origin)
  await page.keyboard.press('Control+k')
  await page.getByRole('searchbox', { name: 'Find anything' }).fill('holliday baech')
  await expect(page.getByRole('menuitem', { name: /Holiday beach\.txt/ })).toBeVisible()
  await page.getByRole('menuitem', { name: 'All that is called “holliday baech”' }).click()
  await expect(page.getByRole('link', { name: 'Holiday beach.txt', exact: true })).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search by name' }).press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Holiday beach.txt', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('searchbox', { name: 'Search by name' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/place\?.*path=Brittany(\/|%2F)Days/)
})
