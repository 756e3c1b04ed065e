import { randomUUID } from 'node:crypto'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JobId } from '#lib/core/ids/ids.ts'
import { openTestFiles, type TestFiles } from '../testing/test-files.ts'
import { stagedCopyName, sweepCopies } from './sweep-copies.ts'

let vault: TestFiles
beforeEach(async () => {
  vault = await openTestFiles()
})
afterEach(() => vault.remove())

it('removes what copies left whose jobs are over or forgotten, and nothing else', async () => {
  const { jobs, publisher, place, errors } = vault
  jobs.register('quick', { parse: () => null, run: async () => null })
  jobs.register('slow', {
    parse: () => null,
    run: (_job, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  })
  const quick = await jobs.enqueue({ kind: 'quick', payload: null })
  const slow = await jobs.enqueue({ kind: 'slow', payload: null })
  await jobs.settled(quick.id, 20_000)
  const folder = await publisher.stagingFolder(place, [])
  const left = (id: string) => stagedCopyName(id as JobId, randomUUID())
  const kept = [left(slow.id), `${left(slow.id)}.copy`, `${randomUUID()}.part`, 'copy of a hand']
  const swept = [left(quick.id), `${left(quick.id)}.copy`, left(randomUUID())]
  for (const name of [...kept, ...swept]) await writeFile(join(folder, name), 'x')

  const gone = await vault.addPlace('gone')
  await rm(gone.root, { recursive: true })
  const onError = (error: unknown) => errors.push(error)
  await sweepCopies([gone.place, place], { publisher, jobs, onError })
  expect((await readdir(folder)).sort()).toEqual(kept.sort())
  expect(errors).toEqual([])
})
