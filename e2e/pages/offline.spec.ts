import type { BrowserContext, Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { addFiles } from '../support/add-files.ts'
import { copyBuild } from '../support/copy-build.ts'
import { expectAccessible, seriousFindings } from '../support/expect-accessible.ts'
import { expect, signIn, signInByForm, test } from '../support/fixtures.ts'
import { fullSpeed, slowDown } from '../support/page-speed.ts'
import { EDITOR, moveIn } from '../support/people.ts'
import { putFile } from '../support/put-file.ts'
import { createSamples, type Samples } from '../support/sample-files.ts'
import { launchVault } from '../support/vault-process.ts'

/** The app while the vault is out of reach, and what is left of a person who has signed out. */

let samples: Samples
test.beforeAll(async ({ house }) => {
  samples = await createSamples()
  await house.admin.call(ROUTES.entries.createFolder, { params: { place: 'main' }, body: { path: '', name: 'Summer' } })
  await putFile(house.vault, 'recipes.txt', 'flour, butter')
})
test.afterAll(() => samples.remove())

/** The worker is there with everything it keeps, and answers for this page. */
async function untilInstalled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller) return
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    )
  })
}

/** What the browser keeps, by name: caches, databases and folders of people. */
function whatIsKept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = [...(await caches.keys()), ...(await indexedDB.databases()).map(({ name }) => name ?? '')]
    const people = await (await navigator.storage.getDirectory()).getDirectoryHandle('people').catch(() => null)
    // The DOM's types do not know yet that a folder can be walked through.
    const folders = people as unknown as { keys(): AsyncIterable<string> } | null
    if (folders) for await (const name of folders.keys()) names.push(name)
    return names
  })
}

/** Answers are kept behind the page's back. */
function untilSeen(page: Page, part: string): Promise<void> {
  return expect
    .poll(() =>
      page.evaluate(async (wanted) => {
        for (const name of await caches.keys()) {
          if (!name.endsWith('-seen')) continue
          const kept = await (await caches.open(name)).keys()
          if (kept.some(({ url }) => url.includes(wanted))) return true
        }
        return false
      }, part),
    )
    .toBe(true)
}

const away = (page: Page) => page.getByText('The vault is out of reach.', { exact: true })
const offline = (context: BrowserContext) => context.setOffline(true)

test('without the vault the app opens, lists what was seen, says so, and sends later what is added', async ({
  page,
  context,
  house: { vault, admin },
}) => {
  const file = await samples.write('later.bin', 300_000)
  await signIn(page, vault)
  await page.goto(`${vault.origin}/`)
  await untilInstalled(page)
  await page.goto(`${vault.origin}/place?id=main`)
  await expect(page.getByText('recipes.txt').first()).toBeVisible()
  await untilSeen(page, '/entries?')
  const policy = (await page.reload())?.headers()['content-security-policy']

  await offline(context)
  const answer = await page.reload()
  expect(answer?.fromServiceWorker()).toBe(true)
  expect(policy).toContain("script-src 'self' 'sha256-")
  expect(answer?.headers()['content-security-policy']).toBe(policy)
  await expect(page.getByText('recipes.txt').first()).toBeVisible()
  await expect(away(page)).toBeVisible()
  await expect(page.getByText('This is how it was last.')).toBeVisible()

  await expectAccessible(page)

  // A link is a whole page now; a room's own address leads to it as well.
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: 'All rooms' }).click()
  await expect(page.getByText('Everything below works without it.')).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: /main/ })).toBeVisible()
  await page.goto(`${vault.origin}/main`)
  await expect(page.getByText('recipes.txt').first()).toBeVisible()
  await page.goto(`${vault.origin}/admin`)
  await expect(page.getByText('The vault is out of reach. Try again when it is back.')).toBeVisible()

  await page.goto(`${vault.origin}/main`)
  await expect(away(page)).toBeVisible()
  await addFiles(page, [file.path])
  await expect(page.getByText(/Waiting for/).first()).toBeVisible()
  await context.setOffline(false)
  await expect(away(page)).toBeHidden()
  const names = async () => {
    const list = await admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: { path: '' } })
    return list.entries.map(({ name }) => name)
  }
  await expect.poll(names).toContain('later.bin')
})

