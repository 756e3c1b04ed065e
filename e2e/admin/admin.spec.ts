import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { seriousFindings } from '../support/expect-accessible.ts'
import { expect, SIZES, signIn, THEMES, test } from '../support/fixtures.ts'
import { ADMIN, apiOf, EDITOR, VIEWER } from '../support/people.ts'
import type { VaultProcess } from '../support/vault-process.ts'

const TABS = ['overview', 'people', 'sessions', 'jobs', 'activity', 'log', 'settings'] as const
const ROOM_PASSWORD = 'plum cake and cream'
const WRONG_PASSWORD = 'nobody ever had this one'

const open = (page: Page, vault: VaultProcess, tab: (typeof TABS)[number]) =>
  page.goto(`${vault.origin}/admin?tab=${tab}`)

test.beforeAll(async ({ house: { admin, vault } }) => {
  const { id } = await admin.call(ROUTES.places.createRoom, {
    body: { name: 'Locked', access: 'password', password: ROOM_PASSWORD },
  })
  const nobody = await apiOf(vault)
  await nobody.call(ROUTES.places.unlock, { params: { place: id }, body: { password: ROOM_PASSWORD } })
  await nobody
    .call(ROUTES.people.createToken, { body: { grant: 'password', name: VIEWER.name, password: WRONG_PASSWORD } })
    .catch(() => undefined)
})

// Each size and each theme once: a contrast is no matter of size, a width no matter of colour.
for (const [at, { name, width, height }] of SIZES.entries()) {
  for (const theme of THEMES.slice(at, at + 1)) {
    test.describe(`${name}, ${theme}`, () => {
      test.use({ viewport: { width, height }, colorScheme: theme })

      test('no tab has a serious finding, or is wider than the screen', async ({ page, house }) => {
        test.setTimeout(120_000)
        await signIn(page, house.vault)
        for (const tab of TABS) {
          await open(page, house.vault, tab)
          const panel = page.getByRole('tabpanel')
          await expect(panel.locator('p, dl, button').first()).toBeVisible()
          await page.waitForLoadState('networkidle')
          expect(await seriousFindings(page), tab).toEqual([])
          await expect(page.getByRole('tab', { selected: true })).toBeInViewport()
          const seen = await panel.evaluate((element) => element.getBoundingClientRect().bottom <= window.innerHeight)
          expect(seen, `${tab} ends on the screen`).toBe(true)
          expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth), tab).toBeLessThan(1)
        }
      })
    })
  }
}

test('the overview tells who is here and what the disk holds', async ({ page, house }) => {
  await signIn(page, house.vault)
  await open(page, house.vault, 'overview')
  await expect(page.getByText(/ free of /)).toBeVisible()
  const online = page.getByRole('term').filter({ hasText: 'Online' }).locator('..')
  await expect(online).toContainText(ADMIN.name)
})

test('people can be counted, and their files opened only with words about it', async ({ page, house }) => {
  await signIn(page, house.vault)
  await open(page, house.vault, 'people')
  await expect(page.getByText(/Viewer\. Never signed in\. 0 .* in 0 entries/)).toBeVisible()
  await page.getByRole('button', { name: `Actions for ${EDITOR.name}` }).click()
  await page.getByRole('menuitem', { name: 'Open the private files...' }).click()
  await page.getByRole('button', { name: 'Open and log it' }).click()
  await page.waitForURL(/\/place\?id=/)
  await open(page, house.vault, 'activity')
  const act = page.getByText(new RegExp(`${ADMIN.name} opened the private files of`))
  await expect(act.first()).toBeVisible()
})

