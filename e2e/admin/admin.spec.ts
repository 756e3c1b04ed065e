import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { seriousFindings } from '../support/expect-accessible.ts'
import { expect, SIZES, signIn, signInByForm, THEMES, test } from '../support/fixtures.ts'
import { describeHands } from '../support/hands.ts'
import { ADMIN, apiOf, EDITOR, VIEWER } from '../support/people.ts'
import { ask, connectSocket } from '../support/socket-client.ts'
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

describeHands(({ size, isFinger, press }) => {
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
    const { name } = isFinger ? EDITOR : VIEWER
    await press(page.getByRole('button', { name: `Actions for ${name}` }))
    await press(page.getByRole('menuitem', { name: 'Open the private files...' }))
    await press(page.getByRole('button', { name: 'Open and log it' }))
    await page.waitForURL(/\/place\?id=/)
    await open(page, house.vault, 'activity')
    const act = page.getByText(new RegExp(`${ADMIN.name} opened the private files of .*${name}`))
    await expect(act.first()).toBeVisible()
  })

  test('background work rests while it is paused, and ends live afterwards', async ({ page, house }) => {
    await signIn(page, house.vault)
    await open(page, house.vault, 'settings')
    // A long panel scrolls by itself: the tabs stay, and nothing lies over the navigation.
    await press(page.getByRole('tab', { name: 'Jobs' }))
    const pause = page.getByRole('switch', { name: 'Pause work in the background' })
    await pause.focus()
    await page.keyboard.press('Space')
    await expect(pause).toBeChecked()
    await expect(pause).toBeEnabled()
    await writeFile(join(house.vault.dataFolder, 'rooms', 'main', `by hand ${size.name}.txt`), 'by hand')
    await press(page.getByRole('radio', { name: 'Waiting' }))
    const waiting = page.getByText('Hash new files')
    await expect(waiting).toBeVisible({ timeout: 30_000 })
    await open(page, house.vault, 'overview')
    await expect(page.getByText('Work in the background is paused.')).toBeVisible()
    await open(page, house.vault, 'jobs')
    await page.getByRole('switch', { name: 'Pause work in the background' }).focus()
    await page.keyboard.press('Space')
    await press(page.getByRole('radio', { name: 'Done' }))
    await expect(waiting.first()).toBeVisible({ timeout: 30_000 })
  })

  test('the log is filtered, followed and made louder, and hears of failures of the page', async ({ page, house }) => {
    await signIn(page, house.vault)
    await open(page, house.vault, 'log')
    const lines = page.getByRole('list', { name: /Lines of the log/ })
    await expect(lines.getByText(/^GET \/api\/overview 200|^GET \/api\/session 200/).first()).toBeVisible()
    await press(page.getByRole('button', { name: /All parts/ }))
    await press(page.getByRole('option', { name: 'Pages' }))
    const [cup, plate] = [`a cup fell over on a ${size.name}`, `a plate fell as well on a ${size.name}`]
    const fail = (words: string) =>
      page.evaluate((message) => {
        setTimeout(() => {
          throw new Error(message)
        })
      }, words)
    await fail(cup)
    await expect(lines.getByText(cup, { exact: true })).toBeVisible()

    const follow = page.getByRole('switch', { name: 'Follow' })
    await follow.focus()
    await page.keyboard.press('Space')
    await expect(follow).not.toBeChecked()
    await fail(plate)
    const written = async () =>
      (await house.admin.call(ROUTES.admin.log, { query: { text: plate, limit: 9 } })).lines.length
    await expect.poll(written).toBeGreaterThan(0)
    await expect(lines.getByText(plate, { exact: true })).toHaveCount(0)
    await page.keyboard.press('Space')
    await expect(lines.getByText(plate, { exact: true })).toBeVisible()
    await page.getByRole('searchbox', { name: 'Find in the log' }).fill('no such words anywhere')
    await expect(page.getByText('No line fits.')).toBeVisible()

    await press(page.getByRole('button', { name: /Write down/ }))
    await press(page.getByRole('option', { name: isFinger ? 'Everything' : 'Everything, and more', exact: true }))
    await expect(page.getByText(/^From now on: everything/)).toBeVisible()
    const level = isFinger ? 'debug' : 'trace'
    expect(await house.admin.call(ROUTES.admin.log, { query: { limit: 1 } })).toMatchObject({ level })
  })

  test('a setting is changed, refused with what is allowed, and kept', async ({ page, house }) => {
    await signIn(page, house.vault)
    await open(page, house.vault, 'settings')
    const change = page.getByRole('button', { name: 'Change --max-file' })
    if (isFinger) await change.tap()
    else await change.press('Enter')
    const value = page.getByRole('textbox', { name: 'Value' })
    await value.fill('much')
    await page.keyboard.press('Enter')
    // The same words stand there as advice; only a refusal makes the field wrong.
    await expect(value).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByRole('dialog').getByText(/Allowed: a size such as/)).toBeVisible()
    const [maxFile, minutes] = isFinger ? ['2 GB', 90] : ['3 GB', 75]
    await value.fill(maxFile)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Saved. It counts now.')).toBeVisible()
    await expect(page.getByText('--max-file. Changed here. Default: none.')).toBeVisible()
    await press(page.getByRole('button', { name: 'Change --grant-minutes' }))
    await value.fill(String(minutes))
    await page.keyboard.press('Enter')
    await expect(page.getByText(`After the next start: ${minutes}min`)).toBeVisible()
    const file = await readFile(join(house.vault.dataFolder, 'persist.json'), 'utf8')
    expect(JSON.parse(file)).toEqual({ settings: { max_file: maxFile, grant_minutes: minutes } })
    await expect(page.getByRole('button', { name: 'Change --port' })).toHaveCount(0)
    await house.vault.stop()
    await house.vault.start()
    await page.reload()
    await expect(page.getByText('--grant-minutes. Changed here. Default: 60.')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText(/After the next start/)).toHaveCount(0)
  })
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

