import { defineConfig } from '@playwright/test'
import { findChromium, findHeadlessShell } from '../scripts/find-chromium.mjs'

const root = process.getuid?.() === 0
const chromium = findChromium()
if (chromium === null) throw new Error('There is no Chromium: node scripts/find-chromium.mjs says how to get one.')
const shell = findHeadlessShell() ?? chromium

/**
 * What is about the app's worker, or goes on beside it: in the whole browser, a new profile for each test. To the others
 * the worker would only be in the way: it keeps the whole build first, and Playwright sees no request that it answers.
 */
const WITH_WORKER = [
  ...[
    'browser-kills',
    'clocks',
    'https',
    'install',
    'offline',
    'pins',
    'saving',
    'self-test',
    'share',
    'trust',
    'uploads',
  ].map((name) => `pages/${name}.spec.ts`),
  // They try to register workers of their own: without any, every attempt would count as one that succeeded.
  ...['content-origin', 'page-policy'].map((name) => `security/${name}.spec.ts`),
]

function inBrowser(executablePath: string) {
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  if (root) args.push('--no-sandbox')
  return { launchOptions: { executablePath, args: [...args, '--disable-component-update', '--disable-sync'] } }
}

/** Every spec starts its own vault from `dist/`; three at a time on two cores: a third of the time they wait. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // Long for a busy machine; only what fails waits for its end.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 3,
  // What passes only the second time is named in the summary, and more than four of them fail the run (decision 160).
  retries: 1,
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    {
      name: 'whole',
      testMatch: WITH_WORKER,
      use: { ...inBrowser(chromium), serviceWorkers: 'allow' as const },
    },
    {
      name: 'lean',
      testMatch: '**/*.spec.ts',
      testIgnore: WITH_WORKER,
      // Emptied between two tests, not made anew: a new one loads and compiles every script again.
      use: { ...inBrowser(shell), reuseContext: true },
    },
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    // A trace costs a third of the time: `--trace retain-on-failure` when one is wanted.
    screenshot: 'only-on-failure',
    serviceWorkers: 'block',
  },
})
