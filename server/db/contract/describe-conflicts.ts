import { beforeEach, describe, expect, test } from 'vitest'
import { accountRow, entryRow, placeRow } from '../testing/sample-rows.ts'
import { requireCommitted } from '../unit-of-work.ts'
import type { DatabaseContext } from './database-context.ts'

export function describeConflicts(context: DatabaseContext): void {
  describe('conflicts', () => {
    beforeEach(async () => {
      requireCommitted(
        await context.db.commit([
          context.db.build.insertInto('accounts').values(accountRow('mia')),
          context.db.build.insertInto('places').values(placeRow('attic')),
          context.db.build.insertInto('entries').values(entryRow('e1', 'attic', { name_key: 'a' })),
        ]),
      )
    })

    test('name the column', async () => {
      const again = context.db.build.insertInto('accounts').values(accountRow('other', { name_key: 'mia' }))
      expect(await context.db.commit([context.insertSetting('a'), again])).toEqual({
        kind: 'conflict',
        step: 1,
        constraint: 'accounts.name_key',
      })
    })

    test('name the primary key', async () => {
      const again = context.db.build.insertInto('accounts').values(accountRow('mia', { name_key: 'other' }))
      expect(await context.db.commit([again])).toEqual({ kind: 'conflict', step: 0, constraint: 'accounts.id' })
    })

    test('name all columns, also at the root of a place', async () => {
      const again = context.db.build.insertInto('entries').values(entryRow('e2', 'attic', { name_key: 'a' }))
      expect(await context.db.commit([again])).toEqual({
        kind: 'conflict',
        step: 0,
        constraint: 'entries.parent_key+name_key',
      })
    })

    test('do not come from a trashed entry or a deleted account', async () => {
      const result = await context.db.commit([
        context.db.build.updateTable('entries').set({ state: 'trashed' }),
        context.db.build.insertInto('entries').values(entryRow('e2', 'attic', { name_key: 'a' })),
        context.db.build.updateTable('accounts').set({ deleted_at: 5 }),
        context.db.build.insertInto('accounts').values(accountRow('other', { name_key: 'mia' })),
      ])
      expect(result.kind).toBe('committed')
    })

    test('tell of a reference to nothing, and of a row still referred to', async () => {
      const orphan = context.db.build.insertInto('entries').values(entryRow('e3', 'nowhere'))
      const constraint = 'foreign_key'
      expect(await context.db.commit([orphan])).toEqual({ kind: 'conflict', step: 0, constraint })
      expect(await context.db.commit([context.db.build.deleteFrom('places')])).toEqual({
        kind: 'conflict',
        step: 0,
        constraint,
      })
    })
  })
}
