'use client'

import { usePathname } from 'next/navigation'
import { useMemo } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { trashHref } from '#components/rooms/place-href.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { useKnownPlace } from '#components/rooms/use-place.ts'
import { useOpenPlace } from '#components/shell/address-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { type UsageLine, usageLines } from './usage-lines.ts'
import { useUsage } from './use-usage.ts'

export interface UsageHere {
  lines: readonly UsageLine[]
  placeName: string
  /** Where emptying the trash helps this line; null for whoever has none to empty. */
  trashOf(line: UsageLine): string | null
}

export interface UsageAnswer {
  /** Null until it is known. */
  here: UsageHere | null
  error: unknown
  retry: () => void
}

/** How much is used, for the place that is open, else for the person. */
export function useUsageHere(): UsageAnswer {
  const open = useOpenPlace()
  const pathname = usePathname()
  const isInside = pathname.startsWith('/place') || pathname === '/trash'
  const place = useKnownPlace(isInside ? (open ?? '') : '')
  return useUsageOf(place?.may.enter ? place : null)
}

/** The same for a place; null: for the person alone. */
export function useUsageOf(place: PlaceView | null): UsageAnswer {
  const strings = useStrings()
  const principal = useSession().data?.principal
  const personal = principal?.kind === 'account' ? principal.personalPlaceId : null
  const { data: usage, error, refetch } = useUsage(place?.id ?? personal, place !== null)
  const here = useMemo((): UsageHere | null => {
    if (!usage) return null
    const ofPlace = place?.may.seeTrash ? trashHref(place.id) : null
    const own = personal === null ? null : trashHref(personal)
    return {
      lines: usageLines(usage, place !== null),
      placeName: place === null ? '' : placeName(place, strings),
      trashOf: ({ of }) => (of === 'account' ? own : (ofPlace ?? (of === 'disk' ? own : null))),
    }
  }, [usage, place, personal, strings])
  return { here, error, retry: () => void refetch() }
}
