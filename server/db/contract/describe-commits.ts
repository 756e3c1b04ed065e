import { beforeEach, describe, expect, test } from 'vitest'
import { requireCommitted } from '../unit-of-work.ts'
import type { DatabaseContext } from './database-context.ts'

export function describeCommits(context: DatabaseContext): void {
  describe('commits', () => {
    test('tell the changes and the rows of each step', async () => {
      const results = requireCommitted(
        await context.db.commit([
          context.insertSetting('a'),
          context.db.build.insertInto('settings').values([
            { key: 'b', value: '1' },
            { key: 'c', value: '1' },
          ]),
          context.db.build.updateTable('settings').set({ value: '2' }).where('key', '!=', 'a').returning('key'),
          context.setting('a'),
          context.db.build.deleteFrom('settings').where('key', '=', 'nothing'),
        ]),
      )
      expect(results.map(({ changes }) => changes)).toEqual([1, 2, 2, 0, 0])
      expect(results[2]?.rows).toEqual(expect.arrayContaining([{ key: 'b' }, { key: 'c' }]))
      expect(results[3]?.rows).toEqual([{ key: 'a', value: '1' }])
    })

    test('of one moment share a few waits for the disk', async () => {
      const units = Array.from({ length: 500 }, (_, i) => context.db.commit([context.insertSetting(`k${i}`)]))
      const results = await Promise.all(units)
      expect(results.every(({ kind }) => kind === 'committed')).toBe(true)
      expect(context.transactions()).toBeLessThanOrEqual(5)
      expect(await context.db.readOne(context.settingCount())).toEqual({ count: 500 })
    })

    test('that arrive while another waits for the disk form the next group', async () => {
      const first = context.db.commit([context.insertSetting('first')])
      await new Promise((resolve) => setImmediate(resolve))
      const rest = Array.from({ length: 100 }, (_, i) => context.db.commit([context.insertSetting(`k${i}`)]))
      await Promise.all([first, ...rest])
      expect(context.groups[0]?.units).toBe(1)
      expect(context.transactions()).toBeLessThanOrEqual(3)
    })

    test('are made in the order in which they were asked for', async () => {
      const append = (digit: string) =>
        context.db.commit([
          context.db.build
            .updateTable('settings')
            .set((eb) => ({ value: eb.fn<string>('concat', ['value', eb.val(digit)]) }))
            .where('key', '=', 'a'),
        ])
      await context.db.commit([context.insertSetting('a', '1')])
      await Promise.all(Array.from('23456789', append))
      expect(await context.db.readOne(context.setting('a'))).toEqual({ key: 'a', value: '123456789' })
    })

    test('leave nothing behind when refused, and their neighbours alone', async () => {
      const results = await Promise.allSettled([
        context.db.commit([context.insertSetting('a')]),
        context.db.commit([context.insertSetting('b'), context.insertSetting('a')]),
        context.db.commit([context.insertSetting('c')]),
        context.db.commit([
          context.insertSetting('d'),
          { query: context.setting('nothing'), expect: 'rows', otherwise: 'missing' },
        ]),
        context.db.commit([
          context.insertSetting('e'),
          context.db.build.insertInto('settings').values({ key: 'f', value: 'not json' }),
        ]),
        context.db.commit([context.insertSetting('g')]),
      ])
      expect(results.map((result) => (result.status === 'fulfilled' ? result.value.kind : 'rejected'))).toEqual([
        'committed',
        'conflict',
        'committed',
        'guard_failed',
        'rejected',
        'committed',
      ])
      const keys = await context.db.read(context.db.build.selectFrom('settings').select('key').orderBy('key'))
      expect(keys.map(({ key }) => key)).toEqual(['a', 'c', 'g'])
    })

    test('reject a mistake of ours as internal', async () => {
      const broken = { sql: 'select nonsense from nowhere', parameters: [], query: undefined, queryId: undefined }
      // A compiled query as a careless caller would forge it.
      await expect(context.db.commit([broken as never])).rejects.toMatchObject({ code: 'internal' })
    })
  })

  describe('guards', () => {
    beforeEach(async () => void (await context.db.commit([context.insertSetting('a')])))

    test.each([
      ['rows', 'a', 'committed'],
      ['rows', 'b', 'guard_failed'],
      ['no-rows', 'a', 'guard_failed'],
      ['no-rows', 'b', 'committed'],
    ] as const)('expect %s of a select for %s: %s', async (expected, key, kind) => {
      const result = await context.db.commit([{ query: context.setting(key), expect: expected, otherwise: 'tag' }])
      expect(result.kind).toBe(kind)
    })

    test('expect a number of changes, with and without RETURNING', async () => {
      const update = () => context.db.build.updateTable('settings').set({ value: '2' }).where('key', '=', 'a')
      const once = { changes: 1 }
      expect(await context.db.commit([{ query: update(), expect: once, otherwise: 'gone' }])).toMatchObject({
        kind: 'committed',
      })
      expect(
        await context.db.commit([
          context.insertSetting('b'),
          { query: update().where('value', '=', '1').returning('key'), expect: once, otherwise: 'gone' },
        ]),
      ).toEqual({ kind: 'guard_failed', step: 1, tag: 'gone' })
      expect(await context.db.readOne(context.setting('b'))).toBeNull()
    })

    test('let one of many racing units win', async () => {
      const claim = (value: string) =>
        context.db.commit([
          {
            query: context.db.build
              .updateTable('settings')
              .set({ value })
              .where('key', '=', 'a')
              .where('value', '=', '1'),
            expect: { changes: 1 },
            otherwise: 'taken',
          },
        ])
      const results = await Promise.all(Array.from({ length: 20 }, (_, i) => claim(`${i + 2}`)))
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1)
    })
  })
}
