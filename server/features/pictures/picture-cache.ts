import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ThumbnailSize } from '#lib/contracts/http/pictures.ts'

export interface PictureCacheOptions {
  /** Made when it is needed. */
  folder: string
  quotaBytes: () => number
  now: () => number
  /** The disk would not: told once in a while, for the picture is only made again. */
  onTrouble: (error: unknown) => void
}

interface Kept {
  bytes: number
  usedAt: number
}

/** On the disk the time of a file is when it was used last, to the hour. */
const TOUCH_AFTER_MS = 3_600_000
const TELL_AFTER_MS = 600_000
const NAME = /^([0-9a-z-]{8,64})-(small|medium|large)\.webp$/

/**
 * Pictures on the disk, those used longest ago given up first. What must hold: no failure of the disk reaches whoever
 * asks; the quota holds after each write. Nothing here is worth a flush: it can all be made again.
 */
export class PictureCache {
  readonly #options: PictureCacheOptions
  /** By file name, the one used longest ago first. */
  readonly #kept = new Map<string, Kept>()
  #bytes = 0
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(options: PictureCacheOptions) {
    this.#options = options
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Learns what lies there from the last time. */
  async open(): Promise<void> {
    const found: [string, Kept][] = []
    for (const part of await this.#list('')) {
      for (const name of await this.#list(part)) {
        const path = join(this.#options.folder, part, name)
        // Cut short by a kill.
        if (!NAME.test(name)) await rm(path, { force: true, recursive: true }).catch(this.#tell)
        else {
          const facts = await stat(path).catch(() => null)
          if (facts) found.push([name, { bytes: facts.size, usedAt: facts.mtimeMs }])
        }
      }
    }
    // What was used meanwhile is newer than all of them.
    const newer = [...this.#kept]
    this.#kept.clear()
    for (const [name, kept] of [...found.sort(([, a], [, b]) => a.usedAt - b.usedAt), ...newer])
      this.#kept.set(name, kept)
    this.#bytes = [...this.#kept.values()].reduce((sum, { bytes }) => sum + bytes, 0)
    await this.#shrink()
  }

  /** Keys of all that is kept. */
  keys(): string[] {
    return [...new Set([...this.#kept.keys()].map((name) => NAME.exec(name)?.[1] ?? ''))]
  }

  /** Null when it is not there. */
  async read(key: string, size: ThumbnailSize): Promise<Buffer | null> {
    const name = nameOf(key, size)
    try {
      const bytes = await readFile(this.#pathOf(name))
      // A power cut may leave the name without the bytes: nothing here is flushed, for all of it can be made again.
      if (!isWhole(bytes)) {
        await rm(this.#pathOf(name), { force: true })
        this.#forget(name)
        return null
      }
      this.#used(name, bytes.length)
      return bytes
    } catch {
      this.#forget(name)
      return null // given up, or lost with the disk: it is made again
    }
  }

  async write(key: string, size: ThumbnailSize, bytes: Uint8Array): Promise<void> {
    const name = nameOf(key, size)
    const path = this.#pathOf(name)
    const partial = `${path}.part`
    try {
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
      await writeFile(partial, bytes, { mode: 0o600 })
      await rename(partial, path)
    } catch (error) {
      await rm(partial, { force: true }).catch(() => {})
      this.#tell(error)
      return
    }
    this.#forget(name)
    this.#kept.set(name, { bytes: bytes.length, usedAt: this.#options.now() })
    this.#bytes += bytes.length
    await this.#shrink()
  }

  /** All sizes of it. */
  async remove(key: string): Promise<void> {
    for (const size of ['small', 'medium', 'large'] as const) {
      const name = nameOf(key, size)
      if (this.#kept.has(name)) await this.#delete(name)
    }
  }

  async #shrink(): Promise<void> {
    for (const name of this.#kept.keys()) {
      if (this.#bytes <= this.#options.quotaBytes()) return
      await this.#delete(name)
    }
  }

  async #delete(name: string): Promise<void> {
    this.#forget(name)
    await rm(this.#pathOf(name), { force: true }).catch(this.#tell)
  }

  #used(name: string, bytes: number): void {
    const now = this.#options.now()
    const before = this.#kept.get(name)
    const isOld = before === undefined || Math.abs(now - before.usedAt) > TOUCH_AFTER_MS
    this.#forget(name)
    this.#kept.set(name, { bytes, usedAt: isOld ? now : before.usedAt })
    this.#bytes += bytes
    if (isOld) utimes(this.#pathOf(name), now / 1000, now / 1000).catch(this.#tell)
  }

  #forget(name: string): void {
    this.#bytes -= this.#kept.get(name)?.bytes ?? 0
    this.#kept.delete(name)
  }

  /** Ids begin with the time and hashes do not: their ends spread both over the folders. */
  #pathOf(name: string): string {
    return join(this.#options.folder, (NAME.exec(name)?.[1] ?? '').slice(-2), name)
  }

  async #list(part: string): Promise<string[]> {
    return readdir(join(this.#options.folder, part)).catch(() => [])
  }

  readonly #tell = (error: unknown): void => {
    const now = this.#options.now()
    if (Math.abs(now - this.#toldAt) < TELL_AFTER_MS) return
    this.#toldAt = now
    this.#options.onTrouble(error)
  }
}

const nameOf = (key: string, size: ThumbnailSize): string => `${key}-${size}.webp`

/** Whether a WebP file (a RIFF container) has all the bytes that its head announces. */
function isWhole(bytes: Buffer): boolean {
  const isWebp =
    bytes.length >= 12 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return isWebp && bytes.readUInt32LE(4) + 8 === bytes.length
}
