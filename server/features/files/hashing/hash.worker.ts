import { parentPort } from 'node:worker_threads'
import { serveCalls } from '#server/workers/serve-calls.ts'
import { HashServer } from './hash-server.ts'
import type { HashAnswer, HashRequest } from './messages.ts'

serveCalls<HashRequest, HashAnswer>(parentPort, new HashServer())
