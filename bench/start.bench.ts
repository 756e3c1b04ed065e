import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { atMost, median, tellResults } from './lib/bars.ts'
import { startBuiltVault } from './lib/built-vault.ts'
import { describeMachine } from './lib/report.ts'

/**
 * How long the built vault takes from the start of its process to its first answers, and what it holds when nobody asks
 * for anything: `npm run bench -- start`. The first start also makes the data folder, its keys and certificates.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const IDLE_MS = Number(process.env.BENCH_IDLE_MS ?? 10_000)
const HEALTH = '/api/health'
const PAGE = '/sign-in'

const machine = describeMachine()
const work = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), 'hearth-bench-'))
try {
  const first = await startOnce(false)
  const later: Awaited<ReturnType<typeof startOnce>>[] = []
  for (let round = 0; round < ROUNDS; round++) later.push(await startOnce(round === ROUNDS - 1))
  const of = (what: 'health' | 'page' | 'cpuSeconds') => median(later.map((start) => start[what]))
  const idleMiB = later.at(-1)?.idleMiB ?? Number.NaN
  const seconds = (ms: number) => (ms / 1000).toFixed(2)
  await tellResults(
    'start',
    [
      {
        title: `From the start of the process to the first 200 (later starts: median of ${ROUNDS})`,
        headings: ['', 'health, s', 'a page, s', 'CPU-s'],
        rows: [
          ['first start on an empty folder', seconds(first.health), seconds(first.page), first.cpuSeconds.toFixed(2)],
          ['later starts', seconds(of('health')), seconds(of('page')), of('cpuSeconds').toFixed(2)],
        ],
      },
      {
        title: `Memory ${IDLE_MS / 1000} s after one page was sent`,
        headings: ['', 'RSS MiB'],
        rows: [['idle', idleMiB.toFixed(0)]],
      },
    ],
    [
      atMost('start to the first 200 of a page <= 2 s', of('page') / 1000, 2, 's'),
      atMost('idle memory <= 200 MiB', idleMiB, 200, 'MiB'),
    ],
    machine,
  )
} finally {
  rmSync(work, { recursive: true, force: true })
}

async function startOnce(
  untilIdle: boolean,
): Promise<{ health: number; page: number; cpuSeconds: number; idleMiB: number }> {
  const vault = await startBuiltVault(join(work, 'data'), [HEALTH, PAGE])
  try {
    if (untilIdle) await sleep(IDLE_MS)
    const { firstAnswers, startCpuSeconds } = vault
    return {
      health: firstAnswers.get(HEALTH) ?? Number.NaN,
      page: firstAnswers.get(PAGE) ?? Number.NaN,
      cpuSeconds: startCpuSeconds,
      idleMiB: vault.rssMiB(),
    }
  } finally {
    await vault.close()
  }
}
