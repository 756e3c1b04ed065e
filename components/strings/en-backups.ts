import type { BackupsView } from '#lib/contracts/http/backups.ts'
import type { Formatter } from './format.ts'
import { inSentence } from './in-sentence.ts'
import { plural } from './plural.ts'

type Warning = NonNullable<BackupsView['warning']>
type Reason = 'missing' | 'damaged' | 'unreadable'

/** Backups and the check of all files, for admins. */
export function englishBackups(format: Formatter) {
  const files = (count: number) => plural('en', count, { one: '# file', other: '# files' })
  const warnings: Record<Warning, readonly [string, string]> = {
    failed: ['The last backup failed.', 'What was copied is kept. Mend the cause, then back up now.'],
    incomplete: ['The newest snapshot is not complete.', 'The files below could not be read.'],
    stale: ['The newest snapshot is old.', 'Back up now. If a time is set below, look whether the vault runs then.'],
    unreachable: ['The backup folder is not there.', 'Plug in its disk. Without it there are no backups.'],
  }
  const reasons: Record<Reason, string> = {
    missing: 'listed, but not on the disk',
    damaged: 'its bytes are not those that were hashed',
    unreadable: 'the disk refused to read it',
  }
  return {
    title: 'Backups',
    intro: 'A copy of everything on another disk: files, trash, older versions, people, rooms.',
    none: 'There is no backup yet. Name a folder on another disk.',
    warning: (warning: Warning) => warnings[warning],
    lastAt: (when: string) => `Last: ${inSentence(when)}`,
    nextAt: (when: string) => `Next: ${inSentence(when)}`,
    notScheduled: 'Not scheduled',
    never: 'No backup yet',
    lastDone: (count: number, bytes: number, newBytes: number) =>
      `${files(count)}, ${format.bytes(bytes)}. New: ${format.bytes(newBytes)}.`,
    cancelled: 'The last backup was cancelled.',
    stored: (bytes: number) => `The backup holds ${format.bytes(bytes)}.`,
    now: 'Back up now',
    running: 'Backing up...',
    resting: 'The backup is paused with the work in the background, under Jobs.',
    progress: (done: number, total: number | null) =>
      total === null ? 'Copying the database...' : `${format.bytes(done)} of ${format.bytes(total)}`,
    cancel: 'Cancel the backup',
    left: (count: number) => plural('en', count, { one: '# file is not in it', other: '# files are not in it' }),
    reason: (reason: Reason) => reasons[reason],
    more: (count: number) => `and ${format.number(count)} more`,
    settings: 'Where and when',
    folder: 'Backup folder',
    folderHelp: 'On the machine of the vault, on another disk, such as /mnt/usb/hearth. Empty: no backups.',
    every: 'How often',
    everyNames: { off: 'By hand only', day: 'Every day', week: 'Every week' },
    hour: 'At',
    hourName: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
    keep: 'Snapshots to keep',
    keepHelp: 'Older ones go. Default: 7.',
    keepWrong: 'A whole number from 1 to 1000.',
    snapshots: 'Snapshots',
    snapshot: (count: number, bytes: number) => `${files(count)}, ${format.bytes(bytes)}`,
    restoreHelp: 'To restore one: npm run restore, on the machine (docs/backup.md).',
    check: 'Check of all files',
    checkIntro: 'Reads every file again, slowly, and compares its SHA-256. A failing disk shows here first.',
    checkEvery: 'Check every week',
    checkNow: 'Check now',
    checking: 'Checking...',
    checkResting: 'The check is paused with the work in the background, under Jobs.',
    cancelCheck: 'Cancel the check',
    neverChecked: 'Never checked.',
    checked: (when: string, count: number, bytes: number) =>
      `Last check ${inSentence(when)}: ${files(count)}, ${format.bytes(bytes)}.`,
    checkStopped: (when: string) => `The check of ${inSentence(when)} was not finished.`,
    allWhole: 'Every hash is right.',
    damaged: (count: number) => plural('en', count, { one: '# file is damaged', other: '# files are damaged' }),
    damagedHelp:
      'Their bytes changed without anybody writing. Look at the disk; take the file out of a backup by its SHA-256 and add it again.',
    partNames: { files: '', trash: 'in the trash', versions: 'an older version' },
  }
}
