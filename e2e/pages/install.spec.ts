import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CDPSession, chromium, expect, type Page, test } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { createTrustingHome } from '../../scripts/lib/nss-store.mjs'
import { expectAccessible } from '../support/expect-accessible.ts'
import { signIn } from '../support/fixtures.ts'
import { ADMIN, moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'

/** The vault as an app, in a browser that trusts its certificate as a household's device does. */

test.setTimeout(120_000)

let vault: VaultProcess
test.beforeAll(async () => {
  vault = await launchVault()
  await moveIn(vault)
})
test.afterAll(() => vault.dispose())

async function withTrustingBrowser(work: (page: Page) => Promise<void>): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'hearth-profile-'))
  const home = await createTrustingHome(await readFile(join(vault.dataFolder, 'tls', 'ca.crt'), 'utf8'))
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    args: [...root, '--disable-gpu', '--disable-background-networking', '--enable-devtools-pwa-handler'],
    env: { ...process.env, ...home.env } as Record<string, string>,
  })
  try {
    await work(context.pages()[0] ?? (await context.newPage()))
  } finally {
    await context.close()
    await home.remove()
    await rm(profile, { recursive: true, force: true })
  }
}

/** What the system was told that the app opens. */
async function fileEndings(session: CDPSession, manifestId: string): Promise<string[]> {
  const { fileHandlers } = await session.send('PWA.getOsAppState', { manifestId })
  return fileHandlers.flatMap(({ accepts }) => accepts.flatMap(({ fileExtensions }) => fileExtensions))
}

test('the manifest holds all that installing asks for, and the browser installs and launches it', async () => {
  await withTrustingBrowser(async (page) => {
    const origin = `https://localhost:${vault.httpsPort}`
    await page.goto(`${origin}/trust`)
    await expect(page.getByText('This device trusts the vault.')).toBeVisible()
    const session = await page.context().newCDPSession(page)
    const { errors, url, manifest } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    // A browser that does not like one of these drops it without a word.
    expect(manifest.shareTarget).toMatchObject({ action: `${origin}/share` })
    expect((await session.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([])

    // What the manifest names is there, and as large as it says. Asked by the page: only the browser trusts the vault.
    const named = await page.evaluate(async (address) => {
      const { icons, screenshots, shortcuts } = await (await fetch(address)).json()
      const wrong: string[] = []
      for (const { src, sizes } of [...icons, ...screenshots]) {
        const { width, height } = await createImageBitmap(await (await fetch(src)).blob())
        if (`${width}x${height}` !== sizes) wrong.push(`${src} is ${width}x${height}`)
      }
      for (const shortcut of shortcuts) if ((await fetch(shortcut.url)).status !== 200) wrong.push(shortcut.url)
      return { wrong, pictures: icons.length + screenshots.length, shortcuts: shortcuts.length }
    }, url)
    expect(named).toEqual({ wrong: [], pictures: 6, shortcuts: 4 })

    const manifestId = `${origin}/`
    await session.send('PWA.install', { manifestId })
    const { targetId } = await session.send('PWA.launch', { manifestId })
    const browser = await page.context().browser()?.newBrowserCDPSession()
    await expect
      .poll(async () => (await browser?.send('Target.getTargetInfo', { targetId }))?.targetInfo.url)
      .toContain(origin)

    // A file that is opened with the app waits on the page that asks where it should go.
    const opened = join(await mkdtemp(join(tmpdir(), 'hearth-opened-')), 'ticket.pdf')
    await writeFile(opened, 'not really a ticket')
    const [app = page] = page.context().pages()
    // A launch that meets a page which is only just coming is lost by the browser.
    await expect(app.getByRole('heading', { name: 'Rooms', level: 1 })).toBeVisible()
    await expect.poll(() => fileEndings(session, manifestId)).toContain('.pdf')
    await session.send('PWA.launchFilesInApp', { manifestId, files: [opened] })
    await app.waitForURL(/\/share\?id=/)
    await expect(app.getByTitle('ticket.pdf')).toBeVisible()
    await session.send('PWA.uninstall', { manifestId })
    await rm(join(opened, '..'), { recursive: true })
  })
})

test('a button appears where the browser offers to install, and words where it does not', async ({ page }) => {
  await signIn(page, vault, ADMIN)
  await page.goto(`${vault.origin}/you`)
  await expect(page.getByText('Where the browser can, its menu has')).toBeVisible()
  await page.evaluate(() => {
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => ({ outcome: 'accepted' }),
    })
    window.dispatchEvent(offer)
  })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Install Hearth' }).click()
  await expect(page.getByText('Hearth is installed on this device.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Install Hearth' })).toBeHidden()
})
