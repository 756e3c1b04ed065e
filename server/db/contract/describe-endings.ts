import { describe, expect, test } from 'vitest'
import type { DatabaseContext } from './database-context.ts'

export function describeEndings(context: DatabaseContext): void {
  describe('lazy commits', () => {
    test('happen at the latest on close, the newest of each key', async () => {
      const later = context.db.build.updateTable('settings').where('key', '=', 'a')
      await context.db.commit([context.insertSetting('a')])
      const before = context.transactions()
      for (let i = 0; i < 100; i++) context.db.commitLater([later.set({ value: `${i}` })], { key: 'seen:a' })
      context.db.commitLater([context.insertSetting('b')])
      expect(await context.db.readOne(context.setting('a'))).toMatchObject({ value: '1' })
      await context.db.close()
      expect(context.transactions() - before).toBe(1)
      expect(context.groups.at(-1)?.units).toBe(2)
    })

    test('that fail are told to the log only', async () => {
      context.db.commitLater([context.db.build.insertInto('settings').values({ key: 'a', value: 'not json' })])
      await context.db.close()
      expect(context.errors).toMatchObject([{ code: 'internal' }])
    })
  })

  test('closing finishes what was asked for, and refuses what comes after', async () => {
    const commits = Array.from({ length: 300 }, (_, i) => context.db.commit([context.insertSetting(`k${i}`)]))
    await Promise.all([context.db.close(), context.db.close()])
    expect((await Promise.all(commits)).every(({ kind }) => kind === 'committed')).toBe(true)
    await expect(context.db.commit([context.insertSetting('late')])).rejects.toMatchObject({ code: 'shutting_down' })
    await expect(context.db.read(context.settingCount())).rejects.toMatchObject({ code: 'shutting_down' })
  })
}
