import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atLeast, atMost, tellResults } from './lib/bars.ts'
import { type Bundled, bundle } from './lib/bundle.ts'
import { makeCertificate } from './lib/contender.ts'
import { describeMachine } from './lib/report.ts'

/**
 * Uploads: the vault (durable, hashed, listed) beside stock @tus/server and beside a bare coalescing pipe, each in its
 * own process, the sender in another. `tsx bench/upload.bench.ts [--quick]`
 */

const SERVER = 'bench/upload-server.ts'
const CLIENT = 'bench/upload-client.ts'
const quick = process.argv.includes('--quick')
const MiB = 2 ** 20
const largeBytes = Number(process.env.BENCH_MIB ?? (quick ? 128 : 1024)) * MiB
const rounds = Number(process.env.BENCH_ROUNDS ?? (quick ? 1 : 2))

type Kind = 'vault' | 'stock' | 'coalesced'
type Scheme = 'http' | 'https'

interface Case {
  readonly name: string
  readonly kind: Kind
  readonly scheme: Scheme
  readonly how: 'raw' | 'tusjs' | 'small'
  readonly totalBytes: number
  readonly patchBytes: number
  readonly streams: number
}

interface Figures {
  readonly seconds: number
  readonly megabytesPerSecond: number
  readonly filesPerSecond: number | null
  readonly serverCpuSeconds: number
  readonly clientCpuSeconds: number
  readonly peakRssMiB: number
  /** The whole, by the time until the last byte had left: the last answer comes once the file is listed. */
  readonly toListed: number | null
}

const ONE = '1 stream, PATCH of 16 MiB'
const BY_CLIENT = 'tus-js-client'
const EIGHT = '8 streams'
const MANY = '1,000 x 20 KiB, 6 at a time'

const large = (kind: Kind, scheme: Scheme, how: 'raw' | 'tusjs', patchBytes = 16 * MiB): Case => ({
  name: how === 'raw' ? `1 stream, PATCH of ${patchBytes / MiB} MiB` : BY_CLIENT,
  kind,
  scheme,
  how,
  totalBytes: largeBytes,
  patchBytes,
  streams: 1,
})
const eight = (kind: Kind): Case => ({
  ...large(kind, 'https', 'raw', 64 * MiB),
  name: EIGHT,
  totalBytes: largeBytes / 4,
  streams: 8,
})
const small = (kind: Kind, scheme: Scheme): Case => ({
  name: MANY,
  kind,
  scheme,
  how: 'small',
  totalBytes: 20 * 1024,
  patchBytes: 0,
  streams: 6,
})

const CASES: Case[] = [
  ...(['vault', 'stock', 'coalesced'] as const).flatMap((kind) => [
    large(kind, 'https', 'raw'),
    large(kind, 'http', 'raw'),
  ]),
  large('vault', 'https', 'tusjs'),
  large('stock', 'https', 'tusjs'),
  eight('vault'),
  eight('coalesced'),
  small('vault', 'https'),
  small('stock', 'https'),
  small('vault', 'http'),
  small('stock', 'http'),
]

async function ask<T>(child: ChildProcess, question: string): Promise<T> {
  const answer = once(child, 'message')
  child.send(question)
  // upload-server.ts answers each question with one message of this shape.
  return (await answer)[0] as T
}

interface Usage {
  readonly cpu: NodeJS.CpuUsage
  readonly peakRssBytes: number
}

