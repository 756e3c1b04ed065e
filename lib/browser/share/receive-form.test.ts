import { describe, expect, it } from 'vitest'
import { Inbox } from './inbox.ts'
import type { InboxIndex } from './inbox-index.ts'
import { receiveForm } from './receive-form.ts'
import { MemoryFolder } from './testing/memory-folder.ts'
import { createMemoryIndex } from './testing/memory-inbox.ts'
import { createMemoryLocks } from './testing/memory-locks.ts'

const DAY_MS = 24 * 3600 * 1000

function openDevice(index: InboxIndex = createMemoryIndex()) {
  const folder = new MemoryFolder()
  const clock = { nowMs: 1_800_000_000_000 }
  let count = 0
  const inbox = new Inbox({
    index,
    openFolder: async () => folder.handle,
    locks: createMemoryLocks(),
    now: () => clock.nowMs,
    createId: () => `share-${++count}`,
  })
  const receive = async (form: FormData, cut?: number) => {
    const request = new Request('http://localhost/share', { method: 'POST', body: form })
    const contentType = request.headers.get('content-type') ?? ''
    const bytes = new Uint8Array(await request.arrayBuffer())
    return receiveForm(inbox, { contentType, body: new Blob([bytes.slice(0, cut)]).stream() }, () => clock.nowMs)
  }
  const textOf = async (id: string, index: number) => {
    const share = await inbox.find(id)
    return share && (await (await inbox.open(share, index))?.getFile())?.text()
  }
  return { folder, clock, inbox, receive, textOf, index }
}

function formOf(...fields: readonly (readonly [string, string | File])[]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const fileOf = (name: string, text: string, type = '') => new File([text], name, { type })

describe('receiveForm', () => {
  it('keeps files with their names and types, and words as a file beside them', async () => {
    const { receive, inbox, textOf } = openDevice()
    const received = await receive(
      formOf(
        ['title', ''],
        ['text', 'From the beach'],
        ['files', fileOf('größe "1".jpg', 'one', 'image/jpeg')],
        ['files', fileOf('DCIM/two.mp4', 'two two')],
        ['other', 'nobody asked'],
      ),
    )
    expect(received).toEqual({ kind: 'kept', id: 'share-1' })
    const [share] = await inbox.list()
    expect(share?.files.map(({ name, sizeBytes, mimeType }) => [name, sizeBytes, mimeType])).toEqual([
      ["größe '1'.jpg", 3, 'image/jpeg'],
      ['two.mp4', 7, 'application/octet-stream'],
      ['From the beach.txt', 15, 'text/plain'],
    ])
    expect([await textOf('share-1', 0), await textOf('share-1', 1), await textOf('share-1', 2)]).toEqual([
      'one',
      'two two',
      'From the beach\n',
    ])
  })

  it.each([
    ['no field', []],
    ['an input without a file', [['files', fileOf('', '')]]],
    [
      'names without bytes',
      [
        ['files', fileOf('a.jpg', '')],
        ['title', 'a.jpg'],
      ],
    ],
  ] as const)('says that nothing came: %s', async (_title, fields) => {
    const { receive, inbox, folder } = openDevice()
    expect(await receive(formOf(...fields))).toEqual({ kind: 'empty' })
    expect(await inbox.list()).toEqual([])
    expect(folder.paths()).toEqual([])
  })

  it('says that nothing came without a body, and of another kind of form', async () => {
    const { inbox } = openDevice()
    const now = () => 0
    expect(await receiveForm(inbox, { contentType: 'multipart/form-data; boundary=x', body: null }, now)).toEqual({
      kind: 'empty',
    })
    const body = new Blob(['title=x']).stream()
    expect(await receiveForm(inbox, { contentType: 'application/x-www-form-urlencoded', body }, now)).toEqual({
      kind: 'empty',
    })
  })

  it('leaves nothing of a form that is cut off', async () => {
    const { receive, inbox, folder } = openDevice()
    const form = formOf(['files', fileOf('a.bin', 'a'.repeat(1000))], ['files', fileOf('b.bin', 'b'.repeat(1000))])
    expect(await receive(form, 1900)).toEqual({ kind: 'broken' })
    expect(await inbox.list()).toEqual([])
    expect(folder.paths()).toEqual([])
  })

  it('leaves nothing of what the device has no room for, and all that was there before', async () => {
    const { receive, inbox, folder } = openDevice()
    await receive(formOf(['files', fileOf('first.bin', 'first')]))
    folder.disk.freeBytes = 10
    expect(await receive(formOf(['files', fileOf('a.bin', 'small')], ['files', fileOf('b.bin', 'much more')]))).toEqual(
      {
        kind: 'full',
      },
    )
    expect((await inbox.list()).map(({ id }) => id)).toEqual(['share-1'])
    expect(folder.paths()).toEqual(['share-1', 'share-1/0'])
  })

  it('leaves nothing when the record cannot be written', async () => {
    const index = createMemoryIndex()
    const { receive, folder } = openDevice({ ...index, put: () => Promise.reject(new Error('no')) })
    expect(await receive(formOf(['files', fileOf('a.bin', 'a')]))).toEqual({ kind: 'failed' })
    expect(folder.paths()).toEqual([])
  })
})

describe('Inbox', () => {
  it('lists what came in its order, and forgets it after seven days', async () => {
    const { receive, inbox, clock, folder } = openDevice()
    await receive(formOf(['files', fileOf('a', 'a')]))
    clock.nowMs += 3 * DAY_MS
    await receive(formOf(['files', fileOf('b', 'b')]))
    expect((await inbox.list()).map(({ id }) => id)).toEqual(['share-1', 'share-2'])
    clock.nowMs += 4 * DAY_MS + 1
    expect((await inbox.list()).map(({ id }) => id)).toEqual(['share-2'])
    await inbox.sweep()
    expect(folder.paths()).toEqual(['share-2', 'share-2/0'])
  })

  it('sweeps what a browser that died left behind, and nothing else', async () => {
    const { receive, inbox, folder } = openDevice()
    await receive(formOf(['files', fileOf('a', 'a')]))
    const left = await folder.getDirectoryHandle('share-of-nobody', { create: true })
    await left.getFileHandle('0.crswap', { create: true })
    await (await folder.getDirectoryHandle('share-1')).getFileHandle('1.crswap', { create: true })
    await inbox.sweep()
    expect(folder.paths()).toEqual(['share-1', 'share-1/0'])
  })

  it('sweeps nothing while something is written', async () => {
    const { inbox, folder } = openDevice()
    await inbox.keep(async (draft) => {
      await draft.create('0')
      await inbox.sweep()
      return []
    })
    expect(folder.paths()).toEqual([])
    await inbox.keep(async (draft) => {
      const file = await draft.create('0')
      await file.close()
      await inbox.sweep()
      expect(folder.paths()).toContain('share-2/0')
      return []
    })
  })

  it('throws a share away, its files with it', async () => {
    const { receive, inbox, folder } = openDevice()
    await receive(formOf(['files', fileOf('a', 'a')]))
    await inbox.remove('share-1')
    expect(await inbox.list()).toEqual([])
    expect(folder.paths()).toEqual([])
  })
})
