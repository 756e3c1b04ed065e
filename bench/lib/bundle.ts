import { mkdtemp, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = new URL('../../', import.meta.url)
const WORKERS = [
  'server/db/sqlite/writer.worker',
  'server/db/sqlite/reader.worker',
  'server/features/uploads/hashing/hash.worker',
  'server/features/files/hashing/hash.worker',
]

export interface Bundled {
  /** The file of an entry, to be forked. */
  file(entry: string): string
  remove(): Promise<void>
}

/** Bundles scripts and the vault's threads as a release does, so that a bench measures what is shipped. */
export async function bundle(entries: readonly string[]): Promise<Bundled> {
  // Below node_modules, so that packages are found from there.
  const folder = await mkdtemp(fileURLToPath(new URL('node_modules/.bench-', ROOT)))
  await build({
    absWorkingDir: fileURLToPath(ROOT),
    entryPoints: Object.fromEntries([
      ...entries.map((path) => [basename(path, '.ts'), path]),
      ...WORKERS.map((path) => [path, `${path}.ts`]),
    ]),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  })
  return {
    file: (entry) => `${folder}/${basename(entry, '.ts')}.js`,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
