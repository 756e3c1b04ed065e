import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from './database.ts'
import type { TestDatabase } from './testing/open-test-database.ts'
import { accountRow, contentRow, entryRow, placeRow } from './testing/sample-rows.ts'
import { requireCommitted } from './unit-of-work.ts'

type OnGroup = (group: { units: number; transactions: number }) => void

/** The promises of `Database`, for every dialect; `open` gives an empty one with the newest schema. */
export function describeDatabase(
  dialect: string,
  open: (options: { onGroup: OnGroup }) => Promise<TestDatabase>,
): void {
  describe(dialect, () => {
    let opened: TestDatabase
    let db: Database
    let groups: { units: number; transactions: number }[]

    beforeEach(async () => {
      groups = []
      opened = await open({ onGroup: (group) => groups.push(group) })
      db = opened.db
    })

    afterEach(() => opened.remove())

    const insertSetting = (key: string, value = '1') => db.build.insertInto('settings').values({ key, value })
    const setting = (key: string) => db.build.selectFrom('settings').selectAll().where('key', '=', key)
    const settingCount = () => db.build.selectFrom('settings').select((eb) => eb.fn.countAll<number>().as('count'))
    const transactions = () => groups.reduce((sum, group) => sum + group.transactions, 0)

    describe('reads', () => {
      test('see every commit that was acknowledged before', async () => {
        for (let i = 0; i < 50; i++) {
          await db.commit([insertSetting(`k${i}`)])
          expect(await db.readOne(setting(`k${i}`))).toEqual({ key: `k${i}`, value: '1' })
        }
      })

      test('give null for a row that is not there', async () => {
        expect(await db.readOne(setting('nothing'))).toBeNull()
      })

      test('asked together see one state while others write', async () => {
        let writing = true
        const writer = (async () => {
          for (let i = 0; writing; i++) await db.commit([insertSetting(`a${i}`)])
        })()
        for (let i = 0; i < 50; i++) {
          const [first, second] = await db.readTogether([settingCount(), settingCount()])
          expect(first).toEqual(second)
        }
        writing = false
        await writer
      })

      test('end with the reason of their signal when it is aborted, before or meanwhile', async () => {
        const reason = new Error('went away')
        await expect(db.read(settingCount(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
        const abort = new AbortController()
        const reads = Array.from({ length: 8 }, () => db.read(settingCount(), { signal: abort.signal }))
        abort.abort(reason)
        const results = await Promise.allSettled(reads)
        expect(results.every(({ status }) => status === 'rejected')).toBe(true)
        expect(await db.readOne(settingCount())).toEqual({ count: 0 })
      })

      test('cannot write', async () => {
        await expect(db.read(insertSetting('a').returningAll())).rejects.toMatchObject({ code: 'internal' })
        expect(await db.readOne(settingCount())).toEqual({ count: 0 })
      })

      test('are compiled by the builder, never executed by it', async () => {
        await expect(setting('a').execute()).rejects.toThrow('never executed')
      })
    })

    describe('commits', () => {
      test('tell the changes and the rows of each step', async () => {
        const results = requireCommitted(
          await db.commit([
            insertSetting('a'),
            db.build.insertInto('settings').values([
              { key: 'b', value: '1' },
              { key: 'c', value: '1' },
            ]),
            db.build.updateTable('settings').set({ value: '2' }).where('key', '!=', 'a').returning('key'),
            setting('a'),
            db.build.deleteFrom('settings').where('key', '=', 'nothing'),
          ]),
        )
        expect(results.map(({ changes }) => changes)).toEqual([1, 2, 2, 0, 0])
        expect(results[2]?.rows).toEqual(expect.arrayContaining([{ key: 'b' }, { key: 'c' }]))
        expect(results[3]?.rows).toEqual([{ key: 'a', value: '1' }])
      })

      test('of one moment share a few waits for the disk', async () => {
        const units = Array.from({ length: 500 }, (_, i) => db.commit([insertSetting(`k${i}`)]))
        const results = await Promise.all(units)
        expect(results.every(({ kind }) => kind === 'committed')).toBe(true)
        expect(transactions()).toBeLessThanOrEqual(5)
        expect(await db.readOne(settingCount())).toEqual({ count: 500 })
      })

      test('that arrive while another waits for the disk form the next group', async () => {
        const first = db.commit([insertSetting('first')])
        await new Promise((resolve) => setImmediate(resolve))
        const rest = Array.from({ length: 100 }, (_, i) => db.commit([insertSetting(`k${i}`)]))
        await Promise.all([first, ...rest])
        expect(groups[0]?.units).toBe(1)
        expect(transactions()).toBeLessThanOrEqual(3)
      })

      test('are made in the order in which they were asked for', async () => {
        const append = (digit: string) =>
          db.commit([
            db.build
              .updateTable('settings')
              .set((eb) => ({ value: eb.fn<string>('concat', ['value', eb.val(digit)]) }))
              .where('key', '=', 'a'),
          ])
        await db.commit([insertSetting('a', '1')])
        await Promise.all(Array.from('23456789', append))
        expect(await db.readOne(setting('a'))).toEqual({ key: 'a', value: '123456789' })
      })

      test('leave nothing behind when refused, and their neighbours alone', async () => {
        const results = await Promise.allSettled([
          db.commit([insertSetting('a')]),
          db.commit([insertSetting('b'), insertSetting('a')]),
          db.commit([insertSetting('c')]),
          db.commit([insertSetting('d'), { query: setting('nothing'), expect: 'rows', otherwise: 'missing' }]),
          db.commit([insertSetting('e'), db.build.insertInto('settings').values({ key: 'f', value: 'not json' })]),
          db.commit([insertSetting('g')]),
        ])
        expect(results.map((result) => (result.status === 'fulfilled' ? result.value.kind : 'rejected'))).toEqual([
          'committed',
          'conflict',
          'committed',
          'guard_failed',
          'rejected',
          'committed',
        ])
        const keys = await db.read(db.build.selectFrom('settings').select('key').orderBy('key'))
        expect(keys.map(({ key }) => key)).toEqual(['a', 'c', 'g'])
      })

      test('reject a mistake of ours as internal', async () => {
        const broken = { sql: 'select nonsense from nowhere', parameters: [], query: undefined, queryId: undefined }
        // A compiled query as a careless caller would forge it.
        await expect(db.commit([broken as never])).rejects.toMatchObject({ code: 'internal' })
      })
    })

    describe('guards', () => {
      beforeEach(async () => void (await db.commit([insertSetting('a')])))

      test.each([
        ['rows', 'a', 'committed'],
        ['rows', 'b', 'guard_failed'],
        ['no-rows', 'a', 'guard_failed'],
        ['no-rows', 'b', 'committed'],
      ] as const)('expect %s of a select for %s: %s', async (expected, key, kind) => {
        const result = await db.commit([{ query: setting(key), expect: expected, otherwise: 'tag' }])
        expect(result.kind).toBe(kind)
      })

      test('expect a number of changes, with and without RETURNING', async () => {
        const update = () => db.build.updateTable('settings').set({ value: '2' }).where('key', '=', 'a')
        const once = { changes: 1 }
        expect(await db.commit([{ query: update(), expect: once, otherwise: 'gone' }])).toMatchObject({
          kind: 'committed',
        })
        expect(
          await db.commit([
            insertSetting('b'),
            { query: update().where('value', '=', '1').returning('key'), expect: once, otherwise: 'gone' },
          ]),
        ).toEqual({ kind: 'guard_failed', step: 1, tag: 'gone' })
        expect(await db.readOne(setting('b'))).toBeNull()
      })

      test('let one of many racing units win', async () => {
        const claim = (value: string) =>
          db.commit([
            {
              query: db.build.updateTable('settings').set({ value }).where('key', '=', 'a').where('value', '=', '1'),
              expect: { changes: 1 },
              otherwise: 'taken',
            },
          ])
        const results = await Promise.all(Array.from({ length: 20 }, (_, i) => claim(`${i + 2}`)))
        expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1)
      })
    })

    describe('conflicts', () => {
      beforeEach(async () => {
        requireCommitted(
          await db.commit([
            db.build.insertInto('accounts').values(accountRow('mia')),
            db.build.insertInto('places').values(placeRow('attic')),
            db.build.insertInto('entries').values(entryRow('e1', 'attic', { name_key: 'a' })),
          ]),
        )
      })

      test('name the column', async () => {
        const again = db.build.insertInto('accounts').values(accountRow('other', { name_key: 'mia' }))
        expect(await db.commit([insertSetting('a'), again])).toEqual({
          kind: 'conflict',
          step: 1,
          constraint: 'accounts.name_key',
        })
      })

      test('name the primary key', async () => {
        const again = db.build.insertInto('accounts').values(accountRow('mia', { name_key: 'other' }))
        expect(await db.commit([again])).toEqual({ kind: 'conflict', step: 0, constraint: 'accounts.id' })
      })

      test('name all columns, also at the root of a place', async () => {
        const again = db.build.insertInto('entries').values(entryRow('e2', 'attic', { name_key: 'a' }))
        expect(await db.commit([again])).toEqual({
          kind: 'conflict',
          step: 0,
          constraint: 'entries.parent_key+name_key',
        })
      })

      test('do not come from a trashed entry or a deleted account', async () => {
        const result = await db.commit([
          db.build.updateTable('entries').set({ state: 'trashed' }),
          db.build.insertInto('entries').values(entryRow('e2', 'attic', { name_key: 'a' })),
          db.build.updateTable('accounts').set({ deleted_at: 5 }),
          db.build.insertInto('accounts').values(accountRow('other', { name_key: 'mia' })),
        ])
        expect(result.kind).toBe('committed')
      })

      test('tell of a reference to nothing, and of a row still referred to', async () => {
        const orphan = db.build.insertInto('entries').values(entryRow('e3', 'nowhere'))
        const constraint = 'foreign_key'
        expect(await db.commit([orphan])).toEqual({ kind: 'conflict', step: 0, constraint })
        expect(await db.commit([db.build.deleteFrom('places')])).toEqual({ kind: 'conflict', step: 0, constraint })
      })
    })

    describe('values', () => {
      test('come back as they went in', async () => {
        const sha256 = new Uint8Array(32).map((_, i) => i * 8)
        // A Buffer from the shared pool, as hashing gives it.
        const manifest = Buffer.from('ab'.repeat(64), 'hex')
        const row = contentRow('c', 'attic', {
          size_bytes: Number.MAX_SAFE_INTEGER,
          mtime_ns: '1764000000123456789',
          inode: '18446744073709551615',
          sha256,
          hashed_at: 5,
          manifest,
        })
        await db.commit([
          db.build.insertInto('places').values(placeRow('attic', { name: 'Ätt\u0000ic 🏠', icon: null })),
          db.build.insertInto('contents').values(row),
        ])
        const read = await db.readOne(db.build.selectFrom('contents').selectAll())
        expect(read).toMatchObject({ ...row, entry_id: null, manifest: new Uint8Array(manifest) })
        expect(read?.sha256).toBeInstanceOf(Uint8Array)
        const place = await db.readOne(db.build.selectFrom('places').select(['name', 'icon', 'read_only']))
        expect(place).toEqual({ name: 'Ätt\u0000ic 🏠', icon: null, read_only: 0 })
      })

      test.each([true, undefined, 5n, 2 ** 53, Number.NaN, new Date(0), {}])('are refused: %s', async (value) => {
        // What the types forbid, a cast or a parsed document could still bring.
        const unit = [db.build.insertInto('settings').values({ key: 'a', value: value as never })]
        if (value === undefined) await expect(db.commit(unit)).rejects.toThrow()
        else await expect(db.commit(unit)).rejects.toThrow(TypeError)
      })

      test('of text sort by their bytes', async () => {
        for (const key of ['b', 'Z', 'é', 'a', '🏠', '\uffee', '10', '9']) await db.commit([insertSetting(key)])
        const rows = await db.read(db.build.selectFrom('settings').select('key').orderBy('key'))
        expect(rows.map(({ key }) => key)).toEqual(['10', '9', 'Z', 'a', 'b', 'é', '\uffee', '🏠'])
      })

      test('of generated columns follow theirs', async () => {
        await db.commit([
          db.build.insertInto('places').values(placeRow('attic')),
          db.build.insertInto('entries').values(entryRow('folder', 'attic', { kind: 'folder' })),
          db.build.insertInto('entries').values(entryRow('inner', 'attic', { parent_id: 'folder' as EntryId })),
          db.build
            .updateTable('entries')
            .set({ state: 'trashed' })
            .where('id', '=', 'inner' as EntryId),
        ])
        expect(
          await db.read(db.build.selectFrom('entries').select(['id', 'parent_key', 'listed']).orderBy('id')),
        ).toEqual([
          { id: 'folder', parent_key: 'attic', listed: 1 },
          { id: 'inner', parent_key: 'folder', listed: 0 },
        ])
      })

      test('of the change log only grow, also after the newest was deleted', async () => {
        const change = () =>
          db.build
            .insertInto('changes')
            .values({ place_id: 'attic' as PlaceId, kind: 'place', at: 1 })
            .returning('seq')
        const seqs: unknown[] = []
        for (let i = 0; i < 3; i++) {
          const [result] = requireCommitted(await db.commit([change(), db.build.deleteFrom('changes')]))
          seqs.push(result?.rows[0])
        }
        expect(seqs).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }])
      })
    })

    describe('lazy commits', () => {
      test('happen at the latest on close, the newest of each key', async () => {
        const later = db.build.updateTable('settings').where('key', '=', 'a')
        await db.commit([insertSetting('a')])
        const before = transactions()
        for (let i = 0; i < 100; i++) db.commitLater([later.set({ value: `${i}` })], { key: 'seen:a' })
        db.commitLater([insertSetting('b')])
        expect(await db.readOne(setting('a'))).toMatchObject({ value: '1' })
        await db.close()
        expect(transactions() - before).toBe(1)
        expect(groups.at(-1)?.units).toBe(2)
      })

      test('that fail are told to the log only', async () => {
        db.commitLater([db.build.insertInto('settings').values({ key: 'a', value: 'not json' })])
        await db.close()
        expect(opened.errors).toMatchObject([{ code: 'internal' }])
      })
    })

    test('closing finishes what was asked for, and refuses what comes after', async () => {
      const commits = Array.from({ length: 300 }, (_, i) => db.commit([insertSetting(`k${i}`)]))
      await Promise.all([db.close(), db.close()])
      expect((await Promise.all(commits)).every(({ kind }) => kind === 'committed')).toBe(true)
      await expect(db.commit([insertSetting('late')])).rejects.toMatchObject({ code: 'shutting_down' })
      await expect(db.read(settingCount())).rejects.toMatchObject({ code: 'shutting_down' })
    })
  })
}
