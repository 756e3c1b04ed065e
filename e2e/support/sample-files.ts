import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Samples {
  readonly folder: string
  /** Writes random bytes. @returns its path and SHA-256 */
  write(name: string, sizeBytes: number): Promise<{ path: string; sha256: string }>
  remove(): Promise<void>
}

export async function createSamples(): Promise<Samples> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-samples-'))
  return {
    folder,
    async write(name, sizeBytes) {
      const path = join(folder, name)
      await mkdir(join(path, '..'), { recursive: true })
      const bytes = randomBytes(sizeBytes)
      await writeFile(path, bytes)
      return { path, sha256: sha256Of(bytes) }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
