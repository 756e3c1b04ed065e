import type { Formatter } from './format.ts'
import { inSentence } from './in-sentence.ts'
import { plural } from './plural.ts'

/** Drives, as the admin's page speaks of them. */
export function englishDrives(format: Formatter) {
  const count = (entries: number) => plural('en', entries, { one: '# entry', other: '# entries' })
  return {
    intro:
      'A drive shows a folder of the computer that runs the vault, such as an external disk, as it is. Nothing is copied.',
    empty: 'There is no drive yet.',
    add: 'Add a drive',
    adding: 'Adding...',
    addTitle: 'A new drive',
    path: 'Folder',
    pathHelp: 'Its whole path on the computer of the vault, such as /media/kim/Films.',
    pathNeeded: 'Type the whole path of the folder.',
    name: 'Name',
    nameHelp: 'Left empty, the drive is called like its folder.',
    nameNeeded: 'Give the drive a name.',
    openTo: 'Who may look into it?',
    openToWords: { admins: 'Only admins', accounts: 'Everybody with an account', everybody: 'Everybody at home' },
    openToHelp: {
      admins: 'Nobody else sees that it is there.',
      accounts: 'Guests see nothing of it.',
      everybody: 'Guests too, who may look and download.',
    },
    writable: 'May be written to',
    writableHelp:
      'Admins and editors add, change and delete files right on the drive. It gets a hidden folder “.hearth”.',
    added: (name: string) => `${name} is a drive now. Its names are being read.`,
    changed: (name: string) => `${name} is changed.`,
    removed: (name: string) => `${name} is no longer shown. Its files are untouched.`,
    actionsFor: (name: string) => `Actions for ${name}`,
    open: 'Open',
    change: 'Change',
    changeTitle: (name: string) => `Change ${name}`,
    look: 'Look through it now',
    looking: (name: string) => `${name} is being looked through.`,
    stop: 'Stop looking through it',
    stopped: (name: string) => `Stopped. ${name} is looked through again later.`,
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeHelp:
      'The vault forgets the drive, and share links into it end. No file on it is touched. Added again, it is read anew.',
    removeNamed: 'A start that names it with --drive brings it back.',
    removeType: (name: string) => `Type ${name} to remove it`,
    removeMismatch: 'This is not its name.',
    removeVerb: 'Remove drive',
    offline: 'Offline',
    readOnly: 'Read-only',
    lastSeen: (when: string) => `Last seen ${inSentence(when)}`,
    foundAt: (path: string) => `Now at ${path}`,
    holds: (entries: number, bytes: number) => `${count(entries)}, ${format.bytes(bytes)}`,
    indexing: (done: number, total: number | null) =>
      total === null
        ? `Reading names: ${format.number(done)}`
        : `Reading names: ${format.number(done)} of ${format.number(total)}`,
    indexedAt: (when: string) => `Looked through ${inSentence(when)}`,
    neverIndexed: 'Not looked through yet',
    polled: 'Changes on it do not tell themselves: it is looked through every few minutes.',
  }
}
