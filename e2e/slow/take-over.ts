import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { closeLeader } from '../pages/support/leader-closes.ts'
import { signInByForm } from '../support/fixtures.ts'
import { moveIn } from '../support/people.ts'
import { createSamples } from '../support/sample-files.ts'
import { launchVault } from '../support/vault-process.ts'

/**
 * `npm run slow:take-over [-- --rounds 10]`: how long nobody sends when the tab that does is closed in the middle of a
 * file. Needs a build and an idle machine. Fails when one round is above the bar.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } })
const BAR_MS = 2_000

const samples = await createSamples()
const vault = await launchVault()
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
})
try {
  await moveIn(vault)
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  await signInByForm(page, vault)
  // It would be the first in the line.
  await page.goto('about:blank')
  const tookMs: number[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const name = `handed-over-${round}.bin`
    const takeOver = await closeLeader(context, vault, { ...(await samples.write(name, 24_000_000)), name })
    tookMs.push(takeOver.tookMs)
  }
  tookMs.sort((a, b) => a - b)
  const figures = { rounds: tookMs.length, medianMs: tookMs[tookMs.length >> 1], longestMs: tookMs.at(-1) }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
  if ((tookMs.at(-1) ?? BAR_MS) >= BAR_MS) process.exitCode = 1
} finally {
  await browser.close()
  await vault.dispose()
  await samples.remove()
}
