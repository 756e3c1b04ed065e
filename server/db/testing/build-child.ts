import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export interface BuiltChild {
  /** A plain JavaScript file for `node`. */
  path: string
  remove(): Promise<void>
}

/**
 * Bundles a program and the workers it starts the way the vault itself is bundled, so that tests can kill a real
 * process. `source` is relative to the project.
 */
export async function buildChild(source: string): Promise<BuiltChild> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-child-'))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const workers = ['server/db/sqlite/writer.worker.ts', 'server/db/sqlite/reader.worker.ts']
  await build({
    entryPoints: [
      { in: source, out: 'child' },
      ...workers.map((path) => ({ in: path, out: path.replace(/\.ts$/, '') })),
    ],
    absWorkingDir: ROOT,
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  return { path: join(folder, 'child.js'), remove: () => rm(folder, { recursive: true, force: true }) }
}
