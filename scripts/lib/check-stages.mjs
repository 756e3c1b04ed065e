import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../build.mjs'
import { ensureChromium, ensureHeadlessShell } from '../find-chromium.mjs'
import { installIfNeeded } from './install.mjs'
import { ensurePrograms } from './machine-tools.mjs'
import { inProject } from './project.mjs'
import { runTool } from './run.mjs'
import { failedOne, passedOne, tallyPlaywright, tallyVitest } from './tally.mjs'

/** Each counts as one test, or as the tests it ran. The order is: cheap and telling first. */
export const STAGES = [
  { name: 'install', what: 'packages and programs', needed: true, run: install },
  { name: 'format', what: 'format and lint (biome)', run: format },
  {
    name: 'types',
    what: 'types of everything, of lib/core without DOM and Node, of lib/worker as a worker',
    run: types,
  },
  { name: 'imports', what: 'who may import whom (dependency-cruiser)', run: imports },
  { name: 'unit', what: 'pure and fast tests', run: () => vitest('unit') },
  { name: 'integration', what: 'tests with a real disk, database and sockets', run: () => vitest('integration') },
  { name: 'build', what: 'pages and server', run: () => build().then(passedOne) },
  { name: 'e2e', what: 'a real browser against the built vault', run: endToEnd },
]

/** Each with the globals of where it runs. */
const PROGRAMS = [
  { name: 'the project', folder: '.' },
  { name: 'lib/core', folder: 'lib/core' },
  { name: 'lib/worker', folder: 'lib/worker' },
]

async function install() {
  await installIfNeeded()
  const files = ['unzip', 'ffmpeg', 'pdftoppm', 'mkfs.ext4', 'mkfs.xfs']
  const network = ['openssl', 'curl', 'certutil', 'ip', 'avahi-daemon', 'avahi-resolve', 'dbus-daemon']
  const missing = await ensurePrograms([...network, ...files])
  const notes = missing.map((program) => `${program} is not installed: tests that need it are skipped`)
  return { ...passedOne(), notes }
}

function format() {
  const colors = process.stdout.isTTY ? [] : ['--colors=off']
  return tool('@biomejs/biome/bin/biome', ['ci', ...colors, '.'])
}

async function tool(script, args) {
  const code = await runTool(script, args)
  return code === 0 ? passedOne() : failedOne(`${script.split('/')[0]} ended with code ${code}`)
}

async function types() {
  // Next writes the declarations that the pages' types refer to.
  const typegen = await runTool('next/dist/bin/next', ['typegen'])
  if (typegen !== 0) return failedOne(`next typegen ended with code ${typegen}`)
  const tallies = []
  for (const { folder } of PROGRAMS) tallies.push(await tool('typescript/bin/tsc', ['--noEmit', '-p', folder]))
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failures: tallies.flatMap(({ failures }, index) => failures.map((why) => `${PROGRAMS[index]?.name}: ${why}`)),
    skips: [],
  }
}

function imports() {
  const folders = ['app', 'components', 'lib', 'server', 'cli', 'e2e', 'bench'].filter((name) =>
    existsSync(inProject(name)),
  )
  return tool('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.cjs', ...folders])
}

async function vitest(project) {
  return withReport('vitest.json', async (path) => {
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
    const code = await runTool('vitest/vitest.mjs', args)
    return tallyVitest(readReport(path), code)
  })
}

async function endToEnd() {
  const config = 'e2e/playwright.config.ts'
  if (!existsSync(inProject(config))) return failedOne(`${config} is missing`)
  const shell = await ensureHeadlessShell()
  const HEARTH_CHROMIUM = await ensureChromium()
  return withReport('playwright.json', async (path) => {
    const args = ['test', '-c', config, '--reporter=list,json']
    const code = await runTool('@playwright/test/cli.js', args, {
      env: { HEARTH_CHROMIUM, HEARTH_HEADLESS_SHELL: shell ?? '', PLAYWRIGHT_JSON_OUTPUT_FILE: path },
    })
    return tallyPlaywright(readReport(path), code)
  })
}

async function withReport(name, work) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-check-'))
  try {
    return await work(join(folder, name))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A runner that fell over leaves no report: then no test ran. */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