test('metrics are there for the admin, and the loudest log holds no secret of all this', async ({ page, house }) => {
  const { vault, admin } = house
  await admin.call(ROUTES.admin.setLogLevel, { body: { level: 'trace' } })
  await signInByForm(page, vault)
  const answer = await page.request.get(`${vault.origin}/api/metrics`)
  expect(await answer.text()).toMatch(/hearth_http_requests_total\{route="session",status="2xx"\} [1-9]/)

  // Every door, with the right words and with wrong ones.
  const nobody = await apiOf(vault)
  const pair = await nobody.call(ROUTES.people.createToken, { body: { grant: 'password', ...EDITOR } })
  const refresh = (refreshToken: string) =>
    nobody.call(ROUTES.people.createToken, { body: { grant: 'refresh', refreshToken } })
  const next = await refresh(pair.refreshToken)
  await refresh(pair.refreshToken).catch(() => undefined)
  const asMila = (token: string) => ({ authorization: `Bearer ${token}` })
  const { secret } = await admin.call(ROUTES.serviceTokens.create, { body: { name: 'Probe', scope: 'metrics:read' } })
  for (const token of [pair.accessToken, next.accessToken, secret]) {
    await fetch(`${vault.origin}/api/metrics`, { headers: asMila(token) })
    await fetch(`${vault.origin}/api/places?token=${token}&access_token=${token}`)
  }
  const renewed = 'seven pears on a window sill'
  const { accessToken } = await nobody.call(ROUTES.people.createToken, { body: { grant: 'password', ...VIEWER } })
  const change = { current: VIEWER.password, next: renewed }
  const changed = await fetch(`${vault.origin}/api/me/password`, {
    ...{ method: 'PUT', headers: { ...asMila(accessToken), 'content-type': 'application/json' } },
    body: JSON.stringify(change),
  })
  expect(changed.ok).toBe(true)
  const unlock = (password: string) =>
    fetch(`${vault.origin}/api/rooms/locked/unlock`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ password, grantIn: 'body' }),
    })
  const { grant } = (await (await unlock(ROOM_PASSWORD)).json()) as { grant?: string }
  await unlock(WRONG_PASSWORD)
  const account = await connectSocket(vault.httpPort, asMila(next.accessToken))
  await ask(account, 'chat:send', { place: 'main', clientId: 'a-secret', text: `pass:${ROOM_PASSWORD}`, entries: [] })
  account.close()

  const cookies = (await page.context().cookies()).filter(({ value }) => value.length >= 16).map(({ value }) => value)
  expect(cookies.length).toBeGreaterThan(0)
  const tokens = [pair, next].flatMap((one) => [one.accessToken, one.refreshToken])
  const passwords = [ADMIN.password, EDITOR.password, VIEWER.password, renewed, ROOM_PASSWORD, WRONG_PASSWORD]
  const secrets = [...passwords, ...cookies, ...tokens, accessToken, secret, ...(grant ? [grant] : [])]
  expect(secrets.filter((one) => one.length < 8)).toEqual([])
  await vault.stop()
  const folder = join(vault.dataFolder, 'logs')
  const text = (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))).join('')
  // It was as loud as it can be, and saw those requests.
  expect(text).toContain('/api/metrics')
  expect(text).toContain('/api/tokens')
  // The set-up code is on the console, and nowhere else.
  expect(text).not.toContain(vault.setupCode())
  const forms = (one: string) => [one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1)]
  const told = text + vault.output()
  expect(secrets.filter((one) => forms(one).some((form) => told.includes(form)))).toEqual([])
  await vault.start()
})
