import { defineConfig } from '@playwright/test'
import { findChromium } from '../scripts/find-chromium.mjs'

const root = process.getuid?.() === 0
const chromium = findChromium()
if (chromium === null) throw new Error('There is no Chromium: node scripts/find-chromium.mjs says how to get one.')

/** Every spec starts its own vault from `dist/`; one at a time: a vault and a browser fill two cores. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  // Long for a busy machine; only what fails waits for its end.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        ...(root ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
