import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { Row } from '#server/db/schema.ts'

export interface SettingsRepo {
  all(): Promise<Row<'settings'>[]>
  put(key: string, value: unknown): Query
}

export function createSettingsRepo(db: Database): SettingsRepo {
  return {
    all: () => db.read(db.build.selectFrom('settings').selectAll()),
    put: (key, value) =>
      db.build
        .insertInto('settings')
        .values({ key, value: JSON.stringify(value) })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) })),
  }
}
