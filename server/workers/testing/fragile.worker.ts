import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, threadId } from 'node:worker_threads'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { serveCalls } from '../serve-calls.ts'

export type FragileRequest = 'id' | 'exit' | 'crash' | 'refuse' | 'fail' | 'wait'

serveCalls<FragileRequest, number>(parentPort, {
  async handle(request) {
    if (request === 'exit') process.exit(7)
    if (request === 'crash') setImmediate(() => JSON.parse('{'))
    if (request === 'refuse') throw new VaultError('disk_full', { details: { bytes: 5 } })
    if (request === 'fail') throw new RangeError('a mistake')
    if (request === 'wait' || request === 'crash') await sleep(60_000)
    return threadId
  },
  close() {},
})
