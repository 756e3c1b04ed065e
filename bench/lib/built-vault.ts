import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BENCH_ADMIN } from './bench-admin.ts'
import { freePort, usageOf } from './contender.ts'

const READY_MS = 120_000

/** The vault as a household runs it: `dist/main.js` with its pages, in a process of its own. */
export interface BuiltVault {
  readonly http: number
  /** From the start of the process to the first 200 of each path, in milliseconds. */
  readonly firstAnswers: ReadonlyMap<string, number>
  /** What the process took until then: steadier than time on a machine that has other work. */
  readonly startCpuSeconds: number
  /** Of the whole process, now. */
  rssMiB(): number
  close(): Promise<void>
}

/** @param paths asked until each was answered once with 200 */
export async function startBuiltVault(dataPath: string, paths: readonly string[]): Promise<BuiltVault> {
  const [http, https] = [await freePort(), await freePort()]
  const args = ['dist/main.js', '--data', dataPath, '--port', String(https), '--http-port', String(http)]
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...args, '--rate-token', 'none'], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HEARTH_LOCAL_NAME: 'off',
      HEARTH_ADMIN_USER: BENCH_ADMIN.name,
      HEARTH_ADMIN_PASSWORD: BENCH_ADMIN.password,
    },
  })
  try {
    const times = await Promise.all(
      paths.map((path) => firstAnswer(child, `http://localhost:${http}${path}`, startedAt)),
    )
    return {
      http,
      firstAnswers: new Map(paths.map((path, index) => [path, times[index] ?? Number.NaN])),
      startCpuSeconds: usageOf(child.pid).cpuSeconds,
      rssMiB: () => rssMiBOf(child),
      close: () => end(child),
    }
  } catch (error) {
    await end(child)
    throw error
  }
}

async function firstAnswer(child: ChildProcess, address: string, startedAt: number): Promise<number> {
  while (performance.now() - startedAt < READY_MS) {
    if (child.exitCode !== null) throw new Error(`the vault ended with ${child.exitCode}`)
    const answer = await fetch(address).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return performance.now() - startedAt
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`${address} was never answered`)
}

/** As the kernel counts it; only Linux tells it without another program. */
function rssMiBOf(child: ChildProcess): number {
  if (process.platform !== 'linux') return Number.NaN
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
