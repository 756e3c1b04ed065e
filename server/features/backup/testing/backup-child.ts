import { openDatabaseFile } from '#server/db/sqlite/database-file.ts'
import { createStoredFiles } from '#server/features/files/stored-files.service.ts'
import { backUp } from '../write/back-up.ts'

/** A backup that kills itself when it has copied so many bytes: `backup-child.ts <data folder> <backup> <bytes>`. */
const [dataPath = '', folder = '', bytes = ''] = process.argv.slice(2)

await backUp(
  { dataPath, folder, keep: 7, program: 'test' },
  {
    openDatabase: openDatabaseFile,
    stored: createStoredFiles(),
    now: Date.now,
    signal: new AbortController().signal,
    onProgress: ({ phase, doneBytes }) => {
      if (phase === 'files' && doneBytes > Number(bytes)) process.kill(process.pid, 'SIGKILL')
    },
  },
)
