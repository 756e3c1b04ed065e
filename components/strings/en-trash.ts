import type { Formatter } from './format.ts'
import { inSentence } from './in-sentence.ts'
import { plural } from './plural.ts'

/** What was deleted and what was replaced, and how it comes back. */
export function englishTrash(format: Formatter) {
  const entries = (n: number) => plural('en', n, { one: '# entry', other: '# entries' })
  const days = (n: number) => plural('en', n, { one: '# day', other: '# days' })
  return {
    title: 'Trash',
    of: (place: string) => `Trash of ${place}`,
    list: (place: string) => `Deleted from ${place}`,
    empty: (place: string) => `Nothing was deleted from ${place}.`,
    back: (place: string) => `To ${place}`,
    kept: (keepDays: number | null) =>
      keepDays === null
        ? 'What is deleted stays here until somebody deletes it for good.'
        : `What is deleted stays here for ${days(keepDays)}, then it is gone.`,
    total: (n: number, sizeBytes: number) => `${entries(n)}, ${format.bytes(sizeBytes)}`,
    from: (place: string, folder: string) => (folder === '' ? place : `${place} / ${folder.replaceAll('/', ' / ')}`),
    deleted: (who: string | null, when: string) =>
      who === null ? `Deleted ${inSentence(when)}` : `Deleted by ${who}, ${inSentence(when)}`,
    you: 'you',
    guest: 'a guest',
    goneIn: (ms: number) => {
      const left = Math.ceil(ms / 86_400_000)
      return left < 1 ? 'Gone soon' : `Gone in ${days(left)}`
    },
    restore: 'Restore',
    restoreOne: (name: string) => `Restore ${name}`,
    restoreCount: (n: number) => `Restore ${format.number(n)}`,
    purge: 'Delete for good',
    emptyTrash: 'Empty the trash',
    menu: (name: string) => `Menu of ${name}`,
    pageMenu: 'Menu of the trash',
    select: (name: string) => `Select ${name}`,
    selectAll: 'Select all',
    purgeTitle: (n: number, name: string | null) => `Delete ${name === null ? entries(n) : `“${name}”`} for good?`,
    purgeHelp: 'This cannot be undone.',
    purgeVerb: (n: number) => `Delete ${format.number(n)}`,
    keep: 'Keep',
    purged: (n: number) => `${entries(n)} deleted for good`,
    purgedPartly: (n: number, others: number) => `${entries(n)} deleted for good, ${format.number(others)} left out`,
    changed: (n: number) => `There are ${entries(n)} by now. Look again, then decide.`,

    versions: 'Versions',
    versionsOf: (n: number) => plural('en', n, { one: '# version', other: '# versions' }),
    versionBy: (who: string, when: string) => `${who}, ${inSentence(when)}`,
    byHand: 'By hand',
    youBegin: 'You',
    guestBegin: 'A guest',
    sameBytes: 'Same bytes as now',
    smaller: (bytes: number) => `${format.bytes(bytes)} smaller than now`,
    larger: (bytes: number) => `${format.bytes(bytes)} larger than now`,
    sameSize: 'As large as now, other bytes',
    versionMenu: (when: string) => `Version of ${inSentence(when)}`,
    openVersion: 'Open',
    downloadVersion: 'Download',
    restoreVersion: 'Restore',
    deleteVersion: 'Delete for good',
    versionRestored: (name: string) => `“${name}” is as it was`,
    versionDeleted: 'The version is deleted.',
    deleteVersionTitle: (when: string) => `Delete the version of ${inSentence(when)}?`,

    settings: 'Deleting',
    onlyAdmins: 'Only admins delete',
    onlyAdminsHelp: 'Others still delete in their own files.',
    trashDays: 'Keep what was deleted for',
    versionDays: 'Keep older versions for',
    versionCount: 'Versions of one file',
    forDays: days,
    forever: 'For ever',
    fallback: (what: string) => `Default: ${inSentence(what)}.`,
    atMost: (n: number) => `At most ${format.number(n)}`,
    allVersions: 'All',

    zip: 'Download as zip',
    zipLeftOut: (n: number) => `${entries(n)} ${n === 1 ? 'is' : 'are'} not on the disk right now and left out.`,
  }
}
