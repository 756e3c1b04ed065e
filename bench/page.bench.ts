import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { ensureChromium } from '../scripts/find-chromium.mjs'
import { atMost, median, percentile, tellResults } from './lib/bars.ts'
import { signInByPage } from './lib/bench-page.ts'
import { startBuiltVault } from './lib/built-vault.ts'
import { gzippedBytes, scriptsOf, toBuilt } from './lib/first-load.ts'
import { makeFiles, waitUntilListed } from './lib/large-folder.ts'
import { describeMachine } from './lib/report.ts'
import { signIn } from './lib/vault-client.ts'

/**
 * The pages in Chromium: script of the first load, and a folder of 100,000 files from the address to its rows and while
 * it scrolls. `npm run bench -- page`; HEARTH_CHROMIUM names another browser.
 */
const FILES = Number(process.env.BENCH_FILES ?? 100_000)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const WHEELS = 200
const PAGES = ['place', 'index', 'sign-in', 'setup', 'you', 'admin']
const WATCHER = fileURLToPath(new URL('lib/watch-page.js', import.meta.url))
const NO_IDLE = fileURLToPath(new URL('lib/no-idle.js', import.meta.url))
const FOLDER = '/place?id=main&view=list'

interface Opened {
  /** Milliseconds from the navigation. */
  readonly paint: number
  readonly rows: number
  /** Scripts asked for before the first row was there. */
  readonly scripts: readonly string[]
}

const machine = describeMachine()
const work = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), 'hearth-bench-'))
try {
  await main()
} finally {
  rmSync(work, { recursive: true, force: true })
}

async function main(): Promise<void> {
  const data = join(work, 'data')
  await (await startBuiltVault(data, ['/api/health'])).close()
  const room = readdirSync(join(data, 'rooms')).find((name) => name.toLowerCase() === 'main') ?? ''
  makeFiles(join(data, 'rooms', room), FILES)
  const vault = await startBuiltVault(data, ['/sign-in'])
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'],
  })
  try {
    await waitUntilListed(vault.http, await signIn(vault.http), FILES)
    const origin = `http://localhost:${vault.http}`
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await signInByPage(page, origin)
    await page.close()
    const first = await openFolder(context, origin, NO_IDLE)
    const again = []
    for (let round = 0; round < ROUNDS; round++) again.push(await openFolder(context, origin))
    await tell(first, again, await scrollThrough(context, origin))
  } finally {
    await browser.close()
    await vault.close()
  }
}

/** Shows the folder in a new tab. */
async function openRows(context: BrowserContext, origin: string, script = WATCHER): Promise<Page> {
  const page = await context.newPage()
  if (script !== WATCHER) await page.addInitScript({ path: script })
  await page.addInitScript({ path: WATCHER })
  await page.goto(`${origin}${FOLDER}`, { waitUntil: 'commit' })
  await page.waitForFunction(() => 'rowsAt' in window, null, { timeout: 120_000 })
  return page
}

async function openFolder(context: BrowserContext, origin: string, script?: string): Promise<Opened> {
  const page = await openRows(context, origin, script)
  const seen = await page.evaluate(() => {
    const rows = Reflect.get(window, 'rowsAt')
    const scripts = performance
      .getEntriesByType('resource')
      .filter((entry) => entry.startTime < rows && new URL(entry.name).pathname.endsWith('.js'))
      .map((entry) => new URL(entry.name).pathname)
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN
    return { paint, rows, scripts: [...new Set(scripts)] }
  })
  await page.close()
  return { ...seen, scripts: seen.scripts.filter((path) => path.startsWith('/_next/')).map(toBuilt) }
}

/** The wheel over the list, as fast as a hand turns it. @returns the long tasks, in milliseconds */
async function scrollThrough(context: BrowserContext, origin: string): Promise<number[]> {
  const page = await openRows(context, origin)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => Reflect.get(window, 'longTasks').splice(0))
  await page.getByRole('grid').hover()
  for (let turn = 0; turn < WHEELS; turn++) {
    // Every tenth turn is a leap, as with the scrollbar, into rows that nobody has asked for yet.
    await page.mouse.wheel(0, turn % 10 === 9 ? 100_000 : 1200)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
  const tasks: number[] = await page.evaluate(() => Reflect.get(window, 'longTasks'))
  await page.close()
  return tasks
}

async function tell(first: Opened, again: readonly Opened[], tasks: readonly number[]): Promise<void> {
  const kilobytes = (paths: readonly string[]) => paths.reduce((sum, path) => sum + gzippedBytes(path), 0) / 1000
  const files = kilobytes([...new Set([...scriptsOf('place'), ...first.scripts])])
  const paint = median(again.map((one) => one.paint))
  const longest = Math.max(0, ...tasks)
  await tellResults(
    'page',
    [
      {
        title: 'Script of the first load, gzipped',
        headings: ['page', 'kB'],
        rows: [
          ...PAGES.map((page) => [`${page}: named in the HTML`, kilobytes(scriptsOf(page)).toFixed(1)]),
          ['place: all that its first row needs', files.toFixed(1)],
        ],
      },
      {
        title: `A folder of ${FILES} files in Chromium (again: median of ${ROUNDS})`,
        headings: ['from the address', 'first paint ms', 'first rows ms'],
        rows: [
          ['first time', first.paint.toFixed(0), first.rows.toFixed(0)],
          ['again', paint.toFixed(0), median(again.map((one) => one.rows)).toFixed(0)],
        ],
      },
      {
        title: `Tasks of more than 50 ms in ${WHEELS} turns of the wheel`,
        headings: ['', 'tasks', 'above 100 ms', 'median ms', 'longest ms'],
        rows: [
          [
            'scrolling',
            tasks.length,
            tasks.filter((ms) => ms > 100).length,
            tasks.length === 0 ? '-' : percentile(tasks, 0.5).toFixed(0),
            longest.toFixed(0),
          ],
        ],
      },
    ],
    [
      atMost('script of the files page, gzipped, until its rows are there <= 200 kB', files, 200, 'kB'),
      atMost('first paint <= 300 ms', paint, 300, 'ms'),
      atMost('no task above 100 ms while scrolling', longest, 100, 'ms'),
    ],
    machine,
  )
}
