import type { Page } from '@playwright/test'
import { expect, signIn, test } from '../support/fixtures.ts'
import { EDITOR } from '../support/people.ts'

/** Rooms as an admin makes, changes and ends them in the page; what others then meet. */

async function createRoom(page: Page, name: string, door: string | RegExp, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Create a room' }).last().click()
  const dialog = page.getByRole('dialog', { name: 'A new room' })
  await dialog.getByLabel('Room name').fill(name)
  await dialog.getByRole('radio', { name: door }).check({ force: true })
  await fill?.()
  await dialog.getByRole('button', { name: 'Create a room' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('heading', { name }).first()).toBeVisible()
  await page.goto(new URL('/', page.url()).href)
}

test('the three kinds of rooms, seen by a guest and by an editor', async ({ page, browser, house }) => {
  await signIn(page, house.vault)
  await page.goto(house.vault.origin)
  await createRoom(page, 'Porch', /Everybody at home/)
  await createRoom(page, 'Den', /By password/, () => page.getByLabel('Room password').fill('plum cake'))
  await createRoom(page, 'Attic', /Only the people named/)

  const guest = await (await browser.newContext()).newPage()
  await guest.goto(`${house.vault.origin}/porch`)
  await expect(guest.getByText(/Nothing in this room yet|This folder is empty/).first()).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Add', exact: true })).toHaveCount(0)
  await guest.goto(`${house.vault.origin}/den`)
  await expect(guest.getByLabel('Room password')).toBeVisible()
  await guest.goto(`${house.vault.origin}/attic`)
  await expect(guest.getByText('There is no room “attic”.')).toBeVisible()

  await signIn(guest, house.vault, EDITOR)
  await guest.goto(`${house.vault.origin}/den`)
  await expect(guest.getByRole('button', { name: 'Add', exact: true })).toBeVisible()
  await guest.goto(`${house.vault.origin}/attic`)
  await expect(guest.getByText('There is no room “attic”.')).toBeVisible()
  await guest.context().close()
})

test('guests may add files once they are editors, and nobody may while the room is read-only', async ({
  page,
  browser,
  house,
}) => {
  await signIn(page, house.vault)
  await page.goto(house.vault.origin)
  await createRoom(page, 'Yard', /Everybody at home/)
  const guest = await (await browser.newContext()).newPage()
  await guest.goto(`${house.vault.origin}/yard`)
  const add = guest.getByRole('button', { name: 'Add', exact: true })
  await expect(guest.getByRole('heading', { name: 'Yard' }).first()).toBeVisible()
  await expect(add).toHaveCount(0)

  await page.goto(`${house.vault.origin}/place/settings?id=yard`)
  await page.getByRole('button', { name: /Guests may/ }).click()
  await page.getByRole('option', { name: 'Also add files, and change them' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Yard is changed.')).toBeVisible()
  await guest.reload()
  await expect(add).toBeVisible()

  await page.getByText('Read-only', { exact: true }).last().click()
  await expect(page.getByRole('switch', { name: /Read-only/ })).toBeChecked()
  await guest.reload()
  await expect(guest.getByText('This room is read-only.').first()).toBeVisible()
  await expect(add).toHaveCount(0)
  await guest.context().close()
})

test('a room is deleted only by its name', async ({ page, house }) => {
  await signIn(page, house.vault)
  await page.goto(house.vault.origin)
  await createRoom(page, 'Shed', /Everybody with an account/)
  await page.goto(`${house.vault.origin}/place/settings?id=shed`)
  await page.getByRole('button', { name: 'Delete this room' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete “Shed” for good?' })
  await dialog.getByLabel('Type Shed to go on').fill('Sheds')
  await dialog.getByRole('button', { name: 'Delete this room' }).click()
  await expect(dialog.getByText('This is not the name of the room.')).toBeVisible()
  await dialog.getByLabel('Type Shed to go on').fill('Shed')
  await dialog.getByRole('button', { name: 'Delete this room' }).click()
  await expect(page.getByText('Shed is deleted.')).toBeVisible()
  await page.goto(`${house.vault.origin}/shed`)
  await expect(page.getByText('There is no room “shed”.')).toBeVisible()
})

test('the last admin stays, and the page says so', async ({ page, house }) => {
  await signIn(page, house.vault)
  await page.goto(`${house.vault.origin}/admin?tab=people`)
  await page.getByRole('button', { name: 'Actions for Rowan' }).click()
  await expect(page.getByText('The only admin stays admin.')).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /Delete/ })).toHaveAttribute('aria-disabled', 'true')
})
