import { parentPort, workerData } from 'node:worker_threads'
import { examineDatabase } from '#server/db/sqlite/examine-database.ts'

/** Reads a whole database, which takes seconds for a large one, and tells what it found. */
parentPort?.postMessage(examineDatabase(String(workerData)))
parentPort?.close()
