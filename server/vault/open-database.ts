import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Clock } from '#server/clock.ts'
import { StartRefusal } from '#server/console/start-refusal.ts'
import type { Database } from '#server/db/database.ts'
import { openSqlite } from '#server/db/sqlite/open-sqlite.ts'

/**
 * Opens the database of a data folder.
 * @throws StartRefusal in words, when it is newer, unreadable or its disk is full
 */
export async function openDatabase(options: {
  dataFolder: string
  clock: Clock
  onError: (error: unknown) => void
  onGroup?: (group: { units: number; transactions: number; seconds: number }) => void
}): Promise<Database> {
  try {
    return await openSqlite(options)
  } catch (error) {
    throw describe(error, options.dataFolder)
  }
}

function describe(error: unknown, dataFolder: string): unknown {
  if (!(error instanceof VaultError)) return error
  const cause = { cause: error }
  switch (error.code) {
    case 'database_newer':
      return new StartRefusal(
        'data_folder',
        `The database in ${dataFolder} was written by a newer release of Hearth.\nStart that release, or restore a copy from ${dataFolder}/backups.`,
        cause,
      )
    case 'database_unreadable':
      return new StartRefusal(
        'data_folder',
        `The database in ${dataFolder} cannot be read.\nRestore a copy from ${dataFolder}/backups; people's files in rooms/ are untouched.`,
        cause,
      )
    case 'disk_full':
      return new StartRefusal(
        'data_folder',
        `The disk of ${dataFolder} is full. Free some space and start again.`,
        cause,
      )
    default:
      return error
  }
}
