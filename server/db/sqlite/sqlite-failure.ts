import Sqlite from 'better-sqlite3'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'

/**
 * What an error of SQLite means. `conflict` concerns one step, `rejected` is a mistake of ours in one step; the others
 * concern the whole connection: `busy` passes, `full` and `io` have undone the transaction.
 */
export type SqliteFailure =
  | { kind: 'conflict'; constraint: string }
  | { kind: 'rejected' }
  | { kind: 'busy' }
  | { kind: 'full' }
  | { kind: 'io' }
  | { kind: 'damaged' }

export function classifyFailure(error: unknown): SqliteFailure {
  if (!(error instanceof Sqlite.SqliteError)) return classifySystemError(error)
  const { code, message } = error
  const unique = /^UNIQUE constraint failed: (.+)$/.exec(message)?.[1]
  if (unique) return { kind: 'conflict', constraint: joinColumns(unique) }
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return { kind: 'conflict', constraint: 'foreign_key' }
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) return { kind: 'busy' }
  // The shared-memory index grows on the same disk, and says so as an I/O error.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return { kind: 'full' }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return { kind: 'damaged' }
  if (/^SQLITE_(IOERR|CANTOPEN|NOMEM|READONLY_DBMOVED)/.test(code)) return { kind: 'io' }
  return { kind: 'rejected' }
}

/** Of our own file work beside SQLite's, such as making the file or syncing a copy. */
function classifySystemError(error: unknown): SqliteFailure {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return { kind: 'rejected' }
  return { kind: error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'full' : 'io' }
}

export function failureCode(failure: SqliteFailure): ErrorCode {
  switch (failure.kind) {
    case 'full':
      return 'disk_full'
    case 'busy':
    case 'io':
      return 'unavailable'
    case 'damaged':
      return 'database_unreadable'
    case 'conflict':
    case 'rejected':
      return 'internal'
  }
}

/** `entries.parent_key, entries.name_key` -> `entries.parent_key+name_key` */
function joinColumns(list: string): string {
  const [first = '', ...rest] = list.split(', ')
  return [first, ...rest.map((column) => column.slice(column.indexOf('.') + 1))].join('+')
}
