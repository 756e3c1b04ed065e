import { execFile } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { atLeast, atMost, median, tellResults } from './lib/bars.ts'
import { type Bundled, bundle } from './lib/bundle.ts'
import { type Contender, forkContender, makeCertificate, startNginx } from './lib/contender.ts'
import { runRanges } from './lib/range-client.ts'
import { describeMachine } from './lib/report.ts'
import { signIn, waitForFile } from './lib/vault-client.ts'

/**
 * Downloads of one large file over http and https, and 64 KiB ranges over 16 connections, beside nginx and bare Node
 * servers in the same run: `npx tsx bench/download.bench.ts`. Rounds take turns, and their median counts, so that a
 * busy moment of the machine does not fall on one of them alone.
 */
const SIZE_BYTES = Number(process.env.BENCH_MIB ?? 1024) * 2 ** 20
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const RANGE_MS = Number(process.env.BENCH_RANGE_MS ?? 3_000)
const RANGE_BYTES = 65_536
const SERVER = 'bench/download-server.ts'
/** What curl prints of a transfer. */
const FORMAT = '%{size_download} %{time_total}'
const run = promisify(execFile)

interface Competitor {
  server: Contender
  url: string
  header: string
}

interface Download {
  mbps: number
  /** seconds for each GiB */
  cpu: number
}

interface Ranges {
  requestsPerSecond: number
  cpuMicros: number
  p50: number
  p99: number
}

const work = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), 'hearth-bench-'))
const bundled = await bundle([SERVER])
try {
  await main(bundled)
} finally {
  await bundled.remove()
  rmSync(work, { recursive: true, force: true })
}

async function main({ file }: Bundled): Promise<void> {
  const [certificates, data] = [join(work, 'tls'), join(work, 'data')]
  const machine = describeMachine()
  makeCertificate(certificates)
  const vault = await forkContender('vault', file(SERVER), ['vault', data, certificates])
  const token = await signIn(vault.http)
  const room = readdirSync(join(data, 'rooms')).find((name) => name.toLowerCase() === 'main')
  const root = join(data, 'rooms', room ?? '')
  const path = join(root, 'film.bin')
  makeFile(path)
  const bare = (name: string, kind: string) => forkContender(name, file(SERVER), [kind, path, certificates])
  const entry = await waitForFile(vault.http, token, 'film.bin')
  const competitors: Competitor[] = [
    { server: vault, url: `/api/files/${entry}/content`, header: `Authorization: Bearer ${token}` },
    { server: await startNginx(root, work, certificates), url: '/film.bin', header: 'X-Bench: 1' },
    { server: await bare('node stream, 1 MiB reads', 'stream-1m'), url: '/', header: 'X-Bench: 1' },
    { server: await bare('node stream, 64 KiB reads', 'stream'), url: '/', header: 'X-Bench: 1' },
  ]
  try {
    const whole = {
      http: await inTurns(competitors, (one) => download(one, 'http')),
      https: await inTurns(competitors, (one) => download(one, 'https')),
    }
    const ranges = await inTurns(competitors, rangesOf)
    const rss = await eightStreams(competitors)
    await tell(machine, competitors, whole, ranges, rss)
  } finally {
    for (const { server } of competitors) await server.close()
  }
}

function makeFile(path: string): void {
  const piece = randomFillSync(Buffer.alloc(8 << 20))
  const file = openSync(path, 'w')
  for (let written = 0; written < SIZE_BYTES; written += piece.length) writeSync(file, piece)
  closeSync(file)
}

/** One sample of each in every round, the first round not counted. */
async function inTurns<Sample>(
  competitors: readonly Competitor[],
  measure: (competitor: Competitor) => Promise<Sample>,
): Promise<Map<Competitor, Sample[]>> {
  const samples = new Map<Competitor, Sample[]>(competitors.map((one) => [one, []]))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const one of competitors) {
      const sample = await measure(one)
      if (round > 0) samples.get(one)?.push(sample)
    }
  }
  return samples
}

