import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { findChromium, findHeadlessShell } from '../scripts/find-chromium.mjs'

const root = process.getuid?.() === 0
const chromium = findChromium()
if (chromium === null) throw new Error('There is no Chromium: node scripts/find-chromium.mjs says how to get one.')
const shell = findHeadlessShell() ?? chromium

/**
 * A project for each spec: a worker, and with it the vault of its fixture, serves one project only. So no spec meets
 * what another left behind.
 */
const specs = readdirSync(dirname(fileURLToPath(import.meta.url)), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.spec.ts'))
  .sort()

/**
 * What is about the app's worker, or goes on beside it: in the whole browser, a new profile for each test. To the others
 * the worker would only be in the way: it keeps the whole build first, and Playwright sees no request that it answers.
 */
const WITH_WORKER = new Set([
  ...['browser-kills', 'clocks', 'https', 'install', 'offline', 'pins', 'self-test', 'share', 'trust', 'uploads'].map(
    (name) => `pages/${name}`,
  ),
  // They try to register workers of their own: without any, every attempt would count as one that succeeded.
  ...['content-origin', 'page-policy'].map((name) => `security/${name}`),
])

function inBrowser(executablePath: string) {
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  if (root) args.push('--no-sandbox')
  return { launchOptions: { executablePath, args: [...args, '--disable-component-update', '--disable-sync'] } }
}

/** Every spec starts its own vault from `dist/`; two at a time: half of the time they wait. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // Long for a busy machine; only what fails waits for its end.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 2,
  // What passes only the second time is named in the summary, and more than four of them fail the run (decision 160).
  retries: 1,
  forbidOnly: true,
  reporter: [['list']],
  projects: specs.map((path) => {
    const name = path.replace(/\.spec\.ts$/, '')
    // Emptied between two tests of a spec, not made anew: a new one loads and compiles every script again.
    if (!WITH_WORKER.has(name)) return { name, testMatch: path, use: { ...inBrowser(shell), reuseContext: true } }
    return { name, testMatch: path, use: { ...inBrowser(chromium), serviceWorkers: 'allow' as const } }
  }),
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    // A trace costs a third of the time: `--trace retain-on-failure` when one is wanted.
    screenshot: 'only-on-failure',
    serviceWorkers: 'block',
  },
})
