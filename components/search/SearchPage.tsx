'use client'

import { LayoutGrid, List, SearchX } from 'lucide-react'
import { type KeyboardEvent, useCallback, useRef } from 'react'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { Button } from '#components/ui/Button.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SegmentedControl } from '#components/ui/SegmentedControl.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { FilterChips } from './FilterChips.tsx'
import { Results } from './Results.tsx'
import { SearchBox } from './SearchBox.tsx'
import { isFiltered, NO_FILTER } from './search-address.ts'
import { useSearch } from './use-search.ts'
import { useSearchAddress } from './use-search-address.ts'
import { useSearchStrings } from './use-search-strings.ts'

/** As many as the vault ranks. */
const MOST_RANKED = 500

/** `/search?q=`: what lies where, by name and by filters; without either it is what was added last. */
export function SearchPage() {
  const strings = useSearchStrings()
  const { address, type, filter, show } = useSearchAddress()
  const found = useSearch(address)
  const field = useRef<HTMLInputElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const { fetchNextPage } = found
  const more = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage])
  const { entries, total } = found
  const hasWords = address.q.trim() !== ''
  const isEmpty = found.isSuccess && found.isCurrent && entries.length === 0

  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' || event.target !== field.current) return
    const first = body.current?.querySelector<HTMLElement>('[data-result]')
    if (!first) return
    event.preventDefault()
    first.focus()
  }
  return (
    <>
      <TopBar
        title={strings.title}
        actions={
          <SegmentedControl
            label={strings.view}
            value={address.view}
            onChange={show}
            options={[
              { id: 'list', label: strings.list, icon: List },
              { id: 'grid', label: strings.grid, icon: LayoutGrid },
            ]}
          />
        }
      />
      <PageBody ref={body} width="full" className="gap-3">
        <div className="contents" onKeyDownCapture={press}>
          <SearchBox value={address.q} onChange={type} inputRef={field} />
          <FilterChips address={address} onChange={filter} entries={entries} />
        </div>
        {/* Told as well: focus stays in the field. */}
        <p role="status" className="min-h-4 px-2 text-caption text-ink3 tabular">
          {found.data === undefined
            ? ''
            : !found.isCurrent
              ? strings.searching
              : isEmpty
                ? emptyWords(address.q, isFiltered(address), strings)
                : total === null
                  ? strings.recent
                  : total >= MOST_RANKED
                    ? strings.foundMost(total)
                    : strings.found(total)}
          {found.isCutShort ? ` ${strings.cutShort}` : ''}
          {found.isIndexing ? ` ${strings.indexing}` : ''}
        </p>
        {found.isPending ? <SkeletonRows count={6} tileClassName="h-10 w-12" /> : null}
        {found.isError ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
        {isEmpty ? (
          <EmptyState
            icon={SearchX}
            action={
              isFiltered(address) ? (
                <Button onPress={() => filter(NO_FILTER)}>{strings.reset}</Button>
              ) : (
                <ButtonLink href="/">{strings.home}</ButtonLink>
              )
            }
          >
            {emptyWords(address.q, isFiltered(address), strings)}
          </EmptyState>
        ) : null}
        {entries.length === 0 ? null : (
          <Results
            entries={entries}
            query={hasWords ? address.q : ''}
            view={address.view}
            hasMore={found.hasNextPage}
            isReading={found.isFetchingNextPage}
            onMore={more}
            onLeave={() => field.current?.focus()}
          />
        )}
      </PageBody>
    </>
  )
}

function emptyWords(q: string, isNarrow: boolean, strings: ReturnType<typeof useSearchStrings>): string {
  if (isNarrow) return strings.nothingFits
  return q.trim() === '' ? strings.nothingYet : strings.nothing(q.trim())
}
