import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { EDITOR, VIEWER } from '../support/people.ts'

const PASSWORD = 'plum cake'

test.beforeAll(async ({ house }) => {
  await house.admin.call(ROUTES.places.createRoom, {
    body: {
      name: 'Grandparents',
      access: 'password',
      password: PASSWORD,
      guestRole: 'viewer',
      glaze: 'rose',
      icon: 'flower',
    },
  })
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Everybody', access: 'lan', guestRole: 'editor' } })
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Secret plans', access: 'names' } })
})

test('a guest sees open rooms and doors, and nothing of rooms for names', async ({ page, house }) => {
  await page.goto(house.vault.origin)
  await expect(page.getByRole('link', { name: /Everybody/ }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: /Grandparents/ }).first()).toBeVisible()
  await expect(page.getByText('Secret plans')).toHaveCount(0)
  await page.goto(`${house.vault.origin}/place?id=secret-plans`)
  await expect(page.getByText(/There is no room/)).toBeVisible()
})

test('a password opens the room, reloads reuse it, and a new password ends it at once', async ({ page, house }) => {
  await page.goto(`${house.vault.origin}/grandparents`)
  await page.getByLabel('Room password').fill('wrong')
  await page.getByRole('button', { name: 'Open the room' }).click()
  await expect(page.getByText(/password is wrong/i).first()).toBeVisible()
  await page.getByLabel('Room password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Open the room' }).click()
  await expect(page.getByLabel('Room password')).toHaveCount(0)
  await page.reload()
  await expect(
    page.getByText('Nothing in this room yet.').or(page.getByText('This folder is empty.')).first(),
  ).toBeVisible()
  await house.admin.call(ROUTES.places.changeRoom, {
    params: { place: 'grandparents' },
    body: { password: 'cherry cake' },
  })
  await expect(page.getByLabel('Room password')).toBeVisible({ timeout: 8_000 })
  await house.admin.call(ROUTES.places.changeRoom, { params: { place: 'grandparents' }, body: { password: PASSWORD } })
})

test('five wrong passwords lock the door with a countdown; signing in needs no waiting', async ({ page, house }) => {
  await page.goto(`${house.vault.origin}/grandparents`)
  const field = page.getByLabel('Room password')
  for (let i = 0; i < 5; i++) {
    await field.fill(`guess ${i}`)
    const answered = page.waitForResponse((response) => response.url().endsWith('/unlock'))
    await page.getByRole('button', { name: 'Open the room' }).click()
    await answered
    // A wrong one is taken away, so that the next can be typed at once.
    await expect(field).toHaveValue('')
  }
  await expect(page.getByRole('timer')).toHaveText(/^[0-5]:[0-5]\d$/)
  await expect(page.getByRole('button', { name: 'Open the room' })).toBeDisabled()
  await page.getByRole('link', { name: 'Sign in with your account' }).click()
  await page.getByLabel('Name').fill(VIEWER.name)
  await page.getByLabel('Password', { exact: true }).fill(VIEWER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/place\?id=grandparents/)
  await expect(page.getByRole('timer')).toHaveCount(0)
})

test('an unknown address says so, and offers the room to who may create it', async ({ page, house }) => {
  await page.goto(`${house.vault.origin}/holiday`)
  await expect(page.getByText('There is no room “holiday”.')).toBeVisible()
  await expect(page.getByRole('button', { name: /Create “holiday”/ })).toHaveCount(0)
  await signIn(page, house.vault)
  await page.goto(`${house.vault.origin}/holiday`)
  await page.getByRole('button', { name: /Create “holiday”/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Create a room' }).click()
  await expect(page).toHaveURL(/place\?id=/)
  await expect(page.getByText('There is no room')).toHaveCount(0)
})

test('an editor has no way to the household pages, a read-only room says so', async ({ page, house }) => {
  await signIn(page, house.vault, EDITOR)
  await page.goto(house.vault.origin)
  await expect(page.getByRole('link', { name: /Everybody/ }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Household' })).toHaveCount(0)
  await house.admin.call(ROUTES.places.changeRoom, { params: { place: 'everybody' }, body: { readOnly: true } })
  await page.goto(`${house.vault.origin}/everybody`)
  await expect(page.getByText('This room is read-only.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add', exact: true })).toHaveCount(0)
})
