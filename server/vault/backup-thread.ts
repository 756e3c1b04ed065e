import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { BackupDeps } from '#server/features/backup/backup.service.ts'
import type { BackUpProgress, BackUpSummary } from '#server/features/backup/write/back-up.ts'
import { type CarriedFailure, reviveFailure } from '#server/workers/calls.ts'
import { spawnWorker } from '#server/workers/spawn-worker.ts'

export type FromBackupThread =
  | { kind: 'progress'; progress: BackUpProgress }
  /** It wants to read so much; the answer is `go on`. */
  | { kind: 'take'; bytes: number }
  | { kind: 'done'; summary: BackUpSummary }
  | { kind: 'failed'; failure: CarriedFailure }

export type ToBackupThread = 'go on' | 'cancel'

/** Runs a backup in a thread of its own: it hashes, and copies the database, while the vault answers. */
export const backUpInThread: BackupDeps['runBackUp'] = (request, { signal, pace, onProgress }) =>
  new Promise((resolve, reject) => {
    const worker = spawnWorker('server/vault/backup.worker.ts', { workerData: request })
    let crash: Error = new Error('the thread of the backup ended without a word')
    const ended = new AbortController()
    const say = (message: ToBackupThread) => worker.postMessage(message)
    const cancel = () => say('cancel')
    if (signal.aborted) cancel()
    else signal.addEventListener('abort', cancel, { once: true })
    const grant = (bytes: number) =>
      // Aborted while it waited: there is nobody left to tell.
      pace(bytes, AbortSignal.any([signal, ended.signal])).then(
        () => say('go on'),
        () => undefined,
      )
    worker.on('message', (message: FromBackupThread) => {
      if (message.kind === 'progress') onProgress(message.progress)
      else if (message.kind === 'take') void grant(message.bytes)
      else if (message.kind === 'done') resolve(message.summary)
      else reject(signal.aborted ? signal.reason : reviveFailure(message.failure))
    })
    worker.on('error', (error: Error) => {
      crash = error
    })
    worker.on('exit', () => {
      ended.abort()
      signal.removeEventListener('abort', cancel)
      // Settled already when it ended well.
      reject(new VaultError('unavailable', { cause: crash }))
    })
  })
