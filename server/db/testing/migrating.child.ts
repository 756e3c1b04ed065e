import { join } from 'node:path'
import { Connection } from '../sqlite/connection.ts'
import { migrate } from '../sqlite/migrate.ts'
import { testMigrations } from './test-migrations.ts'

/** Migrates, and kills itself before the given statement of the given migration. */
const [dataFolder = '', migrationNumber, statementNumber] = process.argv.slice(2)
const path = join(dataFolder, 'vault.db')

migrate({
  connection: Connection.openWriter(path),
  files: { path, snapshotFolder: join(dataFolder, 'backups') },
  migrations: testMigrations,
  now: 1,
  beforeStatement: (migration, statement) => {
    if (migration === Number(migrationNumber) && statement === Number(statementNumber)) {
      process.kill(process.pid, 'SIGKILL')
      // The signal may take a moment; nothing more may happen until then.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    }
  },
})