async function measure(built: Bundled, certificates: string, wish: Case): Promise<Figures> {
  const { kind, scheme, how, totalBytes, patchBytes, streams } = wish
  // Disks that sync slowly hold a thread for each sync; the vault's launcher sets the same.
  const env = { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16' }
  const server = fork(built.file(SERVER), [kind, scheme === 'https' ? certificates : '-'], { execArgv: [], env })
  const [started] = await once(server, 'message')
  try {
    const before = await ask<Usage>(server, 'usage')
    const args = [how, started.port, scheme, totalBytes, patchBytes, streams].map(String)
    const client = fork(built.file(CLIENT), args, { execArgv: [] })
    const [sent] = await Promise.race([
      once(client, 'message'),
      once(client, 'exit').then(() => Promise.reject(new Error(`the sender of "${wish.name}" failed`))),
    ])
    const after = await ask<Usage>(server, 'usage')
    const seconds = sent.ms / 1000
    const bytes = how === 'small' ? totalBytes * 1000 : totalBytes * streams
    return {
      seconds,
      megabytesPerSecond: bytes / 1e6 / seconds,
      filesPerSecond: how === 'small' ? 1000 / seconds : null,
      serverCpuSeconds: (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / 1e6,
      clientCpuSeconds: sent.cpuSeconds,
      peakRssMiB: after.peakRssBytes / MiB,
      toListed: how === 'raw' && streams === 1 ? sent.ms / sent.lastByteMs : null,
    }
  } finally {
    server.send('close')
    await once(server, 'exit')
  }
}

const median = (figures: readonly Figures[]): Figures => {
  const sorted = [...figures].sort((a, b) => a.seconds - b.seconds)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  return middle
}

/** What performance.md asks of uploads. */
function barsOf(results: readonly { wish: Case; figures: Figures }[]) {
  const of = (kind: Kind, scheme: Scheme, name: string) =>
    results.find(({ wish }) => wish.kind === kind && wish.scheme === scheme && wish.name === name)?.figures
  const speed = (kind: Kind, scheme: Scheme, name: string) => of(kind, scheme, name)?.megabytesPerSecond ?? Number.NaN
  const files = (kind: Kind, scheme: Scheme) => of(kind, scheme, MANY)?.filesPerSecond ?? Number.NaN
  const peak = of('vault', 'https', EIGHT)?.peakRssMiB ?? Number.NaN
  const toListed = of('vault', 'https', ONE)?.toListed ?? Number.NaN
  return [
    atLeast(
      'tus https, durable and hashed >= 2 x stock',
      speed('vault', 'https', ONE),
      speed('stock', 'https', ONE),
      2,
    ),
    atLeast(
      'tus-js-client https >= 2 x stock',
      speed('vault', 'https', BY_CLIENT),
      speed('stock', 'https', BY_CLIENT),
      2,
    ),
    atLeast('tus https >= 0.6 x coalesced pipe', speed('vault', 'https', ONE), speed('coalesced', 'https', ONE), 0.6),
    atLeast('small files https >= 1.0 x stock', files('vault', 'https'), files('stock', 'https')),
    atLeast('small files http >= 1.0 x stock', files('vault', 'http'), files('stock', 'http')),
    atMost('peak RSS at 8 uploads', peak, 200, 'MiB'),
    atMost('from the first byte until listed <= 1.15 x until the last byte', toListed, 1.15, 'x'),
  ]
}

const machine = describeMachine()
const certificates = await mkdtemp(join(tmpdir(), 'hearth-bench-tls-'))
makeCertificate(certificates)
const built = await bundle([SERVER, CLIENT])
try {
  // Rounds take turns, so that a busy moment of the machine does not fall on one server alone.
  const samples = new Map<Case, Figures[]>(CASES.map((wish) => [wish, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [wish, figures] of samples) figures.push(await measure(built, certificates, wish))
  }
  const results = [...samples].map(([wish, figures]) => ({ wish, figures: median(figures) }))
  const table = {
    title: `Uploads (${quick ? 'quick, ' : ''}median of ${rounds}; CPU-s are the server's)`,
    headings: ['', 'server', 'scheme', 'MB/s', 'files/s', 'CPU-s', 'sender', 'peak MiB', 'to listed'],
    rows: results.map(({ wish, figures }) => [
      wish.name,
      wish.kind,
      wish.scheme,
      figures.megabytesPerSecond.toFixed(0),
      figures.filesPerSecond?.toFixed(0) ?? '-',
      figures.serverCpuSeconds.toFixed(2),
      figures.clientCpuSeconds.toFixed(2),
      figures.peakRssMiB.toFixed(0),
      figures.toListed === null ? '-' : `${figures.toListed.toFixed(2)} x`,
    ]),
  }
  await tellResults(quick ? 'upload-quick' : 'upload', [table], barsOf(results), machine)
} finally {
  await built.remove()
  await rm(certificates, { recursive: true, force: true })
}
