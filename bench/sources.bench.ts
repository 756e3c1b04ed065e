import { randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { median, tellResults } from './lib/bars.ts'
import { openBenchBrowser, signInByPage } from './lib/bench-page.ts'
import { startBuiltVault } from './lib/built-vault.ts'
import { describeMachine } from './lib/report.ts'

/**
 * An upload in Chromium by where its file lies: in the room of the browser, behind a handle, or chosen without one, so that
 * a copy is kept meanwhile. Beside one PUT of the same bytes by the same page. `npm run bench -- sources`; HEARTH_CHROMIUM
 * names another browser.
 */
const MIB = Number(process.env.BENCH_MIB ?? 256)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)

/** MiB per second until the last byte was taken, and until a person reads that the file is safe. */
interface Speeds {
  sent: number
  safe: number
}

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
    const page = context.pages()[0] ?? (await context.newPage())
    // The compiler of this file names functions by it, also those that run in the page.
    await context.addInitScript('globalThis.__name = (named) => named')
    await signInByPage(page, origin)
    await page.goto(`${origin}/place?id=main&view=list`)
    await giveFiles(page)
    const put: Record<Place, number[]> = { opfs: [], disk: [] }
    const uploads: Record<'opfs' | 'handle' | 'copied', Speeds[]> = { opfs: [], handle: [], copied: [] }
    for (let round = 0; round < ROUNDS; round++) {
      put.opfs.push(await putFrom(page, 'opfs', `put-opfs-${round}.bin`))
      put.disk.push(await putFrom(page, 'disk', `put-disk-${round}.bin`))
      uploads.opfs.push(await uploadFrom(page, 'opfs', true, `opfs-${round}.bin`))
      uploads.handle.push(await uploadFrom(page, 'disk', true, `handle-${round}.bin`))
      uploads.copied.push(await uploadFrom(page, 'disk', false, `copied-${round}.bin`))
    }
    await tell(put, uploads)
  } finally {
    await context.close()
    await vault.close()
  }
}

type Place = 'opfs' | 'disk'

/** The same bytes twice: a file of the disk, as a person chooses it, and one in the room of the browser. */
async function giveFiles(page: Page): Promise<void> {
  const path = join(work, 'source.bin')
  writeFileSync(path, randomFillSync(new Uint8Array(MIB * 1024 * 1024)))
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'bench-source'
    document.body.append(input)
  })
  await page.setInputFiles('#bench-source', path)
  await page.evaluate(async () => {
    const [disk] = (document.querySelector('#bench-source') as HTMLInputElement).files ?? []
    if (!disk) throw new Error('no file was chosen')
    const root = await navigator.storage.getDirectory()
    const handle = await root.getFileHandle('bench-source', { create: true })
    await disk.stream().pipeTo(await handle.createWritable())
    Object.assign(window, { benchFiles: { disk, opfs: await handle.getFile() } })
  })
}

async function putFrom(page: Page, place: Place, name: string): Promise<number> {
  const ms = await page.evaluate(
    async ({ place, name }) => {
      const file: File = Reflect.get(window, 'benchFiles')[place]
      const began = performance.now()
      const answer = await fetch(`/api/places/main/content?path=${name}`, { method: 'PUT', body: file })
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
      return performance.now() - began
    },
    { place, name },
  )
  return MIB / (ms / 1000)
}

/** By the menu of the page, whose picker is answered here: no program can answer the browser's own. */
async function uploadFrom(page: Page, place: Place, hasHandle: boolean, name: string): Promise<Speeds> {
  await page.evaluate(
    ({ place, name, hasHandle }) => {
      const source: File = Reflect.get(window, 'benchFiles')[place]
      const file = new File([source], name, { lastModified: Date.now() })
      const times: Record<string, number> = {}
      const choose = async () => {
        times.began = performance.now()
        const handle = { kind: 'file', name, getFile: async () => file }
        return [handle]
      }
      Object.assign(window, { benchTimes: times, showOpenFilePicker: choose })
      if (!hasHandle) {
        const paste = () => {
          times.began = performance.now()
          const clipboardData = new DataTransfer()
          clipboardData.items.add(file)
          document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
        }
        Object.assign(window, { benchPaste: paste })
      }
      const look = () => {
        const head = document.querySelector('section[aria-label="Transfers"] h2')?.textContent ?? ''
        if (times.began !== undefined && /^Comparing/.test(head)) times.sent ??= performance.now()
        if (times.began !== undefined && /safe$/.test(head)) times.safe ??= performance.now()
      }
      const watcher = new MutationObserver(look)
      watcher.observe(document.body, { childList: true, subtree: true, characterData: true })
    },
    { place, name, hasHandle },
  )
  if (hasHandle) {
    await page.getByRole('button', { name: 'Add', exact: true }).first().click()
    await page.getByRole('menuitem', { name: 'Files', exact: true }).click()
  } else await page.evaluate(() => Reflect.get(window, 'benchPaste')())
  await page.waitForFunction(() => 'safe' in Reflect.get(window, 'benchTimes'), null, { timeout: 600_000 })
  const { began, sent, safe } = await page.evaluate(() => Reflect.get(window, 'benchTimes'))
  await page.getByRole('region', { name: 'Transfers' }).getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('region', { name: 'Transfers' }).waitFor({ state: 'detached' })
  const speed = (at: number) => MIB / ((at - began) / 1000)
  return { sent: speed(sent ?? safe), safe: speed(safe) }
}

async function tell(
  put: Record<Place, number[]>,
  uploads: Record<'opfs' | 'handle' | 'copied', Speeds[]>,
): Promise<void> {
  const peers = { opfs: median(put.opfs), disk: median(put.disk) }
  const row = (name: string, of: Speeds[], peer: number) => {
    const [sent, safe] = [median(of.map((one) => one.sent)), median(of.map((one) => one.safe))]
    return [name, sent.toFixed(0), `${(sent / peer).toFixed(2)} x`, safe.toFixed(0), `${(safe / peer).toFixed(2)} x`]
  }
  const plain = (name: string, speed: number) => [name, speed.toFixed(0), '1', '-', '-']
  await tellResults(
    'sources',
    [
      {
        title: `${MIB} MiB to the vault from Chromium over http, durable and hashed (median of ${ROUNDS})`,
        headings: ['', 'MiB/s sent', 'beside PUT', 'MiB/s safe: compared', 'beside PUT'],
        rows: [
          plain('one PUT from the room of the browser', peers.opfs),
          row('upload from the room of the browser', uploads.opfs, peers.opfs),
          plain('one PUT of a file of the disk', peers.disk),
          row('upload from a handle', uploads.handle, peers.disk),
          row('upload without a handle, copied meanwhile', uploads.copied, peers.disk),
        ],
      },
    ],
    [],
    machine,
  )
}
