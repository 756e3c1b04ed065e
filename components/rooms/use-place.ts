'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { type PlaceView, placeRoutes } from '#lib/contracts/http/places.ts'
import { placeKey } from './use-places.ts'

const AT_LEAST_MS = 30_000

/** One place by id or slug. Asked again when the hour of a guest is over, so that the door closes on the screen too. */
export function usePlace(place: string) {
  const api = useApi()
  return useQuery({
    queryKey: placeKey(place),
    enabled: place !== '',
    queryFn: ({ signal }) => api.call(placeRoutes.get, { params: { place }, signal }),
    refetchInterval: ({ state }) => {
      // How long, not until when: the clock of this device may be years away from the vault's.
      const forMs = state.data?.unlockedForMs ?? null
      return forMs === null ? false : Math.max(AT_LEAST_MS, forMs + 1000)
    },
  })
}

/** A place that the page asks for: looks on without asking, or a place that is not there would be asked for anew. */
export function useKnownPlace(place: string): PlaceView | null {
  const { data } = useQuery<PlaceView>({ queryKey: placeKey(place), enabled: false })
  return data ?? null
}
