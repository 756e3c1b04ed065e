import type { Formatter } from './format.ts'

/** What a person goes on with, opened and likes. Loaded with it. */
export function englishWatching(format: Formatter) {
  return {
    continue: 'Continue watching',
    opened: 'Recently opened',
    added: 'Recently added',
    favourites: 'Favourites',
    all: 'See all',
    allOf: (title: string) => `See all: ${title}`,
    left: (seconds: number) => `${format.duration(seconds)} left`,
    played: (name: string, share: number) => `${name}, ${format.percent(share)} played`,
    forget: (name: string) => `Take ${name} out of this list`,
    forgotContinue: (name: string) => `"${name}" begins anew.`,
    forgotOpened: (name: string) => `"${name}" is out of the list.`,
    undo: 'Undo',
    favour: 'Add to favourites',
    unfavour: 'Remove from favourites',
    isFavourite: 'Favourite',
    kinds: 'Kind',
    everything: 'All',
    none: 'Nothing here yet. The star of a file or folder puts it here.',
    noneOfKind: 'None of your favourites is of this kind.',
    toRooms: 'To the rooms',
    more: 'Show more',
    reading: 'Loading',
  }
}

export type WatchingStrings = ReturnType<typeof englishWatching>
