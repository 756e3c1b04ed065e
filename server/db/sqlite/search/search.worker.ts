import { parentPort, workerData } from 'node:worker_threads'
import { serveCalls } from '#server/workers/serve-calls.ts'
import type { SearchAnswer, SearchRequest } from './messages.ts'
import { Searcher } from './searcher.ts'

const { path }: { path: string } = workerData
const searcher = new Searcher(path)

serveCalls<SearchRequest, SearchAnswer>(parentPort, {
  handle: (request) => searcher.handle(request),
  close: () => searcher.close(),
})
