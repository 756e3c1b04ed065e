import type { Browser, Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, signInByForm, test } from '../support/fixtures.ts'
import { ADMIN, apiOf } from '../support/people.ts'
import type { VaultProcess } from '../support/vault-process.ts'
import { namesOf, openRoom } from './support/room.ts'

/** Accounts and sessions as people meet them; what an admin does shows in the other browser within five seconds. */

const SOON = { timeout: 5_000 }

async function openBrowser(
  browser: Browser,
  vault: VaultProcess,
  person: { name: string; password: string },
): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await signInByForm(page, vault, person)
  return page
}

async function personalOf(api: Api): Promise<string> {
  const { places } = await api.call(ROUTES.places.list, {})
  return places.find(({ kind }) => kind === 'personal')?.id ?? ''
}

async function personTask(page: Page, name: string, task: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page
    .getByRole('menuitem', { name: task })
    .or(page.getByRole('menuitemradio', { name: task }))
    .or(page.getByRole('menuitemcheckbox', { name: task }))
    .click()
}

test('an account is made, demoted, switched off and deleted, with its files given away', async ({
  page,
  browser,
  house,
}) => {
  const ines = { name: 'Ines', password: 'garden gate seven' }
  await signInByForm(page, house.vault)
  await page.goto(`${house.vault.origin}/admin?tab=people`)
  await page.getByRole('button', { name: 'Add a person' }).first().click()
  const form = page.getByRole('dialog', { name: 'A new person' })
  await form.getByLabel('Name').fill(ines.name)
  await form.getByLabel('First password').fill(ines.password)
  await form.getByRole('button', { name: 'Add a person' }).click()
  await expect(page.getByText('Ines can sign in.')).toBeVisible()

  const hers = await openBrowser(browser, house.vault, ines)
  await openRoom(hers, house.vault)
  const api = await apiOf(house.vault, ines)
  const mine = await personalOf(api)
  await api.call(ROUTES.entries.createFolder, { params: { place: mine }, body: { path: '', name: 'Diary' } })

  await personTask(page, 'Ines', 'Viewer')
  await expect(hers.getByRole('button', { name: 'Add', exact: true })).toHaveCount(0, SOON)
  await expect(hers.getByText('You may look and download here.')).toBeVisible(SOON)

  await personTask(page, 'Ines', 'Switch off')
  await expect(page.getByText('Ines is signed out and cannot sign in.')).toBeVisible()
  await expect(hers.getByText('Your session has ended')).toBeVisible(SOON)
  await hers.getByLabel('Password', { exact: true }).fill(ines.password)
  await hers.getByRole('button', { name: 'Sign in' }).click()
  await expect(hers.getByText(/This account is switched off/).first()).toBeVisible()

  await personTask(page, 'Ines', 'Delete...')
  const question = page.getByRole('dialog', { name: 'Delete Ines?' })
  await question.getByRole('radio', { name: /They go to somebody else/ }).check({ force: true })
  await question.getByRole('button', { name: 'Delete Ines' }).click()
  await expect(question.getByText('Choose who gets the files.')).toBeVisible()
  await question.getByRole('button', { name: /To whom/ }).click()
  await page.getByRole('option', { name: ADMIN.name }).click()
  await question.getByRole('button', { name: 'Delete Ines' }).click()
  await expect(page.getByText('Ines is deleted.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Actions for Ines' })).toHaveCount(0)
  expect(JSON.stringify(await namesOf(house.admin, await personalOf(house.admin)))).toMatch(/Ines|Diary/)
  await hers.context().close()
})

test('a new password and “sign out everywhere” end the other devices', async ({ page, browser, house }) => {
  const noor = { name: 'Noor', password: 'first of many words' }
  const next = { ...noor, password: 'second of many words' }
  await house.admin.call(ROUTES.people.createAccount, { body: { ...noor, role: 'editor' } })
  const phone = await openBrowser(browser, house.vault, noor)
  await signInByForm(page, house.vault, noor)
  await page.goto(`${house.vault.origin}/you`)
  await expect(page.getByText('Nobody but you has opened “My files”.')).toBeVisible()

  await page.getByRole('button', { name: 'Change the password' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill('not this one')
  await dialog.getByLabel('New password').fill(next.password)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('This is not your password.')).toBeVisible()
  await dialog.getByLabel('Current password').fill(noor.password)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The password is changed. Other devices are signed out.')).toBeVisible()
  await expect(phone.getByText('Your session has ended')).toBeVisible(SOON)
  await phone.getByLabel('Password', { exact: true }).fill(next.password)
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await expect(phone.getByText('Your session has ended')).toHaveCount(0)

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await expect(phone.getByText('Your session has ended')).toBeVisible(SOON)
  await phone.context().close()
})
