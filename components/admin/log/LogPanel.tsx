'use client'

import { ScrollText } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Card } from '#components/ui/Card.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { LoadMore } from '../LoadMore.tsx'
import { useCareStrings } from '../use-care-strings.ts'
import { LogFilters } from './LogFilters.tsx'
import { LogLevelCard } from './LogLevelCard.tsx'
import { LogRow } from './LogRow.tsx'
import { type LogFilter, useLog } from './use-log.ts'

/** What the vault writes down about itself. */
export function LogPanel() {
  const words = useCareStrings().log
  const [filter, setFilter] = useState<LogFilter>({ component: 'all', level: 'info', text: '' })
  const [follows, setFollows] = useState(true)
  const { pages, lines, level } = useLog(useDeferredValue(filter), follows)
  return (
    <>
      {level ? <LogLevelCard level={level} /> : null}
      <LogFilters filter={filter} onFilter={setFilter} follows={follows} onFollow={setFollows} />
      {pages.isError && !lines ? (
        <PageError error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Card kind="rows">
          {pages.isPending ? <SkeletonRows count={6} rowClassName="h-14 px-4" /> : null}
          {lines?.length === 0 ? (
            <EmptyState icon={ScrollText}>{pages.isFetching ? words.searching : words.empty}</EmptyState>
          ) : null}
          <ul aria-label={words.lines} className="divide-y divide-hair">
            {lines?.map((line) => (
              <LogRow key={line.id} line={line} />
            ))}
          </ul>
        </Card>
      )}
      <LoadMore pages={pages} />
    </>
  )
}
