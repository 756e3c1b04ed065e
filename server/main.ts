import { readFileSync } from 'node:fs'
import { readBuildInfo } from '#server/config/build-info.ts'
import { parseCommandLine } from '#server/config/command-line.ts'
import { helpText } from '#server/config/config-table.ts'
import { loadConfig, type VaultConfig } from '#server/config/load-config.ts'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { openVault } from '#server/vault/open-vault.ts'

/** The whole stop, from the signal to the exit. */
const STOP_MS = 9_500

await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<void> {
  const { info } = parseCommandLine(argv)
  if (info === 'help') return console.log(helpText())
  if (info === 'version') return console.log(readBuildInfo().version)
  // A signal during the start ends the process at once: nothing is acknowledged yet.
  const vault = await openVault(readConfig(argv)).catch(refuse)
  let stopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return
    stopping = true
    const late = setTimeout(() => exitLate(signal), STOP_MS)
    vault.close(AbortSignal.timeout(STOP_MS - 1_500)).then(
      () => {
        clearTimeout(late)
        process.exit(0)
      },
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  // Windows knows SIGINT (Ctrl+C) and SIGBREAK; SIGHUP is its closed window.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, stop)
}

function readConfig(argv: readonly string[]): VaultConfig {
  try {
    const config = loadConfig({ argv, env: process.env, readFile: readFileOrNull })
    // Worker threads and programs started later have no business with it.
    delete process.env.HEARTH_ADMIN_PASSWORD
    return config
  } catch (error) {
    return refuse(error)
  }
}

function readFileOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A refusal is told in words; anything else is our mistake and shows its stack. */
function refuse(error: unknown): never {
  if (error instanceof StartRefusal) console.error(`\n${error.message}\n`)
  else console.error(error)
  process.exit(1)
}

function exitLate(signal: NodeJS.Signals): void {
  console.error(`${signal}: some work did not end in time. Everything acknowledged is on the disk.`)
  process.exit(0)
}
