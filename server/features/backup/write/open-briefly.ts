import type { DatabaseFile, DatabaseReads, OpenDatabaseFile } from '#server/db/database.ts'

/** Reads a database file that is open only while it answers: in between, its disk can be unplugged. */
export function openBriefly(openDatabase: OpenDatabaseFile, path: string): DatabaseReads {
  const during = async <T>(work: (file: DatabaseFile) => Promise<T>): Promise<T> => {
    const file = openDatabase(path, 'read')
    try {
      return await work(file)
    } finally {
      file.close()
    }
  }
  const first = openDatabase(path, 'read')
  first.close()
  return {
    build: first.build,
    read: (query) => during((file) => file.read(query)),
    readOne: (query) => during((file) => file.readOne(query)),
  }
}
