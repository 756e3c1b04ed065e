import type { BrowserContext, Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { addFiles } from '../support/add-files.ts'
import { expect, signInByForm, test } from '../support/fixtures.ts'
import { moveIn } from '../support/people.ts'
import { createSamples, type Samples } from '../support/sample-files.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import { menuOf, openRoom, putFile, shaOf } from './support/room.ts'

/**
 * A vault whose clock is years from that of the device, as of a small computer without a battery: page, worker and the
 * browser itself keep the time of this machine.
 */
const YEAR_MS = 365 * 86_400_000
const SHIFT = new URL('../support/shifted-clock.mjs', import.meta.url).href

let samples: Samples
test.beforeAll(async () => {
  samples = await createSamples()
})
test.afterAll(() => samples.remove())

async function lookAround(page: Page, context: BrowserContext, vault: VaultProcess): Promise<void> {
  const admin = await moveIn(vault)
  const shed = { name: 'Shed', access: 'password', password: 'plum cake', guestRole: 'editor' } as const
  await admin.call(ROUTES.places.createRoom, { body: shed })
  const old = await putFile(vault, { place: 'main', path: 'old.txt', bytes: 'old' })
  await admin.call(ROUTES.entries.bulk, {
    params: { place: 'main' },
    body: { action: 'trash', selector: { kind: 'ids', ids: [old] } },
  })
  const name = `sent-${vault.httpPort}.bin`
  const file = await samples.write(name, 3_000_000)

  await signInByForm(page, vault)
  await openRoom(page, vault)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await addFiles(page, [file.path])
  await expect.poll(() => shaOf(admin, 'main', name)).toBe(file.sha256)

  const keep = page.getByRole('menuitem', { name: 'Keep offline', exact: true })
  await expect(async () => {
    await page.keyboard.press('Escape')
    await menuOf(page, name)
    await expect(keep).toBeEnabled({ timeout: 1_000 })
  }).toPass()
  await keep.click()
  await expect(page.getByRole('img', { name: 'Kept on this device, verified' })).toBeVisible()

  await page.goto(`${vault.origin}/trash?id=main`)
  await expect(page.getByText('Gone in 30 days').filter({ visible: true })).toBeVisible()

  // The session goes on, and what was seen last is shown without the vault.
  await openRoom(page, vault)
  await expect(page.getByText(name).first()).toBeVisible()
  // Answers are kept behind the page's back.
  await expect.poll(() => page.evaluate(isSeen, name)).toBe(true)
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByText('This is how it was last.')).toBeVisible()
  await expect(page.getByText(name).first()).toBeVisible()
  await expect(page.getByRole('img', { name: 'Kept on this device, verified' })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('The vault is out of reach.', { exact: true })).toBeHidden()
  expect(await page.evaluate(() => fetch('/api/session').then((answer) => answer.json()))).toMatchObject({
    principal: { kind: 'account' },
  })
}

/** Whether a list with this name in it is kept for when the vault is away. */
async function isSeen(name: string): Promise<boolean> {
  for (const shelf of (await caches.keys()).filter((one) => one.endsWith('-seen'))) {
    const cache = await caches.open(shelf)
    for (const request of await cache.keys()) {
      const isList = request.url.includes('/entries?')
      if (isList && (await (await cache.match(request))?.text())?.includes(name)) return true
    }
  }
  return false
}

/** A guest's hour: the page asks when it is over, not in a loop and not never. */
async function enterAsGuest(page: Page, vault: VaultProcess): Promise<void> {
  await page.goto(`${vault.origin}/shed`)
  await page.getByLabel('Room password').fill('plum cake')
  await page.getByRole('button', { name: 'Open the room' }).click()
  await expect(page.getByRole('button', { name: 'Add', exact: true }).first()).toBeVisible()
  let asked = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/places/shed') asked++
  })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Add', exact: true }).first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(asked).toBeGreaterThan(0)
  expect(asked).toBeLessThan(5)
}

for (const [words, shiftMs] of [
  ['a year behind the device', -YEAR_MS],
  ['a year ahead of the device', YEAR_MS],
] as const) {
  test(`a vault ${words}: uploads, pins, sessions and what was seen last work, and nothing expires`, async ({
    page,
    context,
    browser,
  }) => {
    test.setTimeout(240_000)
    const env = { NODE_OPTIONS: `--import=${SHIFT}`, CLOCK_IS_OFF_BY_MS: String(shiftMs) }
    // It makes no certificate while its clock is before its build.
    const vault = await launchVault({ env, flags: ['--tls', 'off'] })
    const guest = await browser.newContext()
    try {
      await lookAround(page, context, vault)
      await enterAsGuest(await guest.newPage(), vault)
    } finally {
      await guest.close()
      await vault.dispose()
    }
  })
}
