import type { SizeChoice, TimesChoice, WhenChoice } from '#components/search/search-address.ts'
import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

/** The page that finds entries. Loaded with it. */
export function englishSearch(format: Formatter) {
  const whens: Record<WhenChoice, string> = {
    day: 'Last 24 hours',
    week: 'Last 7 days',
    month: 'Last 30 days',
    year: 'Last 12 months',
  }
  const sizes: Record<SizeChoice, string> = {
    small: `Up to ${format.bytes(1_000_000)}`,
    medium: `${format.bytes(1_000_000)} to ${format.bytes(100_000_000)}`,
    large: `${format.bytes(100_000_000)} to ${format.bytes(1_000_000_000)}`,
    huge: `More than ${format.bytes(1_000_000_000)}`,
  }
  const times: Record<TimesChoice, string> = {
    never: 'Never',
    '1': 'At least once',
    '3': 'At least 3 times',
    '10': 'At least 10 times',
  }
  const days = new Intl.DateTimeFormat(format.locale, { dateStyle: 'medium' })
  return {
    title: 'Search',
    field: 'Search by name',
    placeholder: 'Name of a file or folder',
    clear: 'Clear the words',
    filters: 'Filters',
    kind: 'Kind',
    kinds: (words: readonly string[]) => `Kind: ${words.join(', ')}`,
    when: 'Added',
    whenSet: (words: string) => `Added: ${words.toLowerCase()}`,
    between: (from: number | null, before: number | null) =>
      from === null
        ? `Added before ${days.format(before ?? 0)}`
        : before === null
          ? `Added since ${days.format(from)}`
          : `Added ${days.format(from)} to ${days.format(before - 1)}`,
    days: 'Choose days...',
    daysTitle: 'Added between two days',
    fromDay: 'From',
    toDay: 'Up to and including',
    showDays: 'Show these days',
    daysWrong: 'The second day lies before the first.',
    size: 'Size',
    sizeSet: (words: string) => `Size: ${words.toLowerCase()}`,
    opened: 'Opened',
    openedSet: (words: readonly string[]) => `Opened: ${words.join(', ').toLowerCase()}`,
    times,
    place: 'Room',
    placeSet: (words: string) => `In: ${words}`,
    by: 'Added by',
    bySet: (words: string) => `By: ${words}`,
    you: 'You',
    byHand: 'Put there by hand',
    somebody: 'Somebody',
    any: 'All',
    reset: 'Clear all filters',
    whens,
    sizes,
    results: 'Results',
    recent: 'Added last',
    found: (count: number) => plural('en', count, { one: '# entry found', other: '# entries found' }),
    foundMost: (count: number) => `The nearest ${format.number(count)}. Another word finds the rest.`,
    cutShort: 'There was no time to look everywhere. A room or a kind narrows it down.',
    indexing: 'The names of this vault are still being read. More will be found in a few minutes.',
    nothing: (text: string) => `Nothing here is called “${text}”.`,
    nothingFits: 'Nothing fits these filters.',
    nothingYet: 'Nothing has been added yet.',
    home: 'Go to the rooms',
    goToFolder: 'Go to its folder',
    goToFolderOf: (name: string) => `Go to the folder of ${name}`,
    inPlace: (place: string, folder: string) => (folder === '' ? place : `${place} / ${folder.replaceAll('/', ' / ')}`),
    list: 'List',
    grid: 'Grid',
    view: 'View',
    searching: 'Searching...',
    more: 'Show more',
  }
}

export type SearchStrings = ReturnType<typeof englishSearch>
