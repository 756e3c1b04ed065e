import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { inProject, ROOT } from './project.mjs'
import { runNpm } from './run.mjs'

const DRIVER_STAMP = 'node_modules/.hearth-driver'

/** Brings node_modules in line with package-lock.json when it is not; says what it does, for it may take minutes. */
export async function installIfNeeded(say = console.log) {
  if (!isInstalled()) {
    say('Installing the packages of package-lock.json. The database driver may compile: a minute or two.')
    const ticker = startTicker(say, 'still installing')
    // Development packages too: they build the page. Audit and funding would ask another host.
    const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']).finally(
      ticker.stop,
    )
    if (code !== 0) throw new Error(`npm ci ended with code ${code}; what it printed above says why.`)
    say(`Installed in ${ticker.seconds()} s.`)
  }
  await ensureDriver(say)
}

/** npm keeps the list of what it installed; only packages for other systems may be missing from it. */
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages
  const present = readJson('node_modules/.package-lock.json')?.packages
  if (wanted === undefined) throw new Error('package-lock.json is missing: this is not a whole copy of the project.')
  if (present === undefined) return false
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue
    const found = present[path]
    if (found === undefined ? !entry.optional : found.version !== entry.version) return false
  }
  return true
}

/** The database driver is compiled for one version of Node: after another was installed it has to be made again. */
async function ensureDriver(say) {
  const target = `${process.platform}-${process.arch}-${process.versions.modules}`
  if (existsSync(inProject(DRIVER_STAMP)) && readFileSync(inProject(DRIVER_STAMP), 'utf8') === target) return
  if (!driverLoads()) {
    say('Building the database driver for this Node: about a minute.')
    const ticker = startTicker(say, 'still building')
    const code = await runNpm(['rebuild', 'better-sqlite3', '--foreground-scripts']).finally(ticker.stop)
    if (code !== 0 || !driverLoads()) {
      throw new Error(
        'The database driver (better-sqlite3) does not load. It needs a C++ compiler, make and Python:\n' +
          '  Debian, Ubuntu: apt-get install build-essential python3\n' +
          '  macOS: xcode-select --install\n' +
          '  Windows: the "Desktop development with C++" workload of Visual Studio Build Tools',
      )
    }
  }
  writeFileSync(inProject(DRIVER_STAMP), target)
}

function driverLoads() {
  const script = "new (require('better-sqlite3'))(':memory:').close()"
  return spawnSync(process.execPath, ['-e', script], { cwd: ROOT, stdio: 'ignore' }).status === 0
}

function startTicker(say, what) {
  const start = Date.now()
  const seconds = () => Math.round((Date.now() - start) / 1000)
  const timer = setInterval(() => say(`  ... ${what}, ${seconds()} s`), 15_000)
  return { seconds, stop: () => clearInterval(timer) }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(inProject(path), 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
