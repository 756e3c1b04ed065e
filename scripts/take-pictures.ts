/**
 * Takes the README's pictures from the running product: `npx tsx scripts/take-pictures.ts` after a build.
 * The household is that of `npm run demo`.
 */
import { copyFile, mkdir } from 'node:fs/promises'
import { type Browser, chromium } from '@playwright/test'
import { ADMIN, EDITOR, VIEWER } from '../e2e/support/people.ts'
import { launchVault, type VaultProcess } from '../e2e/support/vault-process.ts'
import { furnish } from './demo/furnish.ts'
import { findChromium } from './find-chromium.mjs'

const FOLDER = 'docs/pictures'
async function take(vault: VaultProcess, browser: Browser, name: string, options: Parameters<Browser['newPage']>[0]) {
  const page = await browser.newPage({ ...options, locale: 'en-GB' })
  await page.goto(`${vault.origin}/sign-in`)
  await page.getByLabel('Name').fill(ADMIN.name)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.goto(`${vault.origin}/place?id=family&view=grid`)
  await page.getByText('Low tide.png').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => {
    const pictures = [...document.querySelectorAll('img')].filter(
      (image) => image.getBoundingClientRect().top < innerHeight,
    )
    return pictures.length > 3 && pictures.every((image) => image.complete && getComputedStyle(image).opacity === '1')
  })
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
  // What an installer shows of the app; the manifest says how large they are.
  await copyFile(`${FOLDER}/${name}.png`, `public/screenshots/${options?.isMobile === true ? 'phone' : 'desktop'}.png`)
  await page.close()
}

const vault = await launchVault()
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
})
try {
  await mkdir(FOLDER, { recursive: true })
  await furnish({
    origin: vault.origin,
    setupCode: vault.setupCode(),
    admin: ADMIN,
    others: [
      { ...EDITOR, role: 'editor' },
      { ...VIEWER, role: 'viewer' },
    ],
    roomPassword: 'plum cake and tea',
  })
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true }
  await take(vault, browser, 'room-phone-light', { ...phone, colorScheme: 'light' })
  await take(vault, browser, 'room-desktop-dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' })
} finally {
  await browser.close()
  await vault.dispose()
}
