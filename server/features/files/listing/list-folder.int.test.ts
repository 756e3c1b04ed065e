import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { entryRoutes } from '#lib/contracts/http/entries.ts'
import type { DeviceId, EntryId } from '#lib/core/ids/ids.ts'
import { newId, systemClock } from '#server/clock.ts'
import { nameColumns, typeKey } from '../entries/entry-columns.ts'
import { ANNA_ACTOR, accountActor, guestActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'

async function readAll(vault: TestFiles, request: Parameters<TestFiles['list']>[0]): Promise<EntryView[]> {
  const all: EntryView[] = []
  let cursor: string | undefined
  do {
    const page = await vault.list({ ...request, cursor })
    all.push(...page.entries)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return all
}

describe('a page of a folder', () => {
  let vault: TestFiles
  beforeEach(async () => {
    vault = await openTestFiles()
  })
  afterEach(() => vault.remove())

  it('is what the contract says, with people, rights, hashes and children', async () => {
    await vault.put('b.jpg', 'bb', { lastModifiedMs: 1_700_000_000_000 })
    await vault.put('x.txt', 'x', { folder: ['F'], owner: { kind: 'guest', deviceId: 'd1' as DeviceId } })
    const page = await vault.list({}, guestActor('d1'))
    expect(entryRoutes.list.response?.parse(page)).toEqual(page)
    expect(page.folder).toBeNull()
    expect(page.total).toEqual({ count: 2, sizeBytes: 2 })
    expect(page.seq).toBe(3)
    expect(page.entries).toMatchObject([
      { name: 'F', path: 'F', kind: 'folder', type: 'folder', childCount: 1, sha256: null },
      { name: 'b.jpg', path: 'b.jpg', type: 'photo', childCount: null, mime: 'image/jpeg', sizeBytes: 2 },
    ])
    const [folder, photo] = page.entries
    expect(photo?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(photo?.addedBy).toEqual({ kind: 'account', id: 'anna', name: 'name of anna', self: false })
    expect(photo?.may).toEqual({ change: true, delete: false })
    expect(folder?.addedBy).toEqual({ kind: 'guest', id: 'd1', name: '', self: true })
    expect(folder?.may).toEqual({ change: true, delete: true })

    const inside = await vault.list({ path: 'f' })
    expect(inside.folder).toMatchObject({ name: 'F', path: 'F', childCount: 1 })
    expect(inside.entries).toMatchObject([{ path: 'F/x.txt' }])
  })

  it.each([
    ['/F', 'invalid_path'],
    ['..', 'invalid_path'],
    ['F/../F', 'invalid_path'],
    ['.hearth', 'invalid_path'],
    ['F/.hearth/trash', 'invalid_path'],
    ['F\\G', 'invalid_path'],
    ['F/\u0000', 'invalid_path'],
    ['nowhere', 'not_found'],
    ['F/nowhere', 'not_found'],
    ['F/x.txt', 'not_a_folder'],
  ])('of %j is refused', async (path, code) => {
    await vault.put('x.txt', 'x', { folder: ['F'] })
    await expect(vault.list({ path })).rejects.toMatchObject({ code })
  })

  it.each(['', 'x', '!!!', Buffer.from('[1,2]').toString('base64url'), Buffer.from('null').toString('base64url')])(
    'refuses the cursor %j',
    async (cursor) => {
      await expect(vault.list({ cursor })).rejects.toMatchObject({ code: 'invalid_cursor' })
    },
  )

  it('refuses a cursor of another order, filter or folder', async () => {
    for (const name of ['a', 'b', 'c']) await vault.put(name, name)
    await vault.put('x', 'x', { folder: ['F'] })
    const cursor = (await vault.list({ limit: 2 })).nextCursor ?? ''
    expect((await vault.list({ limit: 2, cursor })).entries.map(({ name }) => name)).toEqual(['b', 'c'])
    for (const request of [{ sort: 'size' as const }, { order: 'desc' as const }, { q: 'a' }, { path: 'F' }]) {
      await expect(vault.list({ cursor, ...request })).rejects.toMatchObject({ code: 'invalid_cursor' })
    }
  })

  it('shows changes since a number, and where the log stands', async () => {
    for (const name of ['a', 'b', 'c']) await vault.put(name, name)
    const page = await vault.files.changes(vault.place, { since: 1, limit: 1 })
    expect(page).toMatchObject({ changes: [{ seq: 2, kind: 'added' }], seq: 2, more: true })
    expect(await vault.files.changes(vault.place, { since: 2, limit: 10 })).toMatchObject({ seq: 3, more: false })
    expect(await vault.files.changes(vault.place, { since: 99, limit: 10 })).toEqual({
      changes: [],
      seq: 3,
      more: false,
    })
    expect(await vault.files.seqOf(vault.place)).toBe(3)
  })

  it('creates folders, and refuses a name that is taken or not allowed', async () => {
    const viewer = { actor: ANNA_ACTOR, place: vault.placeFacts() }
    expect(await vault.files.createFolder({ path: '', name: 'F' }, viewer)).toMatchObject({ path: 'F', childCount: 0 })
    expect(await vault.files.createFolder({ path: 'F', name: 'G' }, viewer)).toMatchObject({ path: 'F/G' })
    const create = (path: string, name: string) => vault.files.createFolder({ path, name }, viewer)
    await expect(create('', 'f')).rejects.toMatchObject({ code: 'entry_exists' })
    await expect(create('', 'a:b')).rejects.toMatchObject({ code: 'invalid_name' })
    await expect(create('nowhere', 'x')).rejects.toMatchObject({ code: 'not_found' })
    const made = await Promise.allSettled(Array.from({ length: 20 }, () => create('F', 'once')))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await vault.tree()).toEqual(['F/', 'F/G/', 'F/once/'])
    expect(await vault.listed()).toEqual(await vault.tree())
  })

  it('does not show what lies in the trash, by list or by id', async () => {
    await vault.put('x.txt', 'x', { folder: ['F'] })
    const id = (await vault.idOf('F/x.txt')) as EntryId
    await vault.bulk({ action: 'trash', selector: { kind: 'ids', ids: [await vault.idOf('F')] } })
    expect((await vault.list()).entries).toEqual([])
    expect(await vault.files.describeEntry(id, { actor: accountActor('root', 'admin') })).toBeNull()
    await expect(vault.files.rename(id, 'y.txt', { actor: ANNA_ACTOR })).rejects.toMatchObject({ code: 'entry_gone' })
  })
})

describe('10,000 entries', () => {
  let vault: TestFiles
  const expected: {
    name: string
    kind: 'file' | 'folder'
    size: number
    mtime: number
    added: number
    type: string
  }[] = []
  beforeAll(async () => {
    vault = await openTestFiles()
    for (let i = 0; i < 10_000; i++) {
      const kind = i % 50 === 0 ? 'folder' : 'file'
      const name = `${['IMG', 'Äpfel', 'zoo', 'b'][i % 4]} ${i % 1000}${kind === 'file' ? ['.jpg', '.mp4', '.txt'][i % 3] : ''}${i >= 1000 ? ` ${i}` : ''}`
      const size = kind === 'file' ? (i * 7919) % 5000 : 0
      expected.push({
        name,
        kind,
        size,
        mtime: (i * 31) % 3000,
        added: (i * 17) % 2900,
        type: kind === 'file' ? typeKey(name, null) : 'folder',
      })
    }
    for (let start = 0; start < expected.length; start += 500) {
      const rows = expected.slice(start, start + 500).map((entry) => ({
        id: newId<EntryId>(systemClock),
        place_id: vault.place,
        parent_id: null,
        kind: entry.kind,
        ...nameColumns(entry.name),
        type_key: entry.type,
        size_bytes: entry.size,
        mtime_ms: entry.mtime,
        content_id: null,
        mime: null,
        uploader_kind: null,
        uploader_id: null,
        added_at: entry.added,
        changed_at: 1,
        missing_since: null,
        device: null,
        inode: null,
      }))
      await vault.db.commit([vault.db.build.insertInto('entries').values(rows)])
    }
  })
  afterAll(() => vault.remove())

  it.each([
    ['name', 'asc'],
    ['name', 'desc'],
    ['size', 'asc'],
    ['size', 'desc'],
    ['changed', 'asc'],
    ['changed', 'desc'],
    ['added', 'asc'],
    ['added', 'desc'],
    ['type', 'asc'],
    ['type', 'desc'],
  ] as const)('are read page by page by %s %s: each once, folders first', async (sort, order) => {
    const all = await readAll(vault, { sort, order, limit: 777 })
    expect(all).toHaveLength(10_000)
    expect(new Set(all.map(({ id }) => id)).size).toBe(10_000)
    const kinds = all.map(({ kind }) => kind)
    expect(kinds.lastIndexOf('folder')).toBeLessThan(kinds.indexOf('file'))
    const files = all.filter(({ kind }) => kind === 'file')
    const key = (entry: EntryView) => {
      if (sort === 'name') return nameColumns(entry.name).sort_name
      if (sort === 'type') return `${typeKey(entry.name, null)}\0${nameColumns(entry.name).sort_name}`
      if (sort === 'added') return entry.addedAt
      return sort === 'size' ? entry.sizeBytes : entry.modifiedAt
    }
    const inOrder = files.every((entry, index) => {
      const before = files[index - 1]
      if (before === undefined) return true
      return order === 'asc' ? key(before) <= key(entry) : key(before) >= key(entry)
    })
    expect(inOrder).toBe(true)
  })

  it('are counted as a whole and by filter', async () => {
    const sum = (entries: typeof expected) => ({
      count: entries.length,
      sizeBytes: entries.reduce((total, { size }) => total + size, 0),
    })
    expect((await vault.list()).total).toEqual(sum(expected))
    const photos = expected.filter(({ type }) => type.startsWith('photo.'))
    expect((await vault.list({ type: 'photo', limit: 5 })).total).toEqual(sum(photos))
    expect(await readAll(vault, { type: 'photo', sort: 'size', limit: 500 })).toHaveLength(photos.length)
    const folders = expected.filter(({ kind }) => kind === 'folder')
    expect((await vault.list({ type: 'folder', limit: 5 })).total.count).toBe(folders.length)
    const apples = expected.filter(({ name }) => name.includes('Äpfel 12'))
    for (const q of ['äpfel 12', 'A\u0308PFEL 12']) {
      const page = await vault.list({ q, limit: 1000 })
      expect([page.total, page.entries.length]).toEqual([sum(apples), apples.length])
    }
    expect((await vault.list({ q: '100%_\\' })).total.count).toBe(0)
  })

  it('are trashed as one selection', async () => {
    const selector = { kind: 'folder' as const, path: '', q: 'äpfel', except: [] }
    const before = (await vault.list()).total
    const job = await vault.bulk({ action: 'trash', selector })
    expect(job.result).toEqual({ changed: 2500, skipped: 0, refused: 0 })
    expect((await vault.list({ q: 'äpfel' })).total.count).toBe(0)
    expect((await vault.list()).total.count).toBe(before.count - 2500)
  })
})
