import { spawn } from 'node:child_process'

/** A start that is expected to end by itself. */
export function attemptStart(flags: readonly string[]): Promise<{ code: number | null; words: string }> {
  const child = spawn(process.execPath, ['dist/main.js', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', HEARTH_LOCAL_NAME: 'off' },
  })
  let words = ''
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, words }))
  })
}
