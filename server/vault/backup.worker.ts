import { parentPort, workerData } from 'node:worker_threads'
import { openDatabaseFile } from '#server/db/sqlite/database-file.ts'
import { createGrantedPace } from '#server/features/backup/granted-pace.ts'
import { type BackUpRequest, backUp } from '#server/features/backup/write/back-up.ts'
import { createStoredFiles } from '#server/features/files/stored-files.service.ts'
import { carryFailure } from '#server/workers/calls.ts'
import type { FromBackupThread, ToBackupThread } from './backup-thread.ts'

/** One backup, which reads as fast as the vault lets it. */
const abort = new AbortController()
let goOn = () => {}
parentPort?.on('message', (message: ToBackupThread) => {
  if (message === 'go on') goOn()
  else abort.abort(new DOMException('cancelled', 'AbortError'))
})
const tell = (message: FromBackupThread) => parentPort?.postMessage(message)
const ask = (bytes: number) =>
  new Promise<void>((resolve) => {
    goOn = resolve
    tell({ kind: 'take', bytes })
  })

// Whoever starts this thread hands over a request of this very type.
const request = workerData as BackUpRequest
try {
  const summary = await backUp(request, {
    openDatabase: openDatabaseFile,
    stored: createStoredFiles(),
    now: Date.now,
    signal: abort.signal,
    pace: createGrantedPace(ask),
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  })
  tell({ kind: 'done', summary })
} catch (error) {
  tell({ kind: 'failed', failure: carryFailure(error) })
} finally {
  parentPort?.close()
}
