import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, SIZES, signIn, test } from '../support/fixtures.ts'
import { tokenOf, VIEWER } from '../support/people.ts'

test.beforeAll(async ({ house }) => {
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Garden club', access: 'accounts' } })
  const authorization = `Bearer ${await tokenOf(house.vault, { name: 'Rowan', password: 'correct horse battery' })}`
  const path = encodeURIComponent('Plans/Rose border.txt')
  const url = `${house.vault.origin}/api/places/garden-club/content?path=${path}`
  const answer = await fetch(url, { method: 'PUT', headers: { authorization }, body: 'twelve roses' })
  expect(answer.status).toBe(201)
})

test('the keyboard finds a room, a file deep inside it, and an action', async ({ page, house }) => {
  await signIn(page, house.vault, VIEWER)
  await page.goto(house.vault.origin)
  const field = page.getByRole('searchbox', { name: 'Find anything' })

  await page.keyboard.press('Control+k')
  await field.fill('gard')
  await expect(page.getByRole('menuitem', { name: 'Garden club' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Garden club' }).first()).toBeVisible()

  await page.keyboard.press('Control+k')
  await field.fill('rose bor')
  await expect(page.getByRole('menuitem', { name: /Rose border\.txt/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('twelve roses')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await field.fill('dark')
  await page.getByRole('menuitem', { name: 'Dark look' }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('what nothing is called is said', async ({ page, house }) => {
  await signIn(page, house.vault)
  await page.goto(house.vault.origin)
  await page.keyboard.press('Control+k')
  await page.getByRole('searchbox', { name: 'Find anything' }).fill('zzzz')
  await expect(page.getByText('Nothing is called “zzzz”.').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox', { name: 'Find anything' })).toHaveCount(0)
})

for (const size of SIZES) {
  test(`it opens by a press, and finds all of it, on a ${size.name}`, async ({ page, house }) => {
    await page.setViewportSize(size)
    await signIn(page, house.vault)
    await page.goto(house.vault.origin)
    await page.getByRole('button', { name: 'Find anything' }).click()
    const field = page.getByRole('searchbox', { name: 'Find anything' })
    await field.fill('gard')
    await expect(page.getByRole('menuitem', { name: 'Garden club' })).toBeVisible()
    await field.fill('rose bor')
    await page.getByRole('menuitem', { name: /Rose border\.txt/ }).click()
    await expect(page.getByText('twelve roses')).toBeVisible()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.goto(house.vault.origin)
    await page.getByRole('button', { name: 'Find anything' }).click()
    await field.fill('house')
    await page.getByRole('menuitem', { name: 'Household' }).click()
    await expect(page).toHaveURL(/\/admin/)
  })
}

test.describe('under a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('what is closed while it still waits for the keyboard goes away', async ({ page, house }) => {
    await signIn(page, house.vault)
    for (const ms of [200, 300, 400, 500, 600]) {
      // Only the first field of a page is waited with.
      await page.goto(`${house.vault.origin}/?after=${ms}`)
      await page.getByRole('button', { name: 'Find anything' }).tap()
      await page.getByRole('dialog').waitFor({ state: 'attached' })
      // The moment is the point here: it must go in each.
      await page.waitForTimeout(ms)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog', { includeHidden: true })).toHaveCount(0)
    }
  })
})
