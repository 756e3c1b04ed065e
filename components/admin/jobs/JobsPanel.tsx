'use client'

import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { Card } from '#components/ui/Card.tsx'
import { ChipGroup } from '#components/ui/Chip.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { LoadMore } from '../LoadMore.tsx'
import { useCareStrings } from '../use-care-strings.ts'
import { JobItem } from './JobItem.tsx'
import { ThrottleCard } from './ThrottleCard.tsx'
import { type JobFilter, useJobs } from './use-jobs.ts'

const FILTERS: readonly JobFilter[] = ['all', 'running', 'queued', 'failed', 'done', 'cancelled']

/** Work in the background: how it stands, what failed and why. */
export function JobsPanel() {
  const care = useCareStrings()
  const [filter, setFilter] = useState<JobFilter>('all')
  const jobs = useJobs(filter)
  const listed = jobs.data?.pages.flatMap((page) => page.jobs)
  const throttle = jobs.data?.pages[0]?.throttle
  return (
    <>
      {throttle ? <ThrottleCard throttle={throttle} /> : null}
      <ChipGroup
        label={care.jobs.filter}
        value={filter}
        onChange={setFilter}
        options={FILTERS.map((id) => ({ id, label: care.jobs.states[id] }))}
        className="-mx-4 shrink-0 px-4"
      />
      {jobs.isError && !listed ? (
        <PageError error={jobs.error} onRetry={() => void jobs.refetch()} />
      ) : (
        <Card kind="rows">
          {jobs.isPending ? <SkeletonRows count={4} rowClassName="h-16 px-4" /> : null}
          {listed?.length === 0 ? <EmptyState icon={ListChecks}>{care.jobs.empty}</EmptyState> : null}
          {listed?.map((job) => (
            <JobItem key={job.id} job={job} />
          ))}
        </Card>
      )}
      <LoadMore pages={jobs} />
    </>
  )
}
