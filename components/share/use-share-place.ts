'use client'

import { useState } from 'react'
import { usePrefs } from '#components/files/page/use-prefs.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import type { ShareAddress } from './use-send-share.ts'

export interface SharePlace {
  /** Null until they are known. */
  places: readonly PlaceView[] | null
  isOut: boolean
  retry: () => void
  /** Where it goes if nobody chooses another; null when nowhere. */
  place: PlaceView | null
  path: string
  choose: (to: ShareAddress) => void
  remember: () => void
}

/** Where a share goes: where the last one of this person went, else among the own files. */
export function useSharePlace(): SharePlace {
  const { data, isError, refetch } = usePlaces()
  const { prefs, change } = usePrefs()
  const [chosen, setChosen] = useState<ShareAddress | null>(null)
  const all = data ? [...data.personal, ...data.rooms, ...data.drives] : []
  const open = all.filter(({ may }) => may.upload)
  const asked = chosen ?? prefs?.share ?? null
  const place = open.find(({ id }) => id === asked?.placeId) ?? open[0] ?? null
  const path = place !== null && place.id === asked?.placeId ? asked.path : ''
  return {
    // What is read-only says so, for somebody looks for it here; what is locked has its own door.
    places: data ? [...open, ...all.filter(({ may, readOnly }) => readOnly && may.enter && !may.upload)] : null,
    isOut: isError && data === undefined,
    retry: () => void refetch(),
    place,
    path,
    choose: setChosen,
    remember: () => {
      if (place !== null) change({ share: { placeId: place.id, path } })
    },
  }
}
