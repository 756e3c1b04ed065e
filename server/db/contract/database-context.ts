import type { Database } from '../database.ts'
import type { TestDatabase } from '../testing/open-test-database.ts'

export interface Group {
  units: number
  transactions: number
}

/** What the tests of one dialect share: a fresh database for each test, and the simplest table as an example. */
export class DatabaseContext {
  readonly #open: (options: { onGroup: (group: Group) => void }) => Promise<TestDatabase>
  #opened: TestDatabase | null = null
  groups: Group[] = []

  constructor(open: (options: { onGroup: (group: Group) => void }) => Promise<TestDatabase>) {
    this.#open = open
  }

  async open(): Promise<void> {
    this.groups = []
    this.#opened = await this.#open({ onGroup: (group) => this.groups.push(group) })
  }

  async remove(): Promise<void> {
    await this.#opened?.remove()
  }

  get db(): Database {
    if (!this.#opened) throw new Error('no test is running')
    return this.#opened.db
  }

  get errors(): unknown[] {
    return this.#opened?.errors ?? []
  }

  insertSetting(key: string, value = '1') {
    return this.db.build.insertInto('settings').values({ key, value })
  }

  setting(key: string) {
    return this.db.build.selectFrom('settings').selectAll().where('key', '=', key)
  }

  settingCount() {
    return this.db.build.selectFrom('settings').select((eb) => eb.fn.countAll<number>().as('count'))
  }

  /** Waits for the disk so far. */
  transactions(): number {
    return this.groups.reduce((sum, group) => sum + group.transactions, 0)
  }
}
