import { parentPort, workerData } from 'node:worker_threads'
import { serveCalls } from '#server/workers/serve-calls.ts'
import type { SqliteFiles, WriterAnswer, WriterRequest } from './messages.ts'
import { Writer } from './writer.ts'

const { files, patienceMs }: { files: SqliteFiles; patienceMs?: number } = workerData
const writer = new Writer(files, patienceMs)

serveCalls<WriterRequest, WriterAnswer>(parentPort, {
  handle: (request) => writer.handle(request),
  close: () => writer.close(),
})
