'use client'

import { type KeyboardEvent, useEffect, useRef } from 'react'
import { placeName } from '#components/rooms/place-words.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { ResultItem } from './ResultItem.tsx'
import { useSearchStrings } from './use-search-strings.ts'

export interface ResultsProps {
  entries: readonly EntryView[]
  query: string
  view: 'list' | 'grid'
  /** What the list is, where it is no search. */
  label?: string
  hasMore: boolean
  isReading: boolean
  onMore: () => void
  /** Up from the first of them. */
  onLeave: () => void
}

/** What was found. Arrows go from one to the next, Enter opens, Ctrl Enter goes to its folder. */
export function Results({ entries, query, view, label, hasMore, isReading, onMore, onLeave }: ResultsProps) {
  const strings = useStrings()
  const search = useSearchStrings()
  const nowMs = useNow()
  const list = useRef<HTMLUListElement>(null)
  const places = usePlaces().data
  const names = new Map(
    places
      ? [...places.personal, ...places.rooms, ...places.drives].map((place) => [place.id, placeName(place, strings)])
      : [],
  )
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('[data-result]') ?? [])]
    const at = links.indexOf(event.target as HTMLAnchorElement)
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && at !== -1) {
      event.preventDefault()
      event.stopPropagation()
      links[at]?.closest('li')?.querySelector<HTMLAnchorElement>('a:not([data-result])')?.click()
      return
    }
    if (step === undefined || at === -1) return
    event.preventDefault()
    const columns = view === 'list' ? 1 : columnsOf(links)
    const next = at + (step.isRow ? step.by * columns : view === 'list' ? 0 : step.by)
    if (next < 0) onLeave()
    else links[Math.min(next, links.length - 1)]?.focus()
  }
  return (
    <>
      <ul
        ref={list}
        aria-label={label ?? (query.trim() === '' ? search.recent : search.results)}
        onKeyDownCapture={press}
        className={classNames(
          view === 'grid'
            ? 'grid grid-cols-2 gap-x-3 gap-y-4 tablet:grid-cols-[repeat(auto-fill,minmax(176px,1fr))]'
            : 'flex flex-col gap-0.5',
        )}
      >
        {entries.map((entry) => (
          <ResultItem
            key={entry.id}
            entry={entry}
            placeName={names.get(entry.placeId) ?? ''}
            query={query}
            isTile={view === 'grid'}
            nowMs={nowMs}
          />
        ))}
      </ul>
      {hasMore ? <More isReading={isReading} onMore={onMore} label={search.more} /> : null}
    </>
  )
}

const STEPS: Readonly<Record<string, { by: number; isRow: boolean }>> = {
  ArrowDown: { by: 1, isRow: true },
  ArrowUp: { by: -1, isRow: true },
  ArrowRight: { by: 1, isRow: false },
  ArrowLeft: { by: -1, isRow: false },
}

function columnsOf(links: readonly HTMLElement[]): number {
  const tops = links.map((link) => link.closest('li')?.offsetTop ?? 0)
  const second = tops.findIndex((top) => top !== tops[0])
  return second === -1 ? links.length : second
}

/** Reads on when it comes into sight, and when it is pressed. */
function More({ isReading, onMore, label }: { isReading: boolean; onMore: () => void; label: string }) {
  const mark = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = mark
    if (current === null || isReading) return
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && onMore(), { rootMargin: '600px' })
    watch.observe(current)
    return () => watch.disconnect()
  }, [isReading, onMore])
  return (
    <div ref={mark} className="flex justify-center pt-2">
      <Button isPending={isReading} onPress={onMore}>
        {label}
      </Button>
    </div>
  )
}
