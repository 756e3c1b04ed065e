import type { Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { seriousFindings } from '../support/expect-accessible.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { ADMIN, apiOf } from '../support/people.ts'

test.use({ viewport: { width: 390, height: 844 } })

const row = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title }).first()
const isOver = (page: Page) =>
  expect(page.getByRole('button', { name: 'Run again', exact: true })).toBeEnabled({ timeout: 90_000 })

test('tries everything for an admin, puts its file away, and makes a report without secrets', async ({
  page,
  house,
}) => {
  test.setTimeout(180_000)
  const { vault } = house
  await signIn(page, vault)
  // The way there from the own page.
  await page.goto(`${vault.origin}/you`)
  await page.getByRole('link', { name: 'Self-test' }).click()
  await isOver(page)
  for (const title of [
    'Cookies',
    'Clock',
    'Live connection',
    'Upload',
    'Download',
    'Parts of a file',
    'Storage for the queue',
  ]) {
    await expect(row(page, title), title).toContainText('Good')
  }
  await expect(row(page, 'Service worker')).toContainText('Good')
  await expect(row(page, 'Upload')).toContainText('the vault’s hash is right')
  await expect(row(page, 'Parts of a file')).toContainText('206')
  await expect(row(page, 'Database')).toContainText('Sound', { timeout: 60_000 })

  const api = await apiOf(vault, ADMIN)
  const { principal } = await api.call(ROUTES.system.session, {})
  const place = principal.kind === 'account' ? principal.personalPlaceId : ''
  expect((await api.call(ROUTES.entries.list, { params: { place }, query: {} })).total.count).toBe(0)
  expect((await api.call(ROUTES.trash.list, { params: { place }, query: {} })).total.count).toBe(0)
  // Its own worker is gone; that of the app, if it is there by now, stays.
  const scopes = await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
  )
  expect(scopes.filter((path) => path !== '/')).toEqual([])

  await page.getByRole('button', { name: 'Copy the report' }).click()
  const report = await page.getByRole('textbox', { name: 'The report as text' }).inputValue()
  expect(report).toMatch(/^Hearth .*self-test of 20\d\d/)
  expect(report).toMatch(/ok +Upload: /)
  expect(report).toMatch(/ok +Database: Sound/)
  for (const { value } of await page.context().cookies()) expect(report).not.toContain(value)
  for (const secret of [ADMIN.name, ADMIN.password, place]) expect(report).not.toContain(secret)

  expect(await seriousFindings(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThan(1)
})

test('tells a stranger what failed and what to do, and tries one check again', async ({ page, house }) => {
  test.setTimeout(120_000)
  let isBroken = true
  await page.routeWebSocket(/socket\.io/, (socket) => (isBroken ? void socket.close() : void socket.connectToServer()))
  await page.goto(`${house.vault.origin}/self-test`)
  await isOver(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect(row(page, 'Live connection')).toContainText('Failed')
  await expect(row(page, 'Live connection')).toContainText('A proxy in between')
  await expect(row(page, 'Upload')).toContainText('Sign in, then run it again.')
  await expect(page.getByRole('heading', { name: 'The vault’s machine' })).toHaveCount(0)
  isBroken = false
  await page.getByRole('button', { name: 'Run again: Live connection' }).click()
  await expect(row(page, 'Live connection')).toContainText('There and back', { timeout: 30_000 })
})
