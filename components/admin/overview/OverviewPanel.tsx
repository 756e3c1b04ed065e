'use client'

import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { DiskCard } from './DiskCard.tsx'
import { NowCard } from './NowCard.tsx'
import { useOverview } from './use-overview.ts'
import { VaultCard } from './VaultCard.tsx'
import { Warnings } from './Warnings.tsx'

/** What an admin wants to know at a glance, the worst first. */
export function OverviewPanel() {
  const overview = useOverview()
  if (overview.isPending) return <SkeletonRows count={6} />
  if (!overview.data) return <PageError error={overview.error} onRetry={() => void overview.refetch()} />
  return (
    <>
      <Warnings warnings={overview.data.warnings} />
      <DiskCard disk={overview.data.disk} />
      <NowCard overview={overview.data} />
      <VaultCard overview={overview.data} />
    </>
  )
}
