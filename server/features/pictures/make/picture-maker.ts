import { type ChildProcess, fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { memoryOf } from '#server/programs/memory-of.ts'
import { workerPath } from '#server/workers/spawn-worker.ts'
import { type MakeAnswer, type MakeRequest, type MakerMessage, NO_FACTS, type PictureFailure } from './messages.ts'

export interface PictureMakerOptions {
  /** A picture that takes longer has none. */
  timeLimitMs?: number
  /** Of the maker and a program that works for it. */
  memoryLimitBytes?: number
  /** So long without work, and the process ends. */
  idleMs?: number
  /** Ended by itself. */
  onCrash?: (error: Error) => void
  source?: `server/${string}.worker.ts`
}

const LOOK_EVERY_MS = 30
const START_LIMIT_MS = 30_000
const SOURCE = 'server/features/pictures/make/picture.worker.ts'
/** Of all that the vault has, only what a program needs to start; `MALLOC_ARENA_MAX` keeps glibc from hoarding. */
const environment = () => ({ PATH: process.env.PATH ?? '', MALLOC_ARENA_MAX: '2', NODE_ENV: 'production' as const })

interface Running {
  child: ChildProcess
  ready: Promise<void>
  program: number | null
  settle: ((end: MakeAnswer | Error) => void) | null
}

/**
 * Makes one picture at a time in a process of its own, which is started when it is needed, ended when it grows or takes
 * too long, and let go when there is nothing to do. What must hold: each call is settled once, also when the process
 * dies; a program that works for it never outlives it.
 */
export class PictureMaker {
  readonly #options: Required<Omit<PictureMakerOptions, 'onCrash'>> & Pick<PictureMakerOptions, 'onCrash'>
  #running: Running | null = null
  #idle: NodeJS.Timeout | null = null
  #closed = false

  constructor(options: PictureMakerOptions = {}) {
    this.#options = { timeLimitMs: 10_000, memoryLimitBytes: 440 << 20, idleMs: 30_000, source: SOURCE, ...options }
  }

  /** The process that runs now; null when there is none. */
  get pid(): number | null {
    return this.#running?.child.pid ?? null
  }

  /** @throws VaultError `unavailable` when no process can be started, `shutting_down` after `close` */
  async make(request: MakeRequest): Promise<MakeAnswer> {
    if (this.#closed) throw new VaultError('shutting_down')
    if (this.#idle) clearTimeout(this.#idle)
    const running = this.#running ?? this.#start()
    try {
      await running.ready
      return await this.#ask(running, request)
    } finally {
      this.#idle = setTimeout(() => this.#end(this.#running), this.#options.idleMs).unref()
    }
  }

  close(): void {
    this.#closed = true
    if (this.#idle) clearTimeout(this.#idle)
    this.#end(this.#running)
  }

  async #ask(running: Running, request: MakeRequest): Promise<MakeAnswer> {
    const { timeLimitMs, memoryLimitBytes, onCrash } = this.#options
    let watch: NodeJS.Timeout | null = null
    let limit: NodeJS.Timeout | null = null
    try {
      return await new Promise<MakeAnswer>((resolve, reject) => {
        const stop = (failure: PictureFailure): void => {
          running.settle = null
          this.#end(running)
          resolve({ pictures: [], hash: null, failure, facts: NO_FACTS })
        }
        running.settle = (end) => {
          running.settle = null
          if (!(end instanceof Error)) resolve(end)
          else if (this.#closed) reject(new VaultError('shutting_down'))
          else {
            onCrash?.(end)
            stop('crash')
          }
        }
        watch = setInterval(() => {
          const { pid = 0 } = running.child
          const used = memoryOf(pid) + (running.program === null ? 0 : memoryOf(running.program))
          if (used > memoryLimitBytes) stop('memory')
        }, LOOK_EVERY_MS)
        limit = setTimeout(() => stop('time'), timeLimitMs)
        running.child.send(request, (error) => error && running.settle?.(error))
      })
    } finally {
      if (watch) clearInterval(watch)
      if (limit) clearTimeout(limit)
    }
  }

  #start(): Running {
    const child = fork(workerPath(this.#options.source), [], {
      serialization: 'advanced',
      // A group of its own: it is ended together with the program that works for it.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: environment(),
      execArgv: ['--max-old-space-size=192'],
    })
    const ended = (error: Error): void => {
      this.#end(running)
      running.settle?.(error)
    }
    const ready = new Promise<void>((resolve, reject) => {
      const refuse = (cause: unknown): void => {
        this.#end(running)
        reject(new VaultError('unavailable', { cause }))
      }
      const timer = setTimeout(() => refuse(new Error('the maker of pictures did not start')), START_LIMIT_MS)
      child.on('message', (message: MakerMessage) => {
        if (message.kind === 'ready') {
          clearTimeout(timer)
          resolve()
        } else if (message.kind === 'program') running.program = message.pid
        else running.settle?.(message.answer)
      })
      child.once('error', (error) => {
        clearTimeout(timer)
        refuse(error)
        ended(error)
      })
      child.once('exit', (code, signal) => {
        clearTimeout(timer)
        const error = new Error(`the maker of pictures ended with ${signal ?? code}`)
        refuse(error)
        ended(error)
      })
    })
    ready.catch(() => {}) // whoever asked awaits it
    const running: Running = { child, ready, program: null, settle: null }
    this.#running = running
    yieldToOthers(child.pid)
    // It does not keep the vault, or a test, from ending.
    child.unref()
    child.channel?.unref()
    return running
  }

  #end(running: Running | null): void {
    if (running === null) return
    if (this.#running === running) this.#running = null
    const { pid } = running.child
    if (pid === undefined) return
    try {
      // The whole group, also when the maker itself is gone: a program may be left of it.
      if (process.platform === 'win32') running.child.kill('SIGKILL')
      else process.kill(-pid, 'SIGKILL')
    } catch {
      // it ended in this moment
    }
  }
}

/** The vault answers first. */
function yieldToOthers(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // not every system lets us
  }
}
