/**
 * Takes the README's pictures from the running product: `npx tsx scripts/take-pictures.ts` after a build.
 * The scenes in the photographs are drawn here.
 */
import { mkdir } from 'node:fs/promises'
import { type Browser, chromium } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, moveIn, tokenOf } from '../e2e/support/people.ts'
import { launchVault, type VaultProcess } from '../e2e/support/vault-process.ts'
import { findChromium } from './find-chromium.mjs'

const FOLDER = 'docs/pictures'
const SCENES = [
  ['Low tide.png', '#9fd0ea', '#f3dfae', '#2f7f93'],
  ['Last evening.png', '#5a2d63', '#f2a65a', '#2b1b3d'],
  ['On the cliffs.png', '#f6d7b0', '#c98b74', '#7c5563'],
  ['First night.png', '#0e1f3a', '#27436b', '#0a1526'],
  ['Harbour at noon.png', '#a9dbe6', '#e8c07d', '#a8503a'],
  ['Garden.png', '#cfe8c5', '#7fae6a', '#3f6b3a'],
] as const

async function drawScene(browser: Browser, [, sky, ground, hill]: (typeof SCENES)[number]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
  await page.setContent(`<body style="margin:0"><svg width="800" height="600" viewBox="0 0 800 600">
    <rect width="800" height="600" fill="${sky}"/><circle cx="580" cy="190" r="64" fill="#fff3cf"/>
    <path d="M0 380 Q200 260 420 360 T800 320 V600 H0z" fill="${hill}"/>
    <path d="M0 470 Q260 400 520 470 T800 440 V600 H0z" fill="${ground}"/></svg></body>`)
  const picture = await page.screenshot()
  await page.close()
  return picture
}

async function furnish(vault: VaultProcess, browser: Browser): Promise<void> {
  const admin = await moveIn(vault)
  await admin.call(ROUTES.places.createRoom, {
    body: { name: 'Family', access: 'accounts', glaze: 'clay', icon: 'home' },
  })
  await admin.call(ROUTES.places.createRoom, {
    body: { name: 'Grandparents', access: 'password', password: 'plum cake', glaze: 'rose', icon: 'flower' },
  })
  await admin.call(ROUTES.places.createRoom, {
    body: { name: 'Films', access: 'lan', glaze: 'plum', icon: 'clapperboard' },
  })
  const authorization = `Bearer ${await tokenOf(vault, ADMIN)}`
  const put = (path: string, body: BodyInit) =>
    fetch(`${vault.origin}/api/places/family/content?path=${encodeURIComponent(path)}`, {
      method: 'PUT',
      headers: { authorization },
      body,
    })
  for (const scene of SCENES) await put(scene[0], new Uint8Array(await drawScene(browser, scene)))
  for (const path of ['Brittany/Day 1.txt', 'Birthdays/List.txt', 'Recipes/Galettes.txt']) await put(path, 'words')
  await put('Packing list.xlsx', 'x'.repeat(18_000))
  await put('Sea at night.m4a', 'x'.repeat(2_200_000))
}

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
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
  await page.close()
}

const vault = await launchVault()
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
})
try {
  await mkdir(FOLDER, { recursive: true })
  await furnish(vault, browser)
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true }
  await take(vault, browser, 'room-phone-light', { ...phone, colorScheme: 'light' })
  await take(vault, browser, 'room-desktop-dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' })
} finally {
  await browser.close()
  await vault.dispose()
}
