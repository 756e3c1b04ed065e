import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../testing/open-test-database.ts'

const HOLD = `
  const db = new (require('better-sqlite3'))(process.argv[1])
  db.exec('begin immediate')
  console.log('held')
  process.stdin.on('data', () => { db.exec('rollback'); process.exit() })
`

/** Another process that holds the write lock until it is told to let go. */
async function holdLock(dataFolder: string): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, ['-e', HOLD, join(dataFolder, 'vault.db')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  return async () => {
    const exited = once(holder, 'exit')
    holder.stdin.write('let go')
    await exited
  }
}

test('a commit waits while another process holds the database, and reads go on', async () => {
  const { db, dataFolder, remove } = await openTestDatabase()
  const letGo = await holdLock(dataFolder)
  let answered = false
  const commits = [1, 2, 3].map((i) => db.commit([db.build.insertInto('settings').values({ key: `${i}`, value: '1' })]))
  void commits[0]?.then(() => {
    answered = true
  })
  // Longer than SQLite itself waits.
  for (let i = 0; i < 15; i++) {
    expect(await db.read(db.build.selectFrom('settings').selectAll())).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(answered).toBe(false)
  await letGo()
  expect((await Promise.all(commits)).map(({ kind }) => kind)).toEqual(['committed', 'committed', 'committed'])
  await remove()
})

test('a commit fails as unavailable when the lock outlasts its patience, and the next succeeds', async () => {
  const { db, dataFolder, remove } = await openTestDatabase({ patienceMs: 100 })
  const letGo = await holdLock(dataFolder)
  const insert = () => db.commit([db.build.insertInto('settings').values({ key: 'a', value: '1' })])
  await expect(insert()).rejects.toMatchObject({ code: 'unavailable' })
  await letGo()
  expect(await db.read(db.build.selectFrom('settings').selectAll())).toEqual([])
  expect(await insert()).toMatchObject({ kind: 'committed' })
  await remove()
})

test('opens beside a lock when there is nothing to migrate, and waits for it when there is', async () => {
  const first = await openTestDatabase()
  const { dataFolder } = first
  await first.db.close()
  const letGo = await holdLock(dataFolder)
  const beside = await openTestDatabase({ dataFolder })
  await beside.db.close()
  await letGo()
  await beside.remove()

  const folder = await mkdtemp(join(tmpdir(), 'hearth-locked-'))
  const letGoOfNew = await holdLock(folder)
  const opening = openTestDatabase({ dataFolder: folder })
  const moment = new Promise((resolve) => setTimeout(resolve, 500, 'still waiting'))
  expect(await Promise.race([opening, moment])).toBe('still waiting')
  await letGoOfNew()
  const { db, remove } = await opening
  expect(await db.read(db.build.selectFrom('settings').selectAll())).toEqual([])
  await remove()
})
