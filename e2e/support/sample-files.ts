import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Sample {
  readonly path: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

export interface Samples {
  readonly folder: string
  /** Writes random bytes. */
  write(name: string, sizeBytes: number): Promise<Sample>
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
      return { path, bytes, sha256: sha256Of(bytes) }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
