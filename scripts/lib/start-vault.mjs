import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { build } from '../build.mjs'
import { installIfNeeded } from './install.mjs'
import { inProject } from './project.mjs'
import { isBuilt } from './sources.mjs'
import { vaultCommand } from './vault-command.mjs'

/** @returns the exit code */
export async function startVault(flags) {
  return (await makeReady()) ? runVault(flags) : 1
}

/**
 * Another program of the vault, from `server/commands`. It is built only when it is not there: a build would take the
 * files of a running vault away, and it is that one which the command has to fit.
 * @returns its exit code
 */
export async function runCommand(name, flags) {
  const program = `commands/${name}.js`
  if (!(await makeReady(() => existsSync(inProject('dist', program))))) return 1
  return runVault(flags, vaultCommand(flags, program))
}

/** A vault of a sample household. @returns its exit code */
export async function runDemo(flags) {
  if (!(await makeReady())) return 1
  const args = [inProject('node_modules', 'tsx', 'dist', 'cli.mjs'), inProject('scripts', 'demo', 'start-demo.ts')]
  return runVault(flags, { command: process.execPath, args: [...args, ...flags], env: {} })
}

async function makeReady(isThere = isBuilt) {
  try {
    await installIfNeeded()
    if (!isThere()) await build()
    return true
  } catch (error) {
    console.error(error.message)
    return false
  }
}

/** Runs it as a child, passing signals on. @returns its exit code */
export function runVault(flags, vault = vaultCommand(flags)) {
  const { command, args, env } = vault
  const startFolder = process.env.INIT_CWD ?? process.cwd()
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { HEARTH_START_FOLDER: startFolder, ...process.env, ...env },
    })
    // On Windows the console tells every program in it of Ctrl+C and of closing, and a forwarded signal would kill.
    // At a terminal Ctrl+C reaches the vault by itself as well. Either way this process has to outlive the vault.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        const comesByItself = process.platform === 'win32' || (signal === 'SIGINT' && process.stdin.isTTY)
        if (!comesByItself) child.kill(signal)
      })
    }
    child.once('error', (error) => {
      console.error(`The vault could not be started: ${error.message}`)
      resolve(1)
    })
    child.once('exit', (code, signal) => resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
  })
}
