/**
 * Builds the pages (`next build`) and the server (esbuild, one file for the vault, each command and each worker thread)
 * into `.next` and `dist`, and gathers what browsers get as it is in `dist/web`. The stamp is written last: a build that
 * was cut short counts as none.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inProject } from './lib/project.mjs'
import { runTool } from './lib/run.mjs'
import { digestSources, listFiles, stampPath } from './lib/sources.mjs'
import { gatherWebFiles } from './lib/web-files.mjs'

export async function build(say = console.log) {
  const sources = digestSources()
  rmSync(stampPath(), { force: true })
  for (const needed of ['server/main.ts', 'app/layout.tsx', 'next.config.mjs']) {
    if (!existsSync(inProject(needed))) throw new Error(`${needed} is missing: there is nothing whole to build.`)
  }

  say('Building the pages ...')
  const code = await runTool('next/dist/bin/next', ['build'], { env: { NODE_ENV: 'production' } })
  if (code !== 0) throw new Error(`next build ended with code ${code}.`)

  say('Building the server ...')
  await buildServer()
  await gatherWebFiles()
  if (digestSources() !== sources) say('A source changed meanwhile: the next start builds again.')
  writeFileSync(stampPath(), `${JSON.stringify({ sources, builtAt: new Date().toISOString() })}\n`)
}

async function buildServer() {
  // Imported here: the launcher reads this file before anything is installed.
  const { build: bundle } = await import('esbuild')
  const sources = listFiles('server')
  const workers = sources.filter((path) => path.endsWith('.worker.ts'))
  const commands = sources.filter((path) => /^server\/commands\/[^/]+\.ts$/.test(path) && !path.includes('.test.'))
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  rmSync(inProject('dist'), { recursive: true, force: true })
  mkdirSync(inProject('dist'))
  await bundle({
    absWorkingDir: inProject(),
    entryPoints: {
      main: 'server/main.ts',
      ...Object.fromEntries(commands.map((path) => [path.replace(/^server\/|\.ts$/g, ''), path])),
      // dist/server/.../name.worker.js: found below the bundle's folder by the path of its source.
      ...Object.fromEntries(workers.map((path) => [path.replace(/\.ts$/, ''), path])),
    },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    sourcemap: true,
    sourcesContent: false,
    define: { HEARTH_BUILD: JSON.stringify({ version, builtAt: new Date().toISOString() }) },
    logLevel: 'warning',
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  build().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
