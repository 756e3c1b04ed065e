import { randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { median, tellResults } from './lib/bars.ts'
import { openBenchBrowser, signInByPage } from './lib/bench-page.ts'
import { startBuiltVault } from './lib/built-vault.ts'
import { describeMachine } from './lib/report.ts'
import { signIn } from './lib/vault-client.ts'

/**
 * A file onto the device in Chromium: kept offline and verified, and downloaded and verified, beside the browser's own
 * download of it. `npm run bench -- pins`; HEARTH_CHROMIUM names another browser.
 */
const MIB = Number(process.env.BENCH_MIB ?? 256)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const NAME = 'bench.bin'

const machine = describeMachine()
const work = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), 'hearth-bench-'))
try {
  await main()
} finally {
  rmSync(work, { recursive: true, force: true })
}

async function main(): Promise<void> {
  const vault = await startBuiltVault(join(work, 'data'), ['/sign-in'])
  const context = await openBenchBrowser(work)
  try {
    const origin = `http://localhost:${vault.http}`
    await putFile(origin, await signIn(vault.http))
    const page = context.pages()[0] ?? (await context.newPage())
    await signInByPage(page, origin)
    await page.goto(`${origin}/place?id=main&view=list`)
    // Without the picker, which no program can answer: through the room of the browser, as on phones.
    await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
    const plain: number[] = []
    const pins: number[] = []
    const verified: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      plain.push(await timed(() => download(page, 'Download')))
      pins.push(await timed(() => pin(page)))
      await choose(page, 'Remove from this device')
      await page.getByRole('img', { name: /this device/ }).waitFor({ state: 'detached' })
      verified.push(await timed(() => download(page, 'Download and verify')))
      await page.reload()
      await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
    }
    await tell({ plain, pins, verified })
  } finally {
    await context.close()
    await vault.close()
  }
}

async function putFile(origin: string, token: string): Promise<void> {
  const answer = await fetch(`${origin}/api/places/main/content?path=${NAME}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body: randomFillSync(new Uint8Array(MIB * 1024 * 1024)),
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
}

/** The menu is ready when the pins are, which open once the page is at rest. */
async function choose(page: Page, label: string): Promise<void> {
  const item = page.getByRole('menuitem', { name: label, exact: true })
  for (;;) {
    await page.getByText(NAME, { exact: true }).first().click({ button: 'right' })
    await page.getByRole('menu').waitFor()
    if ((await item.count()) > 0 && (await item.isEnabled())) return item.click()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
  }
}

async function pin(page: Page): Promise<void> {
  await choose(page, 'Keep offline')
  await page.getByRole('img', { name: 'Kept on this device, verified' }).waitFor({ timeout: 300_000 })
}

async function download(page: Page, label: string): Promise<void> {
  const saved = page.waitForEvent('download', { timeout: 300_000 })
  await choose(page, label)
  await (await saved).path()
}

/** @returns MiB per second */
async function timed(run: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await run()
  return MIB / ((performance.now() - startedAt) / 1000)
}

async function tell(speeds: Record<'plain' | 'pins' | 'verified', number[]>): Promise<void> {
  const plain = median(speeds.plain)
  const row = (name: string, values: number[]) => {
    return [name, median(values).toFixed(0), `${(median(values) / plain).toFixed(2)} x`]
  }
  await tellResults(
    'pins',
    [
      {
        title: `${MIB} MiB onto the device in Chromium over http, from the press of the menu (median of ${ROUNDS})`,
        headings: ['', 'MiB/s', 'beside plain'],
        rows: [
          row('the browser’s own download', speeds.plain),
          row('kept offline: compared, flushed, read back', speeds.pins),
          row('download and verify: the same, then saved', speeds.verified),
        ],
      },
    ],
    [],
    machine,
  )
}
