import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { moveIn } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'

/**
 * `npm run slow:big-share [-- --mib 1024]`: what a share of that size costs in memory while the worker takes it. Needs a
 * build. Fails above the bar, or when what was kept has another size.
 */
const { values } = parseArgs({ options: { mib: { type: 'string', default: '1024' } } })
const sizeBytes = Number(values.mib) * 1024 * 1024
const BAR_MB = 400

interface Peak {
  type: string
  residentMb: number
}

/** Every process below these, themselves included. */
async function listBelow(roots: ReadonlySet<number>): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name of a program may hold blanks and brackets: what counts comes after the last one.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (stat !== '') parents.set(Number(name), parent)
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (roots.has(pid) || isBelow(parents.get(pid)))
  return [...parents.keys()].filter(isBelow)
}

async function findBrowser(profile: string): Promise<Set<number>> {
  const pids = new Set<number>()
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    if (command.includes(profile)) pids.add(Number(name))
  }
  return pids
}

async function sample(roots: ReadonlySet<number>, peaks: Map<number, Peak>): Promise<void> {
  for (const pid of await listBelow(roots)) {
    const [status, command] = await Promise.all(
      ['status', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    )
    const residentMb = Number(/VmRSS:\s+(\d+)/.exec(status ?? '')?.[1] ?? 0) / 1000
    const type = /--type=([\w-]+)/.exec(command ?? '')?.[1] ?? 'browser'
    const before = peaks.get(pid)?.residentMb ?? 0
    if (residentMb > before) peaks.set(pid, { type, residentMb })
  }
}

const folder = await mkdtemp(join(tmpdir(), 'hearth-big-share-'))
const profile = join(folder, 'profile')
const film = join(folder, 'film.mp4')
const file = await open(film, 'w')
await file.truncate(sizeBytes)
await file.close()
const vault = await launchVault()
await moveIn(vault)
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const context = await chromium.launchPersistentContext(profile, {
  executablePath: findChromium() ?? '',
  args: [...root, '--disable-gpu', '--disable-background-networking'],
})
try {
  const page = await context.newPage()
  await page.goto(`${vault.origin}/`)
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    while (active?.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 50))
    const form = document.createElement('form')
    Object.assign(form, { method: 'POST', action: '/share', enctype: 'multipart/form-data', id: 'shared' })
    form.append(Object.assign(document.createElement('input'), { type: 'file', name: 'files' }))
    document.body.append(form)
  })
  await page.locator('#shared input').setInputFiles(film)
  const roots = await findBrowser(profile)
  const peaks = new Map<number, Peak>()
  await sample(roots, peaks)
  const largest = (type: string) =>
    Math.round(Math.max(0, ...[...peaks.values()].filter((peak) => peak.type === type).map((peak) => peak.residentMb)))
  const before = { renderer: largest('renderer'), browser: largest('browser') }
  const startedAt = performance.now()
  let isOver = false
  const sampling = (async () => {
    while (!isOver) await sample(roots, peaks)
  })()
  await page.evaluate(() => void setTimeout(() => document.querySelector<HTMLFormElement>('#shared')?.submit(), 0))
  await page.waitForURL(/\/share\?/, { timeout: 600_000, waitUntil: 'commit' })
  const seconds = (performance.now() - startedAt) / 1000
  isOver = true
  await sampling
  const keptBytes = await page.evaluate(async () => {
    const inbox = await (await navigator.storage.getDirectory()).getDirectoryHandle('inbox')
    let bytes = 0
    for await (const share of inbox.values()) {
      for await (const item of (share as FileSystemDirectoryHandle).values()) {
        bytes += (await (item as FileSystemFileHandle).getFile()).size
      }
    }
    return bytes
  })
  const peak = { renderer: largest('renderer'), browser: largest('browser') }
  const figures = {
    mib: sizeBytes / 1024 / 1024,
    seconds,
    mibPerSecond: sizeBytes / 1024 / 1024 / seconds,
    before,
    peak,
  }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
  if (keptBytes !== sizeBytes || peak.renderer >= BAR_MB) process.exitCode = 1
} finally {
  await context.close()
  await vault.dispose()
  await rm(folder, { recursive: true, force: true })
}
