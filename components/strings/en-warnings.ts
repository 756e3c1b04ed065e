import type { VaultWarning } from '#lib/contracts/http/admin.ts'
import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

type Warn = (warning: VaultWarning) => { title: string; help: string }

/** What needs a look, and what to do about it. */
export function englishWarnings(format: Formatter): Warn {
  const days = (count: number | null) => plural('en', count ?? 0, { one: '# day', other: '# days' })
  const bytes = (count: number | null) => format.bytes(count ?? 0)
  const warnings: Record<VaultWarning['code'], Warn> = {
    config: ({ text }) => ({ title: text, help: 'Change it under Settings, or where the vault is started.' }),
    disk_full: ({ number }) => ({
      title: `The disk is full: ${bytes(number)} are free.`,
      help: 'Uploads are refused. Empty the trash, or move files to another disk.',
    }),
    disk_low: ({ number }) => ({
      title: `The disk is almost full: ${bytes(number)} are free.`,
      help: 'Uploads are refused soon. Empty the trash, or move files to another disk.',
    }),
    certificate_ended: ({ number }) => ({
      title: `The certificate ended ${days(number)} ago.`,
      help: 'Browsers refuse the vault. Give it a new one with --tls, or start it without.',
    }),
    certificate_ends: ({ number }) => ({
      title: `The certificate ends in ${days(number)}.`,
      help: 'The own one is renewed by itself; one given with --tls has to be replaced.',
    }),
    jobs_failed: ({ number }) => ({
      title: plural('en', number ?? 0, { one: '# job has failed.', other: '# jobs have failed.' }),
      help: 'Jobs shows why, and can try again.',
    }),
    jobs_paused: () => ({
      title: 'Work in the background is paused.',
      help: 'Until it goes on, new files by hand are not hashed, and no backup is made.',
    }),
    log_trouble: () => ({
      title: 'The log cannot be written.',
      help: 'Look whether the disk is full, and whether the vault may write into its data folder.',
    }),
    backup_off: () => ({
      title: 'There is no backup.',
      help: 'Name a folder on another disk. If npm run backup already fills one, name that: it is then watched.',
    }),
    backup_failed: () => ({
      title: 'The last backup failed.',
      help: 'Backups tells why. Mend the cause, then back up now.',
    }),
    backup_incomplete: () => ({
      title: 'The newest backup is not complete.',
      help: 'Backups names the files that could not be read.',
    }),
    backup_stale: ({ number }) => ({
      title: number === null ? 'There is no snapshot yet.' : `The newest backup is ${days(number)} old.`,
      help: 'Back up now, and look whether the vault runs at the hour of the backup.',
    }),
    backup_unreachable: () => ({
      title: 'The backup folder is not there.',
      help: 'Plug in its disk. Without it there are no backups.',
    }),
    files_damaged: ({ number }) => ({
      title: plural('en', number ?? 0, { one: '# file is damaged.', other: '# files are damaged.' }),
      help: 'Their bytes changed without anybody writing: the disk may be failing. Backups names them, and how to mend them.',
    }),
  }
  return (warning) => warnings[warning.code](warning)
}
