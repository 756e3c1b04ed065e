import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atMost, percentile, tellResults } from './lib/bars.ts'
import { type Bundled, bundle } from './lib/bundle.ts'
import { forkContender, makeCertificate } from './lib/contender.ts'
import { makeFiles, waitUntilListed } from './lib/large-folder.ts'
import { describeMachine } from './lib/report.ts'
import { askMain, type FolderPage, signIn } from './lib/vault-client.ts'

/**
 * Lists a folder of 100,000 files that were put there by hand: `npx tsx bench/list.bench.ts`. Also told: how long it
 * takes until such a folder is listed at all.
 */
const FILES = Number(process.env.BENCH_FILES ?? 100_000)
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 300)
const SERVER = 'bench/download-server.ts'

const work = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), 'hearth-bench-'))
const bundled = await bundle([SERVER])
try {
  await main(bundled)
} finally {
  await bundled.remove()
  rmSync(work, { recursive: true, force: true })
}

async function main({ file }: Bundled): Promise<void> {
  const machine = describeMachine()
  const [certificates, data] = [join(work, 'tls'), join(work, 'data')]
  makeCertificate(certificates)
  const first = await forkContender('vault', file(SERVER), ['vault', data, certificates])
  await first.close()
  const room = readdirSync(join(data, 'rooms')).find((name) => name.toLowerCase() === 'main') ?? ''
  makeFiles(join(data, 'rooms', room), FILES)

  const vault = await forkContender('vault', file(SERVER), ['vault', data, certificates])
  try {
    const token = await signIn(vault.http)
    const listedAfter = await waitUntilListed(vault.http, token, FILES)
    const ask = (query: string) => askMain(vault.http, token, query)
    const middle = await cursorInTheMiddle(ask)
    const cases: [name: string, query: () => string][] = [
      ['first page, by name', () => '?limit=200'],
      ['first page, by size, falling', () => '?limit=200&sort=size&order=desc'],
      ['first page, by time', () => '?limit=200&sort=changed'],
      ['a page in the middle', () => `?limit=200&cursor=${middle}`],
      ['one kind only', () => '?limit=200&type=photo'],
      ['part of a name, which must be looked for', () => `?limit=200&q=${Math.floor(Math.random() * 90_000) + 10_000}`],
    ]
    const rows = []
    for (const [name, query] of cases) {
      const times = await timesOf(() => ask(query()))
      rows.push({ name, p50: percentile(times, 0.5), p95: percentile(times, 0.95) })
    }
    const p95 = rows[0]?.p95 ?? Number.NaN
    await tellResults(
      'list',
      [
        {
          title: `A folder of ${FILES} files, 200 rows a page, from the API`,
          headings: ['request', 'p50 ms', 'p95 ms'],
          rows: rows.map((row) => [row.name, row.p50.toFixed(1), row.p95.toFixed(1)]),
        },
        {
          title: 'Files put there by hand',
          headings: ['', 'seconds'],
          rows: [[`until ${FILES} are listed after a start`, listedAfter.toFixed(1)]],
        },
      ],
      [atMost('first page p95 <= 50 ms', p95, 50, 'ms')],
      machine,
    )
  } finally {
    await vault.close()
  }
}

async function cursorInTheMiddle(ask: (query: string) => Promise<FolderPage>): Promise<string> {
  let cursor = ''
  for (let read = 0; read < FILES / 2; read += 1000) {
    const page = await ask(`?limit=1000${cursor && `&cursor=${cursor}`}`)
    cursor = page.nextCursor ?? cursor
  }
  return cursor
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < REQUESTS + 20; i++) {
    const startedAt = performance.now()
    await work()
    if (i >= 20) times.push(performance.now() - startedAt)
  }
  return times
}
