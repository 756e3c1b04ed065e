import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestBackup, type TestBackup } from '#server/features/backup/testing/test-backup.ts'
import { openTestFiles, type TestFiles } from '#server/features/files/testing/test-files.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import { backUpInThread } from './backup-thread.ts'

const SIZE = 20_000_000
const GRANT = 8 << 20
let vault: TestFiles
let backup: TestBackup

beforeEach(async () => {
  vault = await openTestFiles()
  backup = await openTestBackup(vault.test.dataFolder)
  await vault.put('film', Buffer.alloc(SIZE, 'film'))
})
afterEach(async () => {
  await vault.remove()
  await backup.remove()
})

const run = (pace: TakePace, signal = new AbortController().signal) =>
  backUpInThread(
    { dataPath: vault.test.dataFolder, folder: backup.folder, keep: 7, program: 'test' },
    { signal, pace, onProgress: () => {} },
  )

it('reads no more than it is let, and goes on where it was held', async () => {
  let letThrough = () => {}
  let grantedBytes = 0
  let asked = 0
  const running = run(async (bytes) => {
    asked++
    if (asked === 2) {
      await new Promise<void>((resolve) => {
        letThrough = resolve
      })
    }
    grantedBytes += bytes
  })
  await expect.poll(() => asked, { timeout: 30_000 }).toBe(2)
  // Held: the second piece is not granted, and nobody asks for a third.
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect([asked, grantedBytes]).toEqual([2, GRANT])
  letThrough()
  expect(await running).toMatchObject({ files: 1, newBytes: SIZE, missing: [] })
  expect(grantedBytes).toBeGreaterThanOrEqual(SIZE)
  expect(grantedBytes).toBeLessThan(SIZE + GRANT)
})

it('ends while it is held', async () => {
  const stop = new AbortController()
  let isHeld = false
  const hold: TakePace = (_bytes, signal) =>
    new Promise((_resolve, reject) => {
      isHeld = true
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  const running = run(hold, stop.signal)
  const ended = expect(running).rejects.toThrow('enough')
  await expect.poll(() => isHeld, { timeout: 30_000 }).toBe(true)
  stop.abort(new Error('enough'))
  await ended
})
