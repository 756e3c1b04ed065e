import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../testing/open-test-database.ts'

test('a copy made under load opens elsewhere, complete and with no half unit', async () => {
  const { db, dataFolder, remove } = await openTestDatabase()
  const elsewhere = join(dataFolder, 'elsewhere')
  await mkdir(elsewhere)
  const insertPair = (i: number) =>
    db.commit(
      ['head', 'tail'].map((part) => db.build.insertInto('settings').values({ key: `${part}-${i}`, value: '1' })),
    )
  for (let i = 0; i < 100; i++) await insertPair(i)

  let copying = true
  const load = (async () => {
    for (let i = 100; copying; i++) await insertPair(i)
  })()
  await db.backupTo(join(elsewhere, 'vault.db'))
  // A second copy to the same place replaces the first.
  await db.backupTo(join(elsewhere, 'vault.db'))
  copying = false
  await load

  expect(await readdir(elsewhere)).toEqual(['vault.db'])
  expect((await stat(join(elsewhere, 'vault.db'))).mode & 0o077).toBe(0)
  const restored = await openTestDatabase({ dataFolder: elsewhere })
  const keys = await restored.db.read(restored.db.build.selectFrom('settings').select('key'))
  const pairs = keys.filter(({ key }) => key.startsWith('head-')).length
  expect(pairs).toBeGreaterThanOrEqual(100)
  expect(keys).toHaveLength(pairs * 2)
  await restored.db.close()
  await remove()
})

test('a copy to a folder that is not there fails without a trace', async () => {
  const { db, dataFolder, remove } = await openTestDatabase()
  await expect(db.backupTo(join(dataFolder, 'nowhere', 'vault.db'))).rejects.toMatchObject({ code: 'unavailable' })
  await remove()
})

test('closing folds the log into the database file', async () => {
  const { db, dataFolder, remove } = await openTestDatabase()
  await db.commit([db.build.insertInto('settings').values({ key: 'a', value: '1' })])
  await db.close()
  expect(await readdir(dataFolder)).toEqual(['vault.db'])
  await remove()
})
