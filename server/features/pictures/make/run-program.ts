import { spawn } from 'node:child_process'
import type { MakerMessage } from './messages.ts'

const MOST_OUTPUT_BYTES = 64 << 20

/** Nothing of the vault's environment is any business of a decoder. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', NODE_ENV: 'production' as const }

/**
 * Runs a program to its end. Only flags of ours and the path of an open file are handed to it, never a name.
 * @param tell so that the vault counts its memory, and ends it with the maker
 * @returns what it wrote; null when it failed
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  tell: (message: MakerMessage) => void,
): Promise<Buffer | null> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], env: ENVIRONMENT, cwd: '/' })
  tell({ kind: 'program', pid: child.pid ?? null })
  const chunks: Buffer[] = []
  let length = 0
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= MOST_OUTPUT_BYTES) chunks.push(chunk)
    else child.kill('SIGKILL')
  })
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  tell({ kind: 'program', pid: null })
  return code === 0 && length > 0 ? Buffer.concat(chunks) : null
}
