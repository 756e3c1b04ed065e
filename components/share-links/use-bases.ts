'use client'

import { useSession } from '#components/accounts/use-session.ts'
import { baseForOthers, baseForVisitors } from '#lib/core/share-links/link-address.ts'

/** What addresses for others begin with; null until it is known who is here. */
export function useBases(): { household: string; visitors: string } | null {
  const reach = useSession().data?.vault.reach
  if (reach === undefined) return null
  return {
    household: baseForOthers(reach, window.location),
    visitors: baseForVisitors(reach, window.location),
  }
}