test('who signs out leaves nothing, also without the vault and by Back', async ({
  page,
  context,
  house: { vault },
}) => {
  await signInByForm(page, vault, EDITOR)
  await untilInstalled(page)
  await page.goto(`${vault.origin}/place?id=main`)
  await expect(page.getByText('recipes.txt').first()).toBeVisible()
  await untilSeen(page, '/entries?')
  const kept = await whatIsKept(page)
  expect(kept.filter((name) => name.startsWith('hearth-account-'))).not.toEqual([])

  await page.goto(`${vault.origin}/you`)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  await expect.poll(async () => (await whatIsKept(page)).filter((name) => name.includes('account-'))).toEqual([])

  await offline(context)
  for (const address of ['/place?id=main', '/', '/you']) {
    await page.goto(vault.origin + address)
    await expect(page.getByText('The vault is out of reach.').first()).toBeVisible()
    await expect(page.getByText('recipes.txt')).toHaveCount(0)
    await expect(page.getByText(EDITOR.name)).toHaveCount(0)
  }
  for (let steps = 0; steps < 5; steps++) {
    await page.goBack().catch(() => null)
    await expect(page.getByText('recipes.txt')).toHaveCount(0)
    await expect(page.getByText(EDITOR.name)).toHaveCount(0)
  }
})

test('who signs out while the vault is away leaves nothing either, and the session ends when it is back', async ({
  page,
  context,
  house: { vault, admin },
}) => {
  const liveSessions = async () => (await admin.call(ROUTES.people.sessions, {})).sessions.length
  const before = await liveSessions()
  await signInByForm(page, vault, EDITOR)
  await untilInstalled(page)
  await page.goto(`${vault.origin}/place?id=main`)
  await expect(page.getByText('recipes.txt').first()).toBeVisible()
  await untilSeen(page, '/entries?')
  const other = await context.newPage()
  await other.goto(`${vault.origin}/place?id=main`)
  await expect(other.getByText('recipes.txt').first()).toBeVisible()
  await page.goto(`${vault.origin}/you`)
  await expect(page.getByText(EDITOR.name).first()).toBeVisible()
  expect(await liveSessions()).toBe(before + 1)

  await offline(context)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  await expect(page.getByText('You are signed out on this device.')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await expect.poll(async () => (await whatIsKept(page)).filter((name) => name.includes('account-'))).toEqual([])
  // The other tab went along.
  await other.waitForURL('**/sign-in')
  await other.goBack().catch(() => null)
  await expect(other.getByText('recipes.txt')).toHaveCount(0)
  await other.close()

  await context.setOffline(false)
  await expect(page.getByText('You are signed out on this device.')).toBeHidden()
  await expect.poll(liveSessions).toBe(before)
  await page.goto(`${vault.origin}/place?id=main`)
  await expect(page.getByText('recipes.txt')).toHaveCount(0)
})

test('a newer build is offered when nothing is sent, by a person’s word, and other pages stay whole', async ({
  page,
  context,
}) => {
  // Two starts of a vault and a slow upload.
  test.setTimeout(240_000)
  const project = await copyBuild()
  const vault = await launchVault({ program: project.program })
  try {
    await moveIn(vault)
    await signInByForm(page, vault)
    await page.goto(`${vault.origin}/place?id=main`)
    await untilInstalled(page)
    const other = await context.newPage()
    await other.goto(`${vault.origin}/`)
    await untilInstalled(other)
    await other.evaluate(() => Object.assign(window, { isSamePage: true }))

    const file = await samples.write('slow.bin', 40_000_000)
    await slowDown(page, { upload: 1_600_000 })
    await addFiles(page, [file.path])
    await expect(page.getByText(/Sending/).first()).toBeVisible()
    const leftOut = await project.makeNewer()
    await vault.kill()
    await vault.start()
    await expect
      .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? null))
      .toBe('installed')
    await expect(page.getByText(/Sending/).first()).toBeVisible()
    const offers = page.getByText('A newer Hearth is ready.')
    await expect(offers).toHaveCount(0)
    await expect(other.getByText('A newer Hearth is ready.')).toHaveCount(0)

    await fullSpeed(page)
    await expect(offers).toBeVisible()
    await expect(other.getByText('A newer Hearth is ready.')).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Load it' }).click()])
    await expect(page.getByText('slow.bin').first()).toBeVisible()
    await expect(other.getByText('A newer Hearth is ready.')).toHaveCount(0)
    await expect(offers).toHaveCount(0)

    // The page of the old build goes on, and what it may still load stays until it is closed.
    const isKept = () => page.evaluate(async (path) => (await caches.match(path)) !== undefined, leftOut)
    expect(await other.evaluate(() => 'isSamePage' in window)).toBe(true)
    expect(await isKept()).toBe(true)
    await other.close()
    await expect
      .poll(async () => {
        await page.reload()
        return isKept()
      })
      .toBe(false)
  } finally {
    await vault.dispose()
    await project.remove()
  }
})