async function download({ server, url, header }: Competitor, scheme: 'http' | 'https'): Promise<Download> {
  const before = await server.usage()
  const address = `${scheme}://127.0.0.1:${server[scheme]}${url}`
  const { stdout } = await run('curl', ['-sfk', '--http1.1', '-o', '/dev/null', '-H', header, '-w', FORMAT, address])
  const [bytes, seconds] = stdout.split(' ').map(Number)
  if (bytes !== SIZE_BYTES) throw new Error(`${server.name} sent ${bytes} bytes`)
  const after = await server.usage()
  return {
    mbps: bytes / (seconds ?? Number.NaN) / 1e6,
    cpu: ((after.cpuSeconds - before.cpuSeconds) * 2 ** 30) / SIZE_BYTES,
  }
}
async function rangesOf({ server, url, header }: Competitor): Promise<Ranges> {
  const before = await server.usage()
  const sample = await runRanges({
    port: server.http,
    path: url,
    headers: `${header}\r\n`,
    sizeBytes: SIZE_BYTES,
    rangeBytes: RANGE_BYTES,
    connections: 16,
    durationMs: RANGE_MS,
  })
  const { cpuSeconds } = await server.usage()
  return { ...sample, cpuMicros: ((cpuSeconds - before.cpuSeconds) * 1e6) / sample.requests }
}

async function eightStreams(competitors: readonly Competitor[]): Promise<Map<Competitor, number>> {
  const peaks = new Map<Competitor, number>()
  for (const one of competitors) {
    await one.server.usage()
    await Promise.all(Array.from({ length: 8 }, () => download1(one)))
    peaks.set(one, (await one.server.usage()).peakRssBytes / 2 ** 20)
  }
  return peaks
}

async function download1({ server, url, header }: Competitor): Promise<void> {
  await run('curl', ['-sfk', '--http1.1', '-o', '/dev/null', '-H', header, `https://127.0.0.1:${server.https}${url}`])
}

async function tell(
  machine: ReturnType<typeof describeMachine>,
  competitors: readonly Competitor[],
  whole: Record<'http' | 'https', Map<Competitor, Download[]>>,
  ranges: Map<Competitor, Ranges[]>,
  rss: Map<Competitor, number>,
): Promise<void> {
  const of = (one: Competitor, scheme: 'http' | 'https', what: keyof Download) =>
    median((whole[scheme].get(one) ?? []).map((sample) => sample[what]))
  const range = (one: Competitor, what: keyof Ranges) => median((ranges.get(one) ?? []).map((sample) => sample[what]))
  const [vault, nginx, node1m, node] = competitors
  if (!vault || !nginx || !node1m || !node) return
  await tellResults(
    'download',
    [
      {
        title: `${SIZE_BYTES / 2 ** 20} MiB, one stream (median of ${ROUNDS})`,
        headings: ['server', 'http MB/s', 'CPU-s/GiB', 'https MB/s', 'CPU-s/GiB', 'peak RSS MiB, 8 https'],
        rows: competitors.map((one) => [
          one.server.name,
          Math.round(of(one, 'http', 'mbps')),
          of(one, 'http', 'cpu').toFixed(2),
          Math.round(of(one, 'https', 'mbps')),
          of(one, 'https', 'cpu').toFixed(2),
          Math.round(rss.get(one) ?? 0),
        ]),
      },
      {
        title: '64 KiB ranges, 16 connections, http',
        headings: ['server', 'requests/s', 'CPU us', 'p50 ms', 'p99 ms'],
        rows: competitors.map((one) => [
          one.server.name,
          Math.round(range(one, 'requestsPerSecond')),
          Math.round(range(one, 'cpuMicros')),
          range(one, 'p50').toFixed(2),
          range(one, 'p99').toFixed(2),
        ]),
      },
    ],
    [
      atLeast('https >= 1.0 x nginx https', of(vault, 'https', 'mbps'), of(nginx, 'https', 'mbps')),
      atLeast('http >= 1.0 x bare 1 MiB node stream', of(vault, 'http', 'mbps'), of(node1m, 'http', 'mbps')),
      atLeast('64 KiB ranges >= 1.0 x bare node', range(vault, 'requestsPerSecond'), range(node, 'requestsPerSecond')),
      atMost('RSS <= 160 MiB at 8 streams', rss.get(vault) ?? Number.NaN, 160, 'MiB'),
    ],
    machine,
  )
}
