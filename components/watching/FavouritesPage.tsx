'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Star } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { Results } from '#components/search/Results.tsx'
import { useApi } from '#components/shell/api-context.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { ChipGroup } from '#components/ui/Chip.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import type { EntryType } from '#lib/contracts/http/entries.ts'
import { watchingRoutes } from '#lib/contracts/http/watching.ts'
import { useLiveShelves } from './use-live-shelves.ts'
import { useWatchingStrings } from './use-watching-strings.ts'
import { shelfKey } from './watching-keys.ts'

const TYPES = ['photo', 'film', 'paper', 'sound', 'table', 'archive', 'text'] as const
const PAGE = 100

/** `/favourites`: what somebody marked with a star, the newest first, in every place. */
export function FavouritesPage() {
  useLiveShelves()
  const api = useApi()
  const words = useWatchingStrings()
  const { files } = useStrings()
  const [type, setType] = useState<EntryType | 'all'>('all')
  const read = useInfiniteQuery({
    queryKey: shelfKey('favourites', 'list'),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.call(watchingRoutes.shelf, {
        params: { shelf: 'favourites' },
        query: { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
  const { data, fetchNextPage } = read
  const all = useMemo(() => data?.pages.flatMap(({ entries }) => entries.map(({ entry }) => entry)) ?? [], [data])
  const entries = useMemo(() => (type === 'all' ? all : all.filter((entry) => entry.type === type)), [all, type])
  const more = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage])
  const isEmpty = read.isSuccess && entries.length === 0 && !read.hasNextPage
  return (
    <>
      <TopBar title={words.favourites} />
      <PageBody width="full" className="gap-3">
        {all.length === 0 ? null : (
          <ChipGroup<EntryType | 'all'>
            label={words.kinds}
            value={type}
            onChange={setType}
            options={[{ id: 'all', label: words.everything }, ...TYPES.map((id) => ({ id, label: files.chips[id] }))]}
          />
        )}
        {read.isPending ? <SkeletonRows count={6} tileClassName="h-10 w-12" /> : null}
        {read.isError ? <PageError error={read.error} onRetry={() => void read.refetch()} /> : null}
        {isEmpty ? (
          <EmptyState icon={Star} action={<ButtonLink href="/">{words.toRooms}</ButtonLink>}>
            {all.length === 0 ? words.none : words.noneOfKind}
          </EmptyState>
        ) : null}
        {read.isSuccess && !isEmpty ? (
          <Results
            entries={entries}
            query=""
            label={words.favourites}
            view="list"
            hasMore={read.hasNextPage}
            isReading={read.isFetchingNextPage}
            onMore={more}
            onLeave={() => {}}
          />
        ) : null}
      </PageBody>
    </>
  )
}
