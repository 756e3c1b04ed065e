import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { ensureChromium } from '../../scripts/find-chromium.mjs'
import { BENCH_ADMIN } from './bench-admin.ts'

const FLAGS = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking']

/** Chromium with a profile of its own, for what a browser keeps. @param work a folder of this run */
export async function openBenchBrowser(work: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(work, 'profile'), {
    executablePath: await ensureChromium(),
    args: FLAGS,
  })
}

export async function signInByPage(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Name').fill(BENCH_ADMIN.name)
  await page.getByLabel('Password', { exact: true }).fill(BENCH_ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}
