import { describe, expect, test } from 'vitest'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { contentRow, entryRow, placeRow } from '../testing/sample-rows.ts'
import { requireCommitted } from '../unit-of-work.ts'
import type { DatabaseContext } from './database-context.ts'

export function describeValues(context: DatabaseContext): void {
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
      await context.db.commit([
        context.db.build.insertInto('places').values(placeRow('attic', { name: 'Ätt\u0000ic 🏠', icon: null })),
        context.db.build.insertInto('contents').values(row),
      ])
      const read = await context.db.readOne(context.db.build.selectFrom('contents').selectAll())
      expect(read).toMatchObject({ ...row, entry_id: null, manifest: new Uint8Array(manifest) })
      expect(read?.sha256).toBeInstanceOf(Uint8Array)
      const place = await context.db.readOne(
        context.db.build.selectFrom('places').select(['name', 'icon', 'read_only']),
      )
      expect(place).toEqual({ name: 'Ätt\u0000ic 🏠', icon: null, read_only: 0 })
    })

    test.each([true, undefined, 5n, 2 ** 53, Number.NaN, new Date(0), {}])('are refused: %s', async (value) => {
      // What the types forbid, a cast or a parsed document could still bring.
      const unit = [context.db.build.insertInto('settings').values({ key: 'a', value: value as never })]
      if (value === undefined) await expect(context.db.commit(unit)).rejects.toThrow()
      else await expect(context.db.commit(unit)).rejects.toThrow(TypeError)
    })

    test('of text sort by their bytes', async () => {
      for (const key of ['b', 'Z', 'é', 'a', '🏠', '\uffee', '10', '9'])
        await context.db.commit([context.insertSetting(key)])
      const rows = await context.db.read(context.db.build.selectFrom('settings').select('key').orderBy('key'))
      expect(rows.map(({ key }) => key)).toEqual(['10', '9', 'Z', 'a', 'b', 'é', '\uffee', '🏠'])
    })

    test('of generated columns follow theirs', async () => {
      await context.db.commit([
        context.db.build.insertInto('places').values(placeRow('attic')),
        context.db.build.insertInto('entries').values(entryRow('folder', 'attic', { kind: 'folder' })),
        context.db.build.insertInto('entries').values(entryRow('inner', 'attic', { parent_id: 'folder' as EntryId })),
        context.db.build
          .updateTable('entries')
          .set({ state: 'trashed' })
          .where('id', '=', 'inner' as EntryId),
      ])
      expect(
        await context.db.read(
          context.db.build.selectFrom('entries').select(['id', 'parent_key', 'listed']).orderBy('id'),
        ),
      ).toEqual([
        { id: 'folder', parent_key: 'attic', listed: 1 },
        { id: 'inner', parent_key: 'folder', listed: 0 },
      ])
    })

    test('of the change log only grow, also after the newest was deleted', async () => {
      const change = () =>
        context.db.build
          .insertInto('changes')
          .values({ place_id: 'attic' as PlaceId, kind: 'place', at: 1 })
          .returning('seq')
      const seqs: unknown[] = []
      for (let i = 0; i < 3; i++) {
        const [result] = requireCommitted(await context.db.commit([change(), context.db.build.deleteFrom('changes')]))
        seqs.push(result?.rows[0])
      }
      expect(seqs).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }])
    })
  })
}
