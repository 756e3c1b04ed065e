import { expect, it } from 'vitest'
import { MemoryFolder } from '../share/testing/memory-folder.ts'
import type { KeepAnswer } from './keep-messages.ts'
import { keepSources, type SourceToKeep } from './keep-sources.ts'
import { createSourceFolder } from './source-folder.ts'

const HOUR_MS = 3_600_000
const sourceOf = (id: string, bytes = 10): SourceToKeep => ({ id, file: new File([new Uint8Array(bytes)], id) })

function openKeeper(options: { free?: number; answer?: KeepAnswer; over?: (id: string) => boolean } = {}) {
  const copied: string[] = []
  const disk = new MemoryFolder()
  const folder = createSourceFolder(async () => disk.handle, 'hearth-account-1')
  const keep = (sources: readonly SourceToKeep[]) =>
    keepSources(sources, {
      folder,
      copy: async ({ id }) => {
        copied.push(id)
        const people = await disk.getDirectoryHandle('people', { create: true })
        const person = await people.getDirectoryHandle('hearth-account-1', { create: true })
        await (await person.getDirectoryHandle('sources', { create: true })).getFileHandle(id, { create: true })
        return options.answer ?? 'kept'
      },
      countFree: async () => options.free ?? 1_000,
      isWanted: (id) => !options.over?.(id),
    })
  return { keep, copied, folder, disk }
}

it('copies the last first, and not what was sent meanwhile', async () => {
  const { keep, copied } = openKeeper({ over: (id) => id === 'b' })
  expect(await keep([sourceOf('a'), sourceOf('b'), sourceOf('c')])).toBe(0)
  expect(copied).toEqual(['c', 'a'])
})

it('leaves room on the device, and says how many have no copy', async () => {
  const { keep, copied } = openKeeper({ free: 100 })
  expect(await keep([sourceOf('small', 80), sourceOf('large', 81)])).toBe(1)
  expect(copied).toEqual(['small'])
  expect(await openKeeper({ answer: 'full' }).keep([sourceOf('a'), sourceOf('b')])).toBe(2)
  expect(await openKeeper({ answer: 'failed' }).keep([sourceOf('a')])).toBe(0)
})

it('takes a copy away whose transfer ended while it was made', async () => {
  let asked = 0
  const { keep, disk } = openKeeper({ over: () => ++asked > 1 })
  await keep([sourceOf('a')])
  expect(disk.paths().filter((path) => path.includes('sources/'))).toEqual([])
})

it('finds a copy only when it is whole, under the name and time of the original', async () => {
  const { folder, disk } = openKeeper()
  const record = { id: 'a', filename: 'IMG 1.jpg', sizeBytes: 3, lastModifiedMs: 5, mimeType: 'image/jpeg' }
  expect(await folder.find(record)).toBeNull()
  const shared = await disk.getFileHandle('0', { create: true })
  const writer = await shared.createWritable()
  await writer.write(Uint8Array.of(1, 2, 3))
  await writer.close()
  await folder.adopt('a', shared as unknown as FileSystemFileHandle)
  const found = await folder.find(record)
  expect([found?.name, found?.size, found?.lastModified, found?.type]).toEqual(['IMG 1.jpg', 3, 5, 'image/jpeg'])
  expect(await folder.find({ ...record, sizeBytes: 4 })).toBeNull()
  expect(disk.paths()).not.toContain('0')
})

it('sweeps what no transfer needs, but nothing that was written just now', async () => {
  const { keep, folder, disk } = openKeeper()
  await keep([sourceOf('needed'), sourceOf('left')])
  const names = () => disk.paths().filter((path) => /sources\/./.test(path)).length
  await folder.sweep(new Set(['needed']), Date.now())
  expect(names()).toBe(2)
  await folder.sweep(new Set(['needed']), Date.now() + 2 * HOUR_MS)
  expect(disk.paths().at(-1)).toMatch(/sources\/needed$/)
  expect(names()).toBe(1)
})
