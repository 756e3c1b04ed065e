import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import type { Readable } from 'node:stream'
import { memoryOf } from './memory-of.ts'

export interface ProgramLimits {
  /** Ended when it holds more. */
  memoryBytes: number
  /** Ended when it takes longer; null: as long as somebody reads. */
  timeMs: number | null
  signal: AbortSignal
}

/** A program that runs; what it writes is read from `output`. */
export interface OpenProgram {
  readonly output: Readable
  /** Whether it came to its end by itself and said that all was well. */
  readonly ended: Promise<boolean>
  end(): void
}

const LOOK_EVERY_MS = 500
/** Nothing of the vault's environment is any business of a decoder. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', NODE_ENV: 'production' as const }

/**
 * Starts a program below the vault's priority. Only flags of ours and the path of an open file are handed to it, never a
 * name. What must hold: it never outlives the signal, nor its limits.
 */
export function openProgram(program: string, args: readonly string[], limits: ProgramLimits): OpenProgram {
  const child: ChildProcessByStdio<null, Readable, null> = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: ENVIRONMENT,
    cwd: '/',
  })
  const end = () => void child.kill('SIGKILL')
  const { pid } = child
  if (pid !== undefined) yieldToOthers(pid)
  const watch = setInterval(() => {
    if (pid !== undefined && memoryOf(pid) > limits.memoryBytes) end()
  }, LOOK_EVERY_MS)
  const limit = limits.timeMs === null ? null : setTimeout(end, limits.timeMs)
  limits.signal.addEventListener('abort', end, { once: true })
  if (limits.signal.aborted) end()
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  }).finally(() => {
    clearInterval(watch)
    if (limit) clearTimeout(limit)
    limits.signal.removeEventListener('abort', end)
  })
  return { output: child.stdout, ended, end }
}

function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // not every system lets us
  }
}

/** All that a program wrote; null when it failed, or wrote more than `mostBytes`. */
export async function outputOf({ output, ended, end }: OpenProgram, mostBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  output.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= mostBytes) chunks.push(chunk)
    else end()
  })
  return (await ended) && length <= mostBytes ? Buffer.concat(chunks) : null
}
