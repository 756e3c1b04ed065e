import { expect, test } from '@playwright/test'
import { ADMIN } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'

let vault: VaultProcess
test.beforeAll(async () => {
  vault = await launchVault()
})
test.afterAll(() => vault.dispose())
test.describe.configure({ mode: 'serial' })

test('the console tells everything a person needs', () => {
  const output = vault.output()
  expect(output).toContain(`${vault.origin}/`)
  expect(output).toContain(vault.dataFolder)
  expect(output).toContain('persist.json')
  expect(output).toMatch(/SHA-256:\s+([0-9A-F]{2}:){15}/)
  expect(vault.setupCode()).toMatch(/^[A-Z0-9-]{9,}$/)
})

test('a fresh vault leads to set-up, refuses a wrong code, and opens for the admin with the right one', async ({
  page,
}) => {
  await page.goto(vault.origin)
  await expect(page).toHaveURL(/\/setup/)
  const finish = async (code: string) => {
    await page.getByLabel('Set-up code').fill(code)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Your name').fill(ADMIN.name)
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('radio', { name: /Everybody with an account/ }).check({ force: true })
    await page.getByRole('button', { name: 'Open the vault' }).click()
  }
  await finish('AAAA-AAAA-AAAA')
  await expect(page.getByText('The code is wrong.')).toBeVisible()
  await page.goto(`${vault.origin}/setup`)
  await finish(vault.setupCode())
  await expect(page).not.toHaveURL(/setup/)
  await expect(page.getByRole('heading', { name: 'Rooms' }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: /main/ }).first()).toBeVisible()
})

test('set-up is closed from then on, also for whoever knows the code', async ({ request }) => {
  const answer = await request.post(`${vault.origin}/api/setup`, {
    headers: { origin: vault.origin },
    data: { code: vault.setupCode(), name: 'Somebody', password: 'long enough', mainAccess: 'lan' },
  })
  expect(answer.status()).toBe(409)
  expect(await answer.json()).toMatchObject({ code: 'setup_done' })
})

test('a restart asks for no code any more and keeps the session', async ({ page }) => {
  await page.goto(`${vault.origin}/sign-in`)
  await page.getByLabel('Name').fill(ADMIN.name)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  const before = vault.output().length
  expect(await vault.stop()).toBe(0)
  await vault.start()
  expect(vault.output().slice(before)).not.toContain('no admin yet')
  await page.goto(vault.origin)
  await expect(page.getByText(ADMIN.name).first()).toBeVisible()
})
