import type { Worker } from 'node:worker_threads'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type AnswerMessage, type CallMessage, reviveFailure } from './calls.ts'

export interface WorkerCallerOptions {
  spawn: () => Worker
  /** The thread ended by itself. Calls under way were rejected; the next call starts a new thread. */
  onCrash: (error: Error) => void
  closeTimeoutMs?: number
}

interface PendingCall {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/**
 * Asks a worker thread and awaits its answers. What must hold: each call is settled exactly once, also when the thread
 * dies; answers of a dead thread never reach the calls of its successor.
 */
export class WorkerCaller<Request, Answer> {
  readonly #options: WorkerCallerOptions
  readonly #pending = new Map<number, PendingCall>()
  #worker: Worker | null = null
  #nextId = 1
  #closed = false

  constructor(options: WorkerCallerOptions) {
    this.#options = options
  }

  /** Calls without an answer yet. */
  get pending(): number {
    return this.#pending.size
  }

  /** @throws VaultError of the worker; `unavailable` when the thread dies meanwhile; `shutting_down` after `close` */
  call(request: Request): Promise<Answer> {
    if (this.#closed) return Promise.reject(new VaultError('shutting_down'))
    return new Promise<Answer>((resolve, reject) => {
      const worker = this.#running()
      const id = this.#nextId++
      // The worker's type parameter and this one name the same contract.
      this.#pending.set(id, { resolve: (answer) => resolve(answer as Answer), reject })
      try {
        worker.postMessage({ id, request } satisfies CallMessage)
      } catch (error) {
        this.#pending.delete(id)
        reject(error)
      }
    })
  }

  /** Lets the thread finish what it has, then ends it. */
  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker
    if (!worker) return
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    worker.postMessage({ close: true } satisfies CallMessage)
    const timer = setTimeout(() => void worker.terminate(), this.#options.closeTimeoutMs ?? 10_000)
    await ended
    clearTimeout(timer)
  }

  #running(): Worker {
    if (this.#worker) return this.#worker
    const worker = this.#options.spawn()
    let failure: Error | null = null
    worker.on('message', (message: AnswerMessage) => this.#settle(message))
    worker.on('error', (error: Error) => {
      failure = error
    })
    worker.on('exit', (exitCode) => this.#ended(failure ?? new Error(`worker thread ended with ${exitCode}`)))
    this.#worker = worker
    return worker
  }

  #settle(message: AnswerMessage): void {
    const call = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if ('failure' in message) call?.reject(reviveFailure(message.failure))
    else call?.resolve(message.answer)
  }

  #ended(error: Error): void {
    this.#worker = null
    const lost = [...this.#pending.values()]
    this.#pending.clear()
    for (const call of lost) call.reject(new VaultError('unavailable', { cause: error }))
    if (!this.#closed) this.#options.onCrash(error)
  }
}
