import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atLeast, median, tellResults } from './lib/bars.ts'
import { bundle } from './lib/bundle.ts'
import { type Contender, forkContender } from './lib/contender.ts'
import { runRanges } from './lib/range-client.ts'
import { describeMachine } from './lib/report.ts'

/**
 * 64 KiB ranges over 16 connections with the access log beside the same without it, in turns: `npx tsx
 * bench/access-log.bench.ts`. Every range is another piece of a viewing of one of sixteen people.
 */
const SIZE_BYTES = 64 * 2 ** 20
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const RANGE_MS = Number(process.env.BENCH_RANGE_MS ?? 3_000)
const SERVER = 'bench/access-log-server.ts'

const work = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), 'hearth-bench-'))
const bundled = await bundle([SERVER])
try {
  const machine = describeMachine()
  const path = join(work, 'film.mp4')
  writeFileSync(path, Buffer.alloc(SIZE_BYTES, 7))
  const open = (kind: 'on' | 'off') => forkContender(kind, bundled.file(SERVER), [kind, path, join(work, kind)])
  const servers = [await open('off'), await open('on')]
  const samples = new Map(servers.map((server) => [server.name, { perSecond: [] as number[], cpu: [] as number[] }]))
  for (let round = 0; round <= ROUNDS; round++) {
    // Whoever goes first finds another machine.
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
      const { perSecond, cpuMicros } = await measure(server)
      if (round === 0) continue
      samples.get(server.name)?.perSecond.push(perSecond)
      samples.get(server.name)?.cpu.push(cpuMicros)
    }
  }
  for (const server of servers) await server.close()
  const of = (name: string, what: 'perSecond' | 'cpu') => median(samples.get(name)?.[what] ?? [])
  await tellResults(
    'access-log',
    [
      {
        title: `64 KiB ranges, 16 connections, http (median of ${ROUNDS})`,
        headings: ['access log', 'requests/s', 'CPU us'],
        rows: servers.map(({ name }) => [name, Math.round(of(name, 'perSecond')), Math.round(of(name, 'cpu'))]),
      },
    ],
    [atLeast('ranges with the log >= 0.95 x without', of('on', 'perSecond'), of('off', 'perSecond'), 0.95)],
    machine,
  )
} finally {
  await bundled.remove()
  rmSync(work, { recursive: true, force: true })
}

async function measure(server: Contender): Promise<{ perSecond: number; cpuMicros: number }> {
  const before = await server.usage()
  const sample = await runRanges({
    ...{ port: server.http, path: '/', headers: '', sizeBytes: SIZE_BYTES, rangeBytes: 65_536 },
    ...{ connections: 16, durationMs: RANGE_MS },
  })
  const { cpuSeconds } = await server.usage()
  return {
    perSecond: sample.requestsPerSecond,
    cpuMicros: ((cpuSeconds - before.cpuSeconds) * 1e6) / sample.requests,
  }
}
