'use client'

import { FileDown, ScrollText, TriangleAlert } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useFormat } from '#components/strings/use-strings.ts'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { Card } from '#components/ui/Card.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Notice } from '#components/ui/Notice.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { accessLogRoutes } from '#lib/contracts/http/access-log.ts'
import { LoadMore } from '../LoadMore.tsx'
import { AccessFilters } from './AccessFilters.tsx'
import { AccessKeeping } from './AccessKeeping.tsx'
import { AccessRow } from './AccessRow.tsx'
import { NO_FILTER, toQuery } from './access-filter.ts'
import { useAccessLog } from './use-access-log.ts'
import { useAccessStrings } from './use-access-strings.ts'

/** Who was given what. */
export function AccessPanel() {
  const words = useAccessStrings()
  const api = useApi()
  const format = useFormat()
  const now = useNow()
  const [filter, setFilter] = useState(NO_FILTER)
  const [follows, setFollows] = useState(true)
  const settled = useDeferredValue(filter)
  const query = useMemo(() => toQuery(settled), [settled])
  const { pages, lines, state } = useAccessLog(query, follows)
  const isFiltered = Object.keys(query).length > 0
  const empty = pages.hasNextPage ? words.searching : isFiltered ? words.emptyFiltered : words.empty
  return (
    <>
      <p className="text-body text-ink2">{words.intro}</p>
      {state && state.lost.count > 0 ? (
        <Notice icon={TriangleAlert} tone="amber" title={words.lost(state.lost.count)}>
          {words.lostHelp(format.when(state.lost.lastAt ?? now, now))}
        </Notice>
      ) : null}
      {state?.keepDays === 0 ? (
        <Notice icon={ScrollText} title={words.off}>
          {words.offHelp}
        </Notice>
      ) : null}
      <AccessFilters filter={filter} onFilter={setFilter} follows={follows} onFollow={setFollows} />
      {pages.isError && !lines ? (
        <PageError error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <Card kind="rows">
          {pages.isPending ? <SkeletonRows count={6} rowClassName="h-16 px-4" /> : null}
          {lines?.length === 0 ? <EmptyState icon={ScrollText}>{empty}</EmptyState> : null}
          <ul aria-label={words.lines} className="divide-y divide-hair">
            {lines?.map((line) => (
              <AccessRow key={line.id} line={line} />
            ))}
          </ul>
        </Card>
      )}
      <LoadMore pages={pages} />
      <ButtonLink
        href={api.href(accessLogRoutes.csv, { query })}
        download
        icon={FileDown}
        size="bar"
        className="self-start"
      >
        {words.save}
      </ButtonLink>
      <AccessKeeping />
    </>
  )
}
