import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { inProject } from './project.mjs'
import { vaultCommand } from './vault-command.mjs'

/** The launcher around a child that runs `script` in the vault's place. */
function launch(script) {
  const vault = { command: process.execPath, args: ['-e', script, 'flag'], env: {} }
  const code = `const { runVault } = await import(${JSON.stringify(pathToFileURL(inProject('scripts/lib/start-vault.mjs')).href)})
    process.exitCode = await runVault([], ${JSON.stringify(vault)})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const says = (text) =>
    new Promise((resolve) => {
      const look = () => output.includes(text) && resolve(output)
      child.stdout.on('data', look)
      look()
    })
  const ended = new Promise((resolve) => child.once('close', resolve))
  return { child, says, ended, output: () => output }
}

describe.skipIf(process.platform === 'win32')('the launcher', () => {
  it('ends with the exit code of the vault', async () => {
    expect(await launch('process.exit(7)').ended).toBe(7)
    expect(await launch('').ended).toBe(0)
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('passes %s on and waits until the vault has drained', async (signal) => {
    const script = `setInterval(() => {}, 1000)
      process.on('${signal}', () => setTimeout(() => { console.log('drained'); process.exit(0) }, 200))
      console.log('up')`
    const { child, says, ended, output } = launch(script)
    await says('up')
    child.kill(signal)
    expect(await ended).toBe(0)
    expect(output()).toContain('drained')
  })

  it('tells that the vault was killed', async () => {
    const { says, ended } = launch("console.log('pid ' + process.pid + ';'); setInterval(() => {}, 1000)")
    process.kill(Number(/pid (\d+);/.exec(await says(';'))[1]), 'SIGKILL')
    expect(await ended).toBe(128 + 9)
  })

  it('tells where the person stood', async () => {
    const { ended, output } = launch('console.log(process.env.HEARTH_START_FOLDER)')
    await ended
    expect(output().trim()).toBe(process.env.INIT_CWD ?? process.cwd())
  })
})

it('starts the vault without telemetry and with threads enough for slow disks', () => {
  const { command, args, env } = vaultCommand(['--port', '1'])
  expect(command).toBe(process.execPath)
  expect(args.slice(-3)).toEqual([inProject('dist', 'main.js'), '--port', '1'])
  expect(env).toMatchObject({ NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' })
  expect(Number(env.UV_THREADPOOL_SIZE)).toBeGreaterThanOrEqual(4)
})
