import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { classifyFailure, failureCode } from './sqlite-failure.ts'

const failure = (code: string, message = 'something') => classifyFailure(new Sqlite.SqliteError(message, code))

test.each([
  ['UNIQUE constraint failed: accounts.name_key', 'accounts.name_key'],
  ['UNIQUE constraint failed: entries.parent_key, entries.name_key', 'entries.parent_key+name_key'],
])('names a constraint: %s', (message, constraint) => {
  expect(failure('SQLITE_CONSTRAINT_UNIQUE', message)).toEqual({ kind: 'conflict', constraint })
})

test.each([
  ['SQLITE_BUSY', 'busy', 'unavailable'],
  ['SQLITE_BUSY_RECOVERY', 'busy', 'unavailable'],
  ['SQLITE_LOCKED', 'busy', 'unavailable'],
  ['SQLITE_FULL', 'full', 'disk_full'],
  ['SQLITE_IOERR_SHMSIZE', 'full', 'disk_full'],
  ['SQLITE_IOERR_FSYNC', 'io', 'unavailable'],
  ['SQLITE_IOERR_WRITE', 'io', 'unavailable'],
  ['SQLITE_CANTOPEN', 'io', 'unavailable'],
  ['SQLITE_NOTADB', 'damaged', 'database_unreadable'],
  ['SQLITE_CORRUPT_INDEX', 'damaged', 'database_unreadable'],
  ['SQLITE_CONSTRAINT_NOTNULL', 'rejected', 'internal'],
  ['SQLITE_CONSTRAINT_CHECK', 'rejected', 'internal'],
  ['SQLITE_ERROR', 'rejected', 'internal'],
])('%s is %s for the connection and %s for the caller', (code, kind, errorCode) => {
  expect(failure(code)).toEqual({ kind })
  expect(failureCode(failure(code))).toBe(errorCode)
})

test('an error that is not of SQLite is a mistake of ours', () => {
  expect(classifyFailure(new TypeError('x'))).toEqual({ kind: 'rejected' })
})
