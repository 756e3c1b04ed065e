import { mkdirSync, writeSync } from 'node:fs'
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

export interface LogFileOptions {
  readonly folder: string
  /** A file that grew past this is put aside. */
  readonly maxBytes?: number
  /** How many files there are at most, with the one that grows. */
  readonly keepFiles?: number
  /** How long lines wait for each other. */
  readonly flushMs?: number
}

/** The file that grows; those put aside are `hearth.000001.log` and so on, so that a place in one never moves. */
export const CURRENT_NAME = 'hearth.log'
const ASIDE = /^hearth\.(\d{6,})\.log$/

/** More than this waits only while the disk refuses; then the oldest lines go, and the log says how many. */
const MAX_WAITING_BYTES = 4 << 20

export const asideName = (number: number): string => `hearth.${String(number).padStart(6, '0')}.log`

/** Numbers of the files that were put aside, ascending. */
export async function listAside(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names.flatMap((name) => Number(ASIDE.exec(name)?.[1] ?? 0) || []).toSorted((a, b) => a - b)
}

/**
 * Lines to the disk. What must hold: lines keep their order and are whole; one write at a time; a line given to `write`
 * is on its way to the file, or counted as lost when the disk refused for long; a full file is put aside between two
 * writes, never inside a line.
 */
export class LogFile {
  readonly folder: string
  readonly #maxBytes: number
  readonly #keepFiles: number
  #file: FileHandle
  #number: number
  #sizeBytes: number
  #waiting: string[] = []
  #waitingBytes = 0
  #writing: string[] = []
  #lost = 0
  #working: Promise<void> | null = null
  #trouble: Error | null = null
  readonly #timer: NodeJS.Timeout
  readonly #onExit = () => this.#writeRest()

  private constructor(options: LogFileOptions, file: FileHandle, sizeBytes: number, number: number) {
    this.folder = options.folder
    this.#maxBytes = options.maxBytes ?? 10_000_000
    this.#keepFiles = options.keepFiles ?? 10
    this.#file = file
    this.#sizeBytes = sizeBytes
    this.#number = number
    this.#timer = setInterval(() => void this.flush(), options.flushMs ?? 500)
    this.#timer.unref()
    process.on('exit', this.#onExit)
  }

  static async open(options: LogFileOptions): Promise<LogFile> {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    const aside = await listAside(options.folder)
    const file = await open(join(options.folder, CURRENT_NAME), 'a', 0o600)
    await file.chmod(0o600)
    return new LogFile(options, file, (await file.stat()).size, (aside.at(-1) ?? 0) + 1)
  }

  /** What the file that grows is called once it is put aside. */
  get number(): number {
    return this.#number
  }

  /** Why lines do not get to the disk at present; null when they do. */
  get trouble(): Error | null {
    return this.#trouble
  }

  /** @param line with its line break; never waits, never throws */
  write(line: string): void {
    this.#waiting.push(line)
    this.#waitingBytes += line.length
    while (this.#waitingBytes > MAX_WAITING_BYTES) {
      this.#waitingBytes -= this.#waiting.shift()?.length ?? 0
      this.#lost++
    }
    if (this.#waitingBytes > 16_384) void this.flush()
  }

  /** Resolves when what was given so far is in the file, or the disk refused. Never rejects. */
  async flush(): Promise<void> {
    if (this.#working !== null) await this.#working
    if (this.#waiting.length === 0) return
    this.#working ??= this.#work().finally(() => {
      this.#working = null
    })
    await this.#working
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    process.off('exit', this.#onExit)
    await this.flush()
    await this.flush()
    await this.#file.close()
  }

  async #work(): Promise<void> {
    try {
      if (this.#sizeBytes >= this.#maxBytes) await this.#putAside()
      this.#writing = this.#waiting
      this.#waiting = []
      this.#waitingBytes = 0
      await this.#append()
      this.#trouble = null
    } catch (error) {
      this.#trouble = error instanceof Error ? error : new Error(String(error))
      // Kept for the next round, before what came meanwhile.
      this.#waiting = [...this.#writing, ...this.#waiting]
      this.#waitingBytes = this.#waiting.reduce((sum, line) => sum + line.length, 0)
    } finally {
      this.#writing = []
    }
  }

  async #append(): Promise<void> {
    if (this.#lost > 0) {
      this.#writing.unshift(lostLine(this.#lost))
      this.#lost = 0
    }
    const bytes = Buffer.from(this.#writing.join(''))
    let written = 0
    try {
      while (written < bytes.length) {
        written += (await this.#file.write(bytes, written)).bytesWritten
      }
    } catch (error) {
      // Half of it may be there: taken back, so that no line is half, and none is twice.
      await this.#file.truncate(this.#sizeBytes).catch(() => undefined)
      throw error
    }
    this.#sizeBytes += bytes.length
  }

  async #putAside(): Promise<void> {
    const current = join(this.folder, CURRENT_NAME)
    // A former attempt may have come this far.
    await rename(current, join(this.folder, asideName(this.#number))).catch(unlessAbsent)
    const file = await open(current, 'a', 0o600)
    await this.#file.close().catch(() => undefined)
    this.#file = file
    this.#number++
    this.#sizeBytes = (await file.stat()).size
    const aside = await listAside(this.folder)
    const old = aside.slice(0, Math.max(0, aside.length - (this.#keepFiles - 1)))
    for (const number of old) await rm(join(this.folder, asideName(number)), { force: true })
  }

  /** The process ends without `close`: what waits is written now. */
  #writeRest(): void {
    if (this.#waiting.length === 0) return
    try {
      writeSync(this.#file.fd, this.#waiting.join(''))
    } catch {
      // Nobody is left to be told.
    }
    this.#waiting = []
  }
}

function lostLine(count: number): string {
  const time = new Date().toISOString()
  return `${JSON.stringify({ level: 50, time, component: 'vault', count, msg: 'lines of the log were lost: the disk refused them' })}\n`
}

function unlessAbsent(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}
