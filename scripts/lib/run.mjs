import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { inProject, QUIET_ENVIRONMENT, ROOT } from './project.mjs'

/**
 * Runs a program in the project's folder with its output shown as it comes.
 * @returns its exit code (128 + signal when a signal ended it)
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...options,
      env: { ...process.env, ...QUIET_ENVIRONMENT, ...options.env },
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
  })
}

/**
 * Runs a program of an installed package by its script, with this very Node: no shell, no npx, no lookup in a registry.
 */
export function runTool(script, args, options = {}) {
  return run(process.execPath, [inProject('node_modules', script), ...args], options)
}

/** Runs npm: the one that started us, else the one beside Node, else the one in the PATH. */
export function runNpm(args, options = {}) {
  const own = process.env.npm_execpath
  const beside = join(process.execPath, '..', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const script = own?.endsWith('.js') && existsSync(own) ? own : existsSync(beside) ? beside : null
  if (script !== null) return run(process.execPath, [script, ...args], options)
  // Only fixed words are ever passed, so the shell that npm.cmd needs on Windows has nothing to misread.
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** Where a program lies in the PATH, or null. */
export function which(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending)
      if (folder !== '' && existsSync(path)) return path
    }
  }
  return null
}
