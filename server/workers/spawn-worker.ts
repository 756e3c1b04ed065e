import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts a worker thread by the path of its source, `server/.../name.worker.ts`. In production the file is
 * `server/.../name.worker.js` below the bundle's own folder; from sources (tests, development) it is bundled on the
 * fly.
 */
export function spawnWorker(source: `server/${string}.worker.ts`, options: WorkerOptions = {}): Worker {
  return new Worker(workerPath(source), options)
}

/** What to run for it, in a thread or in a process of its own. */
export function workerPath(source: `server/${string}.worker.ts`): string {
  return isSource(import.meta.url) ? bundleFromSource(source) : fileURLToPath(bundledWorker(source))
}

const isSource = (url: string) => url.endsWith('.ts')

/** `import.meta.url` of bundled code is the bundle (`dist/main.js`), and the workers lie below its folder. */
const bundledWorker = (source: string) => new URL(source.replace(/\.ts$/, '.js'), new URL('./', import.meta.url))

/**
 * Bundling takes a quarter of the time a TypeScript loader needs to start inside a worker (and `--import` is not
 * honoured there by Node 20). The name is the hash of the content, so parallel test processes share and never tear it.
 */
function bundleFromSource(source: string): string {
  const root = new URL('../../', import.meta.url)
  // Resolved at run time: esbuild is not installed in production, and not needed there.
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild')
  const built = buildSync({
    entryPoints: [fileURLToPath(new URL(source, root))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    write: false,
    logLevel: 'silent',
  })
  const code = built.outputFiles[0]?.contents ?? new Uint8Array()
  const folder = fileURLToPath(new URL('node_modules/.cache/hearth-workers/', root))
  const file = `${folder}${createHash('sha256').update(code).digest('hex').slice(0, 24)}.mjs`
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const partial = `${file}.${process.pid}.${performance.now()}`
    writeFileSync(partial, code)
    renameSync(partial, file)
  }
  return file
}
