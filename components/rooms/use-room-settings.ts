'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { placeRoutes } from '#lib/contracts/http/places.ts'
import { placeKey } from './use-places.ts'

const roomSettingsKey = (place: string) => [...placeKey(place), 'settings'] as const

/** Everything that can be changed about a room; only for whoever manages it. */
export function useRoomSettings(place: string) {
  const api = useApi()
  return useQuery({
    queryKey: roomSettingsKey(place),
    queryFn: ({ signal }) => api.call(placeRoutes.roomSettings, { params: { place }, signal }),
  })
}
