import { mkdtemp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = new URL('../../../../', import.meta.url)
const WORKERS = [
  'server/db/sqlite/writer.worker',
  'server/db/sqlite/reader.worker',
  'server/features/uploads/hashing/hash.worker',
]

/**
 * Bundles killable-house.ts as the vault itself is bundled: a process that starts in half a second can be killed often.
 * @returns the file to fork, and how to remove it
 */
export async function buildHouse(): Promise<{ file: string; remove(): Promise<void> }> {
  // Below node_modules, so that packages are found from there.
  const folder = await mkdtemp(fileURLToPath(new URL('node_modules/.cache-house-', ROOT)))
  await build({
    absWorkingDir: fileURLToPath(ROOT),
    entryPoints: {
      house: 'server/features/uploads/testing/killable-house.ts',
      ...Object.fromEntries(WORKERS.map((path) => [path, `${path}.ts`])),
    },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  })
  return { file: `${folder}/house.js`, remove: () => rm(folder, { recursive: true, force: true }) }
}
