import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'

/** Which values of persist.json were put there by the page. One that was edited by hand since is the file's own. */
export interface PageMarks {
  has(fileKey: string, value: unknown): boolean
}

const KEY = 'configFromPage'

export function createPageMarks(db: Database) {
  async function load(): Promise<Record<string, unknown>> {
    const row = await db.readOne(db.build.selectFrom('settings').select('value').where('key', '=', KEY))
    const kept: unknown = row === null ? {} : JSON.parse(row.value)
    return typeof kept === 'object' && kept !== null ? { ...kept } : {}
  }

  return {
    async read(): Promise<PageMarks> {
      const marked = await load()
      return {
        has: (fileKey, value) =>
          Object.hasOwn(marked, fileKey) && JSON.stringify(marked[fileKey]) === JSON.stringify(value),
      }
    },
    /** @param value undefined: no longer in the file */
    async step(fileKey: string, value: unknown): Promise<Query> {
      const text = JSON.stringify({ ...(await load()), [fileKey]: value })
      return db.build
        .insertInto('settings')
        .values({ key: KEY, value: text })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    },
  }
}
