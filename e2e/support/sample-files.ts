import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Samples {
  readonly folder: string
  /** Writes random bytes. @returns its path and SHA-256 */
  write(name: string, sizeBytes: number): Promise<{ path: string; sha256: string }>
  /** A film of colour bars with a tone that any browser plays. */
  film(name: string, seconds: number): Promise<{ path: string; sha256: string }>
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
    async film(name, seconds) {
      const path = join(folder, name)
      // VP8 and Vorbis are in every Chromium, also in those without licensed codecs.
      await promisify(execFile)('ffmpeg', [
        ...['-loglevel', 'error', '-f', 'lavfi', '-i', `testsrc=size=320x180:rate=25:duration=${seconds}`],
        ...[
          '-f',
          'lavfi',
          '-i',
          `sine=duration=${seconds}`,
          '-c:v',
          'libvpx',
          '-b:v',
          '500k',
          '-c:a',
          'libvorbis',
          path,
        ],
      ])
      return { path, sha256: sha256Of(await readFile(path)) }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
