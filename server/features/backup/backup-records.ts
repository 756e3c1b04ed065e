import { z } from 'zod'
import { backupSettingsSchema, missingFileSchema } from '#lib/contracts/http/backups.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'

/** When somebody set it: a schedule begins there. */
const settingsSchema = backupSettingsSchema.extend({ sinceMs: z.number() })
export type StoredSettings = z.output<typeof settingsSchema>

const recordSchema = z.object({
  startedAt: z.number(),
  finishedAt: z.number(),
  outcome: z.enum(['done', 'incomplete', 'failed', 'cancelled']),
  code: z.string().nullable(),
  files: z.number(),
  bytes: z.number(),
  newBytes: z.number(),
  storedBytes: z.number().nullable(),
  missingCount: z.number(),
  missing: z.array(missingFileSchema),
})
export type BackupRecord = z.output<typeof recordSchema>

export const DEFAULTS: StoredSettings = { folder: null, every: 'off', hour: 3, keep: 7, check: 'off', sinceMs: 0 }

export const SETTINGS_KEY = 'backup'
const KEYS = { settings: SETTINGS_KEY, last: 'backup.last' } as const

/** What this feature keeps in the table of settings, under keys of its own. */
export class BackupRecords {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async settings(): Promise<StoredSettings> {
    const known = settingsSchema.partial().safeParse((await this.#read(KEYS.settings)) ?? {})
    return settingsSchema.parse({ ...DEFAULTS, ...known.data })
  }

  /** How the last run of the vault itself ended. */
  async last(): Promise<BackupRecord | null> {
    return recordSchema.safeParse(await this.#read(KEYS.last)).data ?? null
  }

  putSettings(settings: StoredSettings): Query {
    return this.#put(KEYS.settings, settings)
  }

  putLast(record: BackupRecord): Query {
    return this.#put(KEYS.last, record)
  }

  async #read(key: string): Promise<unknown> {
    const row = await this.#db.readOne(this.#db.build.selectFrom('settings').select('value').where('key', '=', key))
    return row === null ? null : JSON.parse(row.value)
  }

  #put(key: string, record: unknown): Query {
    const value = JSON.stringify(record)
    return this.#db.build
      .insertInto('settings')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
  }
}
