import { readFileSync } from 'node:fs'
import { loadConfig } from '#server/config/load-config.ts'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { examineDatabase } from '#server/db/sqlite/examine-database.ts'
import { examine } from '#server/doctor/examine.ts'
import { bad, type Finding, printFindings } from '#server/doctor/finding.ts'

/** `npm run doctor [-- the flags of the vault]`: exit code 1 when something is bad. */
const findings = await run()
console.log(printFindings(findings))
process.exitCode = findings.some(({ state }) => state === 'bad') ? 1 : 0

async function run(): Promise<Finding[]> {
  try {
    const config = loadConfig({ argv: process.argv.slice(2), env: process.env, readFile: readFileOrNull })
    return await examine(config, examineDatabase, Date.now())
  } catch (error) {
    if (!(error instanceof StartRefusal)) throw error
    return error.message
      .split('\n')
      .map((said) => bad('Settings', said, 'Mend it; `npm run vault -- --help` lists all.'))
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
