import { expect, it } from 'vitest'
import { Inbox } from './inbox.ts'
import { MemoryFolder } from './testing/memory-folder.ts'
import { createMemoryIndex } from './testing/memory-inbox.ts'
import { createMemoryLocks } from './testing/memory-locks.ts'

const DAY = 86_400_000
const START = 400 * DAY

/** A device whose clock somebody sets. */
function openDevice() {
  const disk = new MemoryFolder()
  const clock = { now: START }
  let count = 0
  const inbox = new Inbox({
    index: createMemoryIndex(),
    openFolder: async () => (await disk.getDirectoryHandle('inbox', { create: true })).handle,
    locks: createMemoryLocks(),
    now: () => clock.now,
    createId: () => `share${++count}`,
  })
  const receive = () =>
    inbox.keep(async (draft) => {
      const writer = await draft.create('0')
      await writer.write(new TextEncoder().encode('letter'))
      await writer.close()
      const file = { name: 'letter.txt', sizeBytes: 6, mimeType: 'text/plain', lastModifiedMs: 0 }
      return [{ ...file, stored: '0', handle: null }]
    })
  const left = async () => {
    await inbox.sweep()
    return { shares: (await inbox.list()).length, files: disk.paths().filter((path) => path.endsWith('/0')).length }
  }
  return { clock, receive, left }
}

it('keeps what nobody wanted for seven days, then not a byte', async () => {
  const { clock, receive, left } = openDevice()
  await receive()
  clock.now += 7 * DAY
  expect(await left()).toEqual({ shares: 1, files: 1 })
  clock.now += 1
  expect(await left()).toEqual({ shares: 0, files: 0 })
})

it('keeps it no longer because the clock was a year ahead when it came', async () => {
  const { clock, receive, left } = openDevice()
  clock.now = START + 365 * DAY
  await receive()
  clock.now = START
  expect(await left()).toEqual({ shares: 1, files: 1 })
  clock.now += 7 * DAY + 1
  expect(await left()).toEqual({ shares: 0, files: 0 })
})
