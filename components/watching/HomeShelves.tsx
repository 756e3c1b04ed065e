'use client'

import { placeName } from '#components/rooms/place-words.ts'
import type { PlaceGroups } from '#components/rooms/use-places.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { ShelfEntry } from '#lib/contracts/http/watching.ts'
import { ShelfRow } from './ShelfRow.tsx'
import { ShelfTile } from './ShelfTile.tsx'
import { useForget } from './use-forget.ts'
import { useLiveShelves } from './use-live-shelves.ts'
import { useAddedRow, useShelfRow } from './use-shelf.ts'
import { useWatchingStrings } from './use-watching-strings.ts'

/** On the page of all places: what to go on with, what was opened, what one likes and what is new. */
export function HomeShelves({ groups }: { groups: PlaceGroups }) {
  useLiveShelves()
  const strings = useStrings()
  const words = useWatchingStrings()
  const format = useFormat()
  const nowMs = useNow()
  const goesOn = useShelfRow('continue')
  const opened = useShelfRow('opened')
  const favourites = useShelfRow('favourites')
  const added = useAddedRow()
  const forget = useForget()
  const places = [...groups.personal, ...groups.rooms, ...groups.drives]
  const names = new Map(places.map((place) => [place.id, placeName(place, strings)]))
  const whereOf = ({ entry }: ShelfEntry) => names.get(entry.placeId) ?? ''
  return (
    <>
      {goesOn.length === 0 ? null : (
        <ShelfRow title={words.continue} allHref={null}>
          {goesOn.map((of) => (
            <ShelfTile
              key={of.entry.id}
              of={of}
              caption={of.position === null ? '' : words.left((of.position.durationMs - of.position.positionMs) / 1000)}
              onForget={() => forget('continue', of)}
            />
          ))}
        </ShelfRow>
      )}
      {favourites.length === 0 ? null : (
        <ShelfRow title={words.favourites} allHref="/favourites">
          {favourites.map((of) => (
            <ShelfTile key={of.entry.id} of={of} caption={whereOf(of)} onForget={null} />
          ))}
        </ShelfRow>
      )}
      {opened.length === 0 ? null : (
        <ShelfRow title={words.opened} allHref={null}>
          {opened.map((of) => (
            <ShelfTile
              key={of.entry.id}
              of={of}
              caption={format.when(of.at, nowMs)}
              onForget={() => forget('opened', of)}
            />
          ))}
        </ShelfRow>
      )}
      {added.length === 0 ? null : (
        <ShelfRow title={words.added} allHref="/search">
          {added.map((of) => (
            <ShelfTile
              key={of.entry.id}
              of={of}
              caption={`${whereOf(of)}, ${format.when(of.at, nowMs)}`}
              onForget={null}
            />
          ))}
        </ShelfRow>
      )}
    </>
  )
}
