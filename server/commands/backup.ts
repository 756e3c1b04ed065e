import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { readBuildInfo } from '#server/config/build-info.ts'
import { type CommandArguments, parseCommandArguments } from '#server/console/command-arguments.ts'
import { abortOnSignals, createProgressLine, size } from '#server/console/command-progress.ts'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { openDatabaseFile } from '#server/db/sqlite/database-file.ts'
import type { MissingFile } from '#server/features/backup/folder/backup-format.ts'
import { type BackUpSummary, backUp } from '#server/features/backup/write/back-up.ts'
import { createStoredFiles } from '#server/features/files/stored-files.service.ts'
import { Pace } from '#server/jobs/pace.ts'

const USAGE = `npm run backup -- DIR [--data DIR] [--keep N] [--pace N]

Writes a snapshot of the vault into DIR, beside a running vault or without one. What DIR has already is not copied again.
  --data DIR   the vault's data folder (default: HEARTH_DATA, else hearth-data in your home folder)
  --keep N     how many snapshots stay in DIR (default: 7)
  --pace N     read at most N MB in a second, so that the house goes on as usual (default: as fast as it goes)`

const KEEP = 7
const MAX_PACE = 1_000_000
const CANCELLED = 130

process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  const asked = parseCommandArguments(argv, process.env, {
    name: 'backup',
    usage: USAGE,
    options: { keep: { type: 'string' }, pace: { type: 'string' } },
  })
  if (typeof asked === 'string') return refuse(asked)
  const keep = asked.values.keep === undefined ? KEEP : Number(asked.values.keep)
  if (!Number.isInteger(keep) || keep < 1 || keep > 10_000) return refuse('--keep takes a whole number from 1 on.')
  const pace = asked.values.pace === undefined ? null : Number(asked.values.pace)
  if (pace !== null && !(pace > 0 && pace <= MAX_PACE)) return refuse('--pace takes a number of MB/s above 0.')
  const isVault = await access(join(asked.dataPath, 'vault.db')).then(
    () => true,
    () => false,
  )
  if (!isVault) return refuse(`There is no vault in ${asked.dataPath}. Name its data folder with --data DIR.`)
  return run(asked, keep, pace)
}

async function run({ dataPath, folder }: CommandArguments, keep: number, pace: number | null): Promise<number> {
  const line = createProgressLine(process.stdout)
  const signal = abortOnSignals()
  console.log(`Backing up ${dataPath} to ${folder}`)
  try {
    const summary = await backUp(
      { dataPath, folder, keep, program: readBuildInfo().version },
      {
        openDatabase: openDatabaseFile,
        stored: createStoredFiles(),
        now: Date.now,
        signal,
        pace: new Pace({ bytesPerSecond: () => pace && pace * 1e6, monotonic: () => performance.now() }).take,
        onProgress: ({ phase, doneBytes, totalBytes }) => {
          if (phase === 'files') line.show('Files:', doneBytes, totalBytes)
        },
      },
    )
    line.end()
    return tell(summary)
  } catch (error) {
    line.end()
    if (signal.aborted) {
      console.log('Cancelled. What was copied is kept: the next run goes on from there.')
      return CANCELLED
    }
    return refuse(describe(error, folder))
  }
}

function tell(summary: BackUpSummary): number {
  const { snapshot, files, bytes, newFiles, newBytes, removedSnapshots, storedBytes, missing } = summary
  console.log(`Snapshot ${snapshot}: ${files} files, ${size(bytes)}. Copied now: ${newFiles} files, ${size(newBytes)}.`)
  if (removedSnapshots.length > 0) console.log(`Removed old snapshots: ${removedSnapshots.join(', ')}.`)
  console.log(`The backup holds ${size(storedBytes)}.`)
  if (missing.length === 0) return 0
  console.error(`\n${missing.length} files are not in this snapshot:`)
  for (const file of missing) console.error(`  ${file.room}/${file.path}: ${REASONS[file.reason]}`)
  return 1
}

const REASONS: Readonly<Record<MissingFile['reason'], string>> = {
  missing: 'it is listed, but not on the disk',
  damaged: 'its bytes are not those the vault hashed: the disk may be failing',
  unreadable: 'the disk refused to read it',
}

function describe(error: unknown, folder: string): string {
  if (error instanceof StartRefusal) return error.message
  if (!(error instanceof VaultError)) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const { details } = error
  switch (error.code) {
    case 'backup_busy':
      return 'Another backup of this vault is running. Wait until it has ended.'
    case 'backup_folder_inside':
      return `${folder} and the vault lie inside each other. A backup belongs on another disk: choose another folder.`
    case 'backup_folder_foreign':
      return details.otherVault === true
        ? `${folder} is the backup of another vault. Each vault needs a folder of its own.`
        : `${folder} holds other things${Array.isArray(details.holds) ? ` (${details.holds.join(', ')})` : ''}. Name a new or an empty folder.`
    case 'backup_folder_missing':
      return `${folder} is not there, or its disk does not answer.`
    case 'backup_folder_not_writable':
      return `This user may not write into ${folder}.`
    case 'backup_disk_full':
      return typeof details.neededBytes === 'number' && typeof details.freeBytes === 'number'
        ? `There is too little space in ${folder}: ${size(details.neededBytes)} are needed, ${size(details.freeBytes)} are free.`
        : `The disk of ${folder} is full. What was copied is kept: the next run goes on from there.`
    case 'database_unreadable':
      return 'The database of the vault cannot be read. Restore it from an older snapshot.'
    default:
      return isErrorCode(error.code) && error.cause instanceof Error
        ? `The backup failed (${error.code}): ${error.cause.message}`
        : `The backup failed (${error.code}).`
  }
}

function refuse(sentence: string): 1 {
  console.error(sentence)
  return 1
}
