import { parentPort, workerData } from 'node:worker_threads'
import { openDatabaseFile } from '#server/db/sqlite/database-file.ts'
import { type BackUpRequest, backUp } from '#server/features/backup/write/back-up.ts'
import { createStoredFiles } from '#server/features/files/stored-files.service.ts'
import { carryFailure } from '#server/workers/calls.ts'
import type { FromBackupThread } from './backup-thread.ts'

/** One backup; any message cancels it. */
const abort = new AbortController()
parentPort?.once('message', () => abort.abort(new DOMException('cancelled', 'AbortError')))
const tell = (message: FromBackupThread) => parentPort?.postMessage(message)

// Whoever starts this thread hands over a request of this very type.
const request = workerData as BackUpRequest
try {
  const summary = await backUp(request, {
    openDatabase: openDatabaseFile,
    stored: createStoredFiles(),
    now: Date.now,
    signal: abort.signal,
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  })
  tell({ kind: 'done', summary })
} catch (error) {
  tell({ kind: 'failed', failure: carryFailure(error) })
} finally {
  parentPort?.close()
}
