import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TakePace, unhurried } from '#server/jobs/pace.ts'
import { spawnWorker } from '#server/workers/spawn-worker.ts'
import { WorkerCaller } from '#server/workers/worker-caller.ts'
import { openFile } from '../disk/open-file.ts'
import { openTestReconciler, type TestReconciler } from '../testing/test-reconciler.ts'
import { hashFile } from './hash-file.ts'
import type { HashAnswer, HashRequest } from './messages.ts'

const MiB = 1 << 20

let vault: TestReconciler
let thread: WorkerCaller<HashRequest, HashAnswer>
beforeEach(async () => {
  vault = await openTestReconciler()
  thread = new WorkerCaller({
    spawn: () => spawnWorker('server/features/files/hashing/hash.worker.ts'),
    onCrash: () => {},
  })
})
afterEach(async () => {
  await thread.close()
  await vault.remove()
})

const at = (name: string) => join(vault.root, name)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function hash(
  name: string,
  wish: { signal?: AbortSignal; pace?: TakePace; onBytes?: (count: number) => void } = {},
) {
  const file = await openFile(vault.root, [name])
  try {
    const signal = wish.signal ?? new AbortController().signal
    return await hashFile(file, {
      thread,
      pace: wish.pace ?? unhurried,
      onBytes: wish.onBytes ?? (() => {}),
      signal,
    })
  } finally {
    await file.handle.close()
  }
}

it.each([0, 1, MiB - 1, MiB, MiB + 1, 18 * MiB + 7])('hashes %i bytes and each of their chunks', async (sizeBytes) => {
  const bytes = randomBytes(sizeBytes)
  await writeFile(at('a'), bytes)
  const { sha256: whole, manifest, chunkSizeBytes } = await hash('a')
  expect(Buffer.from(whole).toString('hex')).toBe(sha256(bytes))
  expect(chunkSizeBytes).toBe(MiB)
  const chunks = Array.from({ length: Math.ceil(sizeBytes / MiB) }, (_, i) => bytes.subarray(i * MiB, (i + 1) * MiB))
  expect(Buffer.from(manifest).toString('hex')).toBe(chunks.map(sha256).join(''))
})

it('does not hash a file that is written meanwhile', async () => {
  await writeFile(at('a'), randomBytes(40 * MiB))
  const writing = { onBytes: () => appendFileSync(at('a'), 'more') }
  await expect(hash('a', writing)).rejects.toMatchObject({ code: 'content_changed' })
})

it('does not hash a file that became shorter', async () => {
  await writeFile(at('a'), randomBytes(20 * MiB))
  const file = await openFile(vault.root, ['a'])
  const other = await open(at('a'), 'r+')
  await other.truncate(5)
  await other.close()
  const options = {
    thread,
    pace: unhurried,
    onBytes: () => {},
    signal: new AbortController().signal,
  }
  await expect(hashFile(file, options)).rejects.toMatchObject({ code: 'content_changed' })
  await file.handle.close()
})

it('asks before it reads, for every byte once', async () => {
  await writeFile(at('a'), randomBytes(40 * MiB))
  const asked: number[] = []
  let read = 0
  await hash('a', {
    pace: async (bytes) => {
      asked.push(bytes)
      expect(asked.reduce((sum, one) => sum + one, 0)).toBe(read + bytes)
    },
    onBytes: (count) => {
      read += count
    },
  })
  expect(asked).toEqual([16 * MiB, 16 * MiB, 8 * MiB])
})

it('stops when it is told to, and begins the next file anew', async () => {
  await writeFile(at('a'), randomBytes(40 * MiB))
  const stop = new AbortController()
  await expect(hash('a', { signal: stop.signal, onBytes: () => stop.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  })
  await writeFile(at('b'), 'b')
  expect(Buffer.from((await hash('b')).sha256).toString('hex')).toBe(sha256(Buffer.from('b')))
})

it('goes on after a restart with what was not hashed, and never hashes anything twice', async () => {
  await writeFile(at('a'), 'a')
  vault.advance(700_000)
  await vault.jobs.drain()
  await vault.reconciler.reconcileFolder(vault.place, [])
  expect(await vault.rowOf('a')).toMatchObject({ sha256: null })
  await vault.jobs.start()
  vault.hashing.wake()
  vault.hashing.wake()
  await vault.waitFor('it is hashed', async () => (await vault.rowOf('a'))?.sha256 !== null)
  expect(await vault.rowOf('a')).toMatchObject({ sha256: sha256(Buffer.from('a')) })
  const changes = await vault.db.read(vault.db.build.selectFrom('changes').select('kind'))
  expect(changes).toEqual([{ kind: 'added' }, { kind: 'changed' }])
})

it('leaves a file that is not what was listed to the next look', async () => {
  await writeFile(at('a'), 'a')
  await writeFile(at('b'), 'b')
  vault.advance(700_000)
  await vault.jobs.drain()
  await vault.reconciler.reconcileFolder(vault.place, [])
  await writeFile(at('a'), 'other')
  await vault.jobs.start()
  vault.hashing.wake()
  await vault.waitFor('the other one is hashed', async () => (await vault.rowOf('b'))?.sha256 !== null)
  expect((await vault.rowOf('a'))?.sha256).not.toBe(sha256(Buffer.from('a')))
  await vault.waitFor('both are', async () => (await vault.rowOf('a'))?.sha256 === sha256(Buffer.from('other')))
})