test('background work rests while it is paused, and ends live afterwards', async ({ page, house }) => {
  await signIn(page, house.vault)
  await open(page, house.vault, 'settings')
  // A long panel scrolls by itself: the tabs stay, and nothing lies over the navigation.
  await page.getByRole('tab', { name: 'Jobs' }).click()
  const pause = page.getByRole('switch', { name: 'Pause work in the background' })
  await pause.focus()
  await page.keyboard.press('Space')
  await expect(pause).toBeChecked()
  await expect(pause).toBeEnabled()
  await writeFile(join(house.vault.dataFolder, 'rooms', 'main', 'by hand.txt'), 'by hand')
  await page.getByRole('radio', { name: 'Waiting' }).click()
  const waiting = page.getByText('Hash new files')
  await expect(waiting).toBeVisible({ timeout: 30_000 })
  await open(page, house.vault, 'overview')
  await expect(page.getByText('Work in the background is paused.')).toBeVisible()
  await open(page, house.vault, 'jobs')
  await page.getByRole('switch', { name: 'Pause work in the background' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('radio', { name: 'Done' }).click()
  await expect(waiting.first()).toBeVisible({ timeout: 30_000 })
})

test('the log is filtered, followed and made louder, and hears of failures of the page', async ({ page, house }) => {
  await signIn(page, house.vault)
  await open(page, house.vault, 'log')
  const lines = page.getByRole('list', { name: /Lines of the log/ })
  await expect(lines.getByText(/^GET \/api\/overview 200|^GET \/api\/session 200/).first()).toBeVisible()
  await page.getByRole('button', { name: /All parts/ }).click()
  await page.getByRole('option', { name: 'Pages' }).click()
  await page.evaluate(() =>
    setTimeout(() => {
      throw new Error('a cup fell over')
    }),
  )
  await expect(lines.getByText('a cup fell over', { exact: true })).toBeVisible({ timeout: 20_000 })
  await page.getByRole('searchbox', { name: 'Find in the log' }).fill('no such words anywhere')
  await expect(page.getByText('No line fits.')).toBeVisible()

  await page.getByRole('button', { name: /Write down/ }).click()
  await page.getByRole('option', { name: 'Everything', exact: true }).click()
  await expect(page.getByText('From now on: everything.')).toBeVisible()
  expect(await house.admin.call(ROUTES.admin.log, { query: { limit: 1 } })).toMatchObject({ level: 'debug' })
})

test('a setting is changed by keyboard, refused with what is allowed, and kept', async ({ page, house }) => {
  await signIn(page, house.vault)
  await open(page, house.vault, 'settings')
  await page.getByRole('button', { name: 'Change --max-file' }).press('Enter')
  const value = page.getByRole('textbox', { name: 'Value' })
  await value.fill('much')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByText(/Allowed: a size such as/)).toBeVisible()
  await value.fill('2 GB')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved. It counts now.')).toBeVisible()
  await expect(page.getByText('--max-file. Changed here. Default: none.')).toBeVisible()
  await page.getByRole('button', { name: 'Change --grant-minutes' }).click()
  await value.fill('90')
  await page.keyboard.press('Enter')
  await expect(page.getByText('After the next start: 90min')).toBeVisible()
  const file = await readFile(join(house.vault.dataFolder, 'persist.json'), 'utf8')
  expect(JSON.parse(file)).toEqual({ settings: { max_file: '2 GB', grant_minutes: 90 } })
  await expect(page.getByRole('button', { name: 'Change --port' })).toHaveCount(0)
  await house.vault.stop()
  await house.vault.start()
  await page.reload()
  await expect(page.getByText('--grant-minutes. Changed here. Default: 60.')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(/After the next start/)).toHaveCount(0)
})

test('a token for the metrics is shown once, opens them alone, and ends when it is revoked', async ({
  page,
  house,
}) => {
  const { vault } = house
  await signIn(page, vault)
  await open(page, vault, 'sessions')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await page.getByRole('button', { name: 'Make it' }).click()
  await expect(page.getByText('Name the program.')).toBeVisible()
  await page.getByLabel('For which program').fill('Prometheus')
  await page.keyboard.press('Enter')
  const secret = await page.getByRole('textbox', { name: 'Token' }).inputValue()
  await page.getByRole('button', { name: 'I have it' }).click()
  const ask = (path: string) => fetch(`${vault.origin}${path}`, { headers: { authorization: `Bearer ${secret}` } })
  expect(await (await ask('/api/metrics')).text()).toContain('hearth_backup_trouble')
  expect((await ask('/api/overview')).status).toBe(403)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect((await page.content()).includes(secret)).toBe(false)
  // The use is written down within seconds, not for every request.
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(/Reads the metrics\. Last used today/)).toBeVisible({ timeout: 5_000 })
  }).toPass({ timeout: 40_000 })
  await page.getByRole('button', { name: 'Revoke the token of Prometheus' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('There is no token.')).toBeVisible()
  expect((await ask('/api/metrics')).status).toBe(401)
})

test('metrics are there for the admin, and the log holds no secret of all this', async ({ page, house }) => {
  await signIn(page, house.vault)
  const answer = await page.request.get(`${house.vault.origin}/api/metrics`)
  expect(await answer.text()).toMatch(/hearth_http_requests_total\{route="session",status="2xx"\} [1-9]/)
  const cookies = (await page.context().cookies()).filter(({ value }) => value.length >= 16).map(({ value }) => value)
  expect(cookies.length).toBeGreaterThan(0)
  const secrets = [ADMIN.password, EDITOR.password, VIEWER.password, ROOM_PASSWORD, WRONG_PASSWORD, ...cookies]
  await house.vault.stop()
  const folder = join(house.vault.dataFolder, 'logs')
  const text = (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))).join('')
  expect(text.length).toBeGreaterThan(1_000)
  expect(secrets.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)))).toEqual([])
  await house.vault.start()
})
