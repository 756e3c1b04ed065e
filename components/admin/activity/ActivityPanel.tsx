'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { Card } from '#components/ui/Card.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { Select } from '#components/ui/Select.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { adminRoutes } from '#lib/contracts/http/admin.ts'
import { LoadMore } from '../LoadMore.tsx'
import { useCareStrings } from '../use-care-strings.ts'
import { ActivityRow } from './ActivityRow.tsx'

/** Who did what to people, rooms and the vault. */
export function ActivityPanel() {
  const words = useCareStrings().activity
  const api = useApi()
  const [action, setAction] = useState('all')
  const activity = useInfiniteQuery({
    queryKey: ['audit', action],
    queryFn: ({ pageParam, signal }) =>
      api.call(adminRoutes.audit, {
        query: { ...(action === 'all' ? {} : { action }), ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
  const lines = activity.data?.pages.flatMap((page) => page.lines)
  return (
    <>
      <Select
        label={words.filter}
        value={action}
        onChange={setAction}
        options={[
          { id: 'all', label: words.all },
          ...Object.entries(words.actions).map(([id, label]) => ({ id, label })),
        ]}
      />
      {activity.isError && !lines ? (
        <PageError error={activity.error} onRetry={() => void activity.refetch()} />
      ) : (
        <Card kind="rows">
          {activity.isPending ? <SkeletonRows count={6} rowClassName="h-14 px-4" /> : null}
          {lines?.length === 0 ? <EmptyState icon={History}>{words.empty}</EmptyState> : null}
          {lines?.map((line) => (
            <ActivityRow key={line.id} line={line} />
          ))}
        </Card>
      )}
      <LoadMore pages={activity} />
    </>
  )
}
