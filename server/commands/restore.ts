import { type CommandArguments, parseCommandArguments } from '#server/console/command-arguments.ts'
import { abortOnSignals, createProgressLine, size } from '#server/console/command-progress.ts'
import { openDatabaseFile } from '#server/db/sqlite/database-file.ts'
import { chooseSnapshot, restore } from '#server/features/backup/restore/restore.ts'
import { RestoreRefusal } from '#server/features/backup/restore/restore-refusal.ts'
import { verifyBackup } from '#server/features/backup/restore/verify-backup.ts'
import { createStoredFiles } from '#server/features/files/stored-files.service.ts'

const USAGE = `npm run restore -- DIR --data NEW [--snapshot NAME]
npm run restore -- DIR --verify

Makes a vault from the backup in DIR, in a folder that is empty or not there. Every file is proven by its hash.
  --data NEW        the new data folder (default: HEARTH_DATA, else hearth-data in your home folder)
  --snapshot NAME   another snapshot than the newest
  --verify          only read the whole backup and compare every hash`

const CANCELLED = 130

process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  const asked = parseCommandArguments(argv, process.env, {
    name: 'restore',
    usage: USAGE,
    options: { snapshot: { type: 'string' }, verify: { type: 'boolean' } },
  })
  if (typeof asked === 'string') return refuse(asked)
  const signal = abortOnSignals()
  try {
    return asked.values.verify === true ? await verify(asked, signal) : await run(asked, signal)
  } catch (error) {
    if (signal.aborted) {
      console.log('\nCancelled. Run it again to finish it.')
      return CANCELLED
    }
    if (error instanceof RestoreRefusal) return refuse(error.message)
    return refuse(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

async function verify({ folder }: CommandArguments, signal: AbortSignal): Promise<number> {
  const newest = await chooseSnapshot(folder, undefined)
  console.log(`Reading the backup ${folder}, newest snapshot ${newest.name}`)
  const line = createProgressLine(process.stdout)
  const onProgress = (done: number, total: number) => line.show('Verified:', done, total)
  const { snapshots, objects, bytes, damagedObjects, damagedFiles } = await verifyBackup(folder, { signal, onProgress })
  line.end()
  console.log(`${snapshots} snapshots, ${objects} contents, ${size(bytes)} read.`)
  if (damagedObjects.length + damagedFiles.length === 0) {
    console.log('Every hash is right.')
    return 0
  }
  for (const file of damagedFiles) console.error(`Damaged: snapshots/${file}`)
  for (const { sha256, problem, files } of damagedObjects) {
    console.error(`${problem === 'missing' ? 'Missing' : 'Damaged'}: objects/${sha256.slice(0, 2)}/${sha256}`)
    for (const file of files) console.error(`  of ${file}`)
  }
  console.error('Delete damaged objects: the next backup copies them anew, if the vault still has those files.')
  return 1
}

async function run({ folder, dataPath, values }: CommandArguments, signal: AbortSignal): Promise<number> {
  const name = typeof values.snapshot === 'string' ? values.snapshot : undefined
  const snapshot = await chooseSnapshot(folder, name)
  console.log(`Restoring ${snapshot.vaultName} as of ${snapshot.madeAt} into ${dataPath}`)
  const line = createProgressLine(process.stdout)
  const { files, bytes, damaged, missing } = await restore(
    { folder, dataPath, snapshot: snapshot.name },
    {
      openDatabase: openDatabaseFile,
      stored: createStoredFiles(),
      signal,
      onProgress: (done, total) => line.show('Restored:', done, total),
    },
  )
  line.end()
  console.log(`${files} files, ${size(bytes)}, every hash proven. Everybody signs in again.`)
  console.log('Scheduled backups are off in it: turn them on under Household, Backups, once it is your vault.')
  console.log(`Start it with: npm run vault -- --data ${dataPath}`)
  for (const file of missing) console.error(`Not in this snapshot: ${file.room}/${file.path}`)
  for (const file of damaged) console.error(`Damaged in the backup, so left out: ${file}`)
  return damaged.length > 0 ? 1 : 0
}

function refuse(sentence: string): 1 {
  console.error(sentence)
  return 1
}
