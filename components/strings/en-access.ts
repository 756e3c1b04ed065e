import type { AccessKind } from '#lib/contracts/http/access-log.ts'
import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

/** Who was given what: a page of the admin's, fetched with it. */
export function englishAccess(format: Formatter) {
  const kinds: Record<AccessKind, string> = {
    view: 'Opened',
    stream: 'Played',
    download: 'Saved',
    upload: 'Added',
    delete: 'Deleted',
    share: 'Shared',
  }
  const details: Readonly<Record<string, string>> = {
    trash: 'Moved to the trash',
    purge: 'Deleted for good',
    zip: 'Saved as an archive',
  }
  const days = (count: number) => plural('en', count, { one: '# day', other: '# days' })
  return {
    intro: 'Who opened, saved, added, deleted and shared what. Only admins see it.',
    filters: 'Filters',
    person: 'Who',
    anybody: 'Everybody',
    guests: 'Guests',
    visitors: 'Visitors of share links',
    place: 'Where',
    anywhere: 'Everywhere',
    privateOf: (name: string) => `Private files of ${name}`,
    kind: 'What',
    anything: 'Everything',
    kinds,
    from: 'From day',
    to: 'Up to and including',
    name: 'File name',
    address: 'Address',
    reset: 'Clear the filters',
    follow: 'Show new lines at once',
    lines: 'Lines of the access log',
    did: (kind: AccessKind, detail: string) => details[detail] ?? kinds[kind],
    guest: 'A guest',
    visitor: 'A visitor',
    former: 'Somebody who is deleted',
    byLink: (name: string) => (name === '' ? 'by a share link that is gone' : `by the link “${name}”`),
    in: (place: string) => `in ${place}`,
    gonePlace: 'a room that is gone',
    /** How much of a file has left, and in how long. */
    amount: (bytes: number, coveredBytes: number, sizeBytes: number) => {
      if (sizeBytes === 0 || coveredBytes === 0 || coveredBytes >= sizeBytes) return format.bytes(bytes)
      const percent = Math.max(1, Math.floor((coveredBytes / sizeBytes) * 100))
      return `${format.bytes(bytes)}, ${percent} % of the file`
    },
    empty: 'Nothing has been opened, added or shared yet.',
    emptyFiltered: 'Nothing fits these filters.',
    searching: 'Looking further back...',
    off: 'No lines are kept.',
    offHelp: 'Files still count how often they are opened, and rooms what they are used a day. Neither says by whom.',
    lost: (count: number) => plural('en', count, { one: '# line was lost.', other: '# lines were lost.' }),
    lostHelp: (when: string) =>
      `The vault could not write them, ${when} for the last time. Look whether the disk is full; the log tells more.`,
    save: 'Save as a table (CSV)',
    keep: 'Keep lines for',
    keepHelp: (count: number) =>
      `Default: ${days(count)}. Then they are deleted; what bears no name stays. No lines: those there are go at once.`,
    keepDays: days,
    keepNone: 'No lines at all',
  }
}

export type AccessStrings = ReturnType<typeof englishAccess>
