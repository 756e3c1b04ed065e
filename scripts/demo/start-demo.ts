import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vaultCommand } from '../lib/vault-command.mjs'
import { furnish, type Household } from './furnish.ts'

const WORDS =
  'amber birch cedar clover ember fennel harbor juniper kettle linden maple meadow quince saffron tansy willow'

/** The vault's own output goes on below it; the people and their passwords are told once everything is there. */
const folder = mkdtempSync(join(tmpdir(), 'hearth-demo-'))
const { command, args, env } = vaultCommand(['--data', join(folder, 'data'), ...process.argv.slice(2)])
const child = spawn(command, args, {
  stdio: ['inherit', 'pipe', 'inherit'],
  env: { HEARTH_START_FOLDER: process.env.INIT_CWD ?? process.cwd(), ...process.env, ...env, NODE_ENV: 'production' },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
  })
}
child.once('exit', (code) => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exitCode = code ?? 1
})

try {
  const household = { ...(await readBanner(child)), ...inventPeople() }
  await furnish(household)
  console.log(describe(household))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  child.kill('SIGTERM')
}

/** Passes the output on and takes address and code from it. */
function readBanner(vault: ChildProcess): Promise<Pick<Household, 'origin' | 'setupCode'>> {
  return new Promise((resolve, reject) => {
    let output = ''
    vault.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk)
      output += chunk.toString()
      const origin = /http:\/\/localhost(?::\d+)?/.exec(output)?.[0]
      const setupCode = /type this code:\s+([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)/.exec(output)?.[1]
      if (origin !== undefined && setupCode !== undefined) resolve({ origin, setupCode })
    })
    vault.once('exit', () => reject(new Error('The vault ended before it was furnished.')))
  })
}

/** Other passwords each time: a demo may be open to the whole network too. */
function inventPeople(): Pick<Household, 'admin' | 'others' | 'roomPassword'> {
  return {
    admin: { name: 'Rowan', password: newPassword() },
    others: [
      { name: 'Mila', password: newPassword(), role: 'editor' },
      { name: 'Theo', password: newPassword(), role: 'viewer' },
    ],
    roomPassword: newPassword(),
  }
}

function newPassword(): string {
  const words = WORDS.split(' ')
  return Array.from({ length: 4 }, () => words[randomInt(words.length)]).join(' ')
}

function describe({ admin, others, roomPassword, origin }: Household): string {
  const people = [{ ...admin, role: 'admin' }, ...others]
  return [
    `\n  A sample household lives at ${origin}/ until this is stopped:\n`,
    ...people.map(({ name, role, password }) => `  ${name.padEnd(6)} ${role.padEnd(7)} ${password}`),
    `  Room Grandparents      ${roomPassword}\n`,
  ].join('\n')
}
