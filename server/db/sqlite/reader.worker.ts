import { parentPort, workerData } from 'node:worker_threads'
import { serveCalls } from '#server/workers/serve-calls.ts'
import type { ReaderAnswer, ReaderRequest, SqliteFiles } from './messages.ts'
import { Reader } from './reader.ts'

const { files, patienceMs }: { files: SqliteFiles; patienceMs?: number } = workerData
const reader = new Reader(files, patienceMs)

serveCalls<ReaderRequest, ReaderAnswer>(parentPort, {
  handle: (request) => reader.handle(request),
  close: () => reader.close(),
})
