import { afterEach, beforeEach, expect, test } from 'vitest'
import { spawnWorker } from './spawn-worker.ts'
import type { FragileRequest } from './testing/fragile.worker.ts'
import { WorkerCaller } from './worker-caller.ts'

let crashes: Error[]
let caller: WorkerCaller<FragileRequest, number>

beforeEach(() => {
  crashes = []
  caller = new WorkerCaller({
    spawn: () => spawnWorker('server/workers/testing/fragile.worker.ts'),
    onCrash: (error) => crashes.push(error),
    closeTimeoutMs: 100,
  })
})

afterEach(() => caller.close())

test('answers calls from one thread', async () => {
  const [first, second] = await Promise.all([caller.call('id'), caller.call('id')])
  expect(first).toBe(second)
})

test('carries the code and details of a refusal, and nothing of other errors but for the log', async () => {
  await expect(caller.call('refuse')).rejects.toMatchObject({ code: 'disk_full', details: { bytes: 5 } })
  await expect(caller.call('fail')).rejects.toMatchObject({ code: 'internal', details: {} })
})

test.each(['exit', 'crash'] as const)(
  'rejects what was under way when the thread dies by %s, and starts another',
  async (way) => {
    const first = await caller.call('id')
    const results = await Promise.allSettled([caller.call('wait'), caller.call(way)])
    expect(results).toMatchObject([{ reason: { code: 'unavailable' } }, { reason: { code: 'unavailable' } }])
    expect(crashes).toHaveLength(1)
    expect(await caller.call('id')).not.toBe(first)
    expect(caller.pending).toBe(0)
  },
)

test('ends a thread that does not end by itself', async () => {
  const waiting = caller.call('wait')
  const rejected = expect(waiting).rejects.toMatchObject({ code: 'unavailable' })
  await caller.close()
  await rejected
  expect(crashes).toEqual([])
  await expect(caller.call('id')).rejects.toMatchObject({ code: 'shutting_down' })
})
