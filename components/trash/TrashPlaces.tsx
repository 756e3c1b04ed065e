'use client'

import { Link } from 'react-aria-components/Link'
import { trashHref } from '#components/rooms/place-href.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'

/** The other trashes one may look into, each with its own address. */
export function TrashPlaces({ current }: { current: string }) {
  const strings = useStrings()
  const { data } = usePlaces()
  const places = data ? [...data.personal, ...data.rooms, ...data.drives].filter(({ may }) => may.seeTrash) : []
  if (places.length < 2) return null
  return (
    <nav aria-label={strings.files.moveDialog.places} className="flex gap-2 overflow-x-auto pb-1">
      {places.map((place) => (
        <Link
          key={place.id}
          href={trashHref(place.id)}
          {...(place.id === current ? { 'aria-current': 'page' as const } : {})}
          className={classNames(
            'flex h-9 shrink-0 items-center rounded-full border px-3.5 text-label press-motion touch-target',
            place.id === current ? 'border-ink bg-ink text-paper' : 'border-hair bg-surface text-ink2',
          )}
        >
          {placeName(place, strings)}
        </Link>
      ))}
    </nav>
  )
}
