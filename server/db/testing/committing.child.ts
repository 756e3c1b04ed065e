import { openSqlite } from '../sqlite/open-sqlite.ts'

/** Commits rows from several sides at once and prints each key once it was acknowledged, until it is killed. */
const db = await openSqlite({
  dataFolder: process.argv[2] ?? '',
  clock: { now: () => Date.now() },
  onError: (error) => {
    throw error
  },
})

async function commitForever(side: number): Promise<void> {
  for (let i = 0; ; i++) {
    const key = `${process.pid}-${side}-${i}`
    const values = ['head', 'tail'].map((part) => ({ key: `${key}-${part}`, value: '1' }))
    await db.commit(values.map((row) => db.build.insertInto('settings').values(row)))
    process.stdout.write(`${key}\n`)
  }
}

await Promise.all([1, 2, 3, 4, 5].map(commitForever))
