'use client'

import { useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { MenuAction } from '#components/ui/menu-entry.ts'
import type { EntryType, EntryView } from '#lib/contracts/http/entries.ts'
import type { DaysDialogProps } from './DaysDialog.tsx'
import { FilterChip, ResetChip } from './FilterChip.tsx'
import {
  dayAfter,
  isFiltered,
  NO_FILTER,
  type SearchAddress,
  SIZE_CHOICES,
  startOfDay,
  TIMES,
  WHENS,
} from './search-address.ts'
import { useSearchStrings } from './use-search-strings.ts'

const TYPES: readonly EntryType[] = ['photo', 'film', 'sound', 'paper', 'table', 'text', 'archive', 'folder']

const LazyDays = lazyPart<DaysDialogProps>(() => import('./DaysDialog.tsx').then((module) => module.DaysDialog))

export interface FilterChipsProps {
  address: SearchAddress
  onChange: (change: Partial<SearchAddress>) => void
  /** What is found: whoever added it can be chosen. */
  entries: readonly EntryView[]
}

/** What narrows a search down, each as a chip. */
export function FilterChips({ address, onChange, entries }: FilterChipsProps) {
  const strings = useStrings()
  const search = useSearchStrings()
  const [isChoosingDays, chooseDays] = useState(false)
  const places = usePlaces().data
  const all = places ? [...places.personal, ...places.rooms, ...places.drives] : []
  const place = all.find(({ id }) => id === address.place)
  const people = usePeople(entries)
  const any = (isChecked: boolean, change: Partial<SearchAddress>): MenuAction => ({
    ...{ id: 'any', label: search.any, isChecked },
    onAction: () => onChange(change),
  })
  const toggle = (type: EntryType) =>
    address.types.includes(type) ? address.types.filter((other) => other !== type) : [...address.types, type]

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: the chips stand in a row, a fieldset would frame them */}
      <div role="group" aria-label={search.filters} className="flex gap-2 overflow-x-auto py-1 [scrollbar-width:none]">
        <FilterChip
          label={search.kind}
          value={
            address.types.length === 0 ? null : search.kinds(address.types.map((type) => strings.files.types[type]))
          }
          entries={[
            any(address.types.length === 0, { types: [] }),
            'divider',
            ...TYPES.map((type) => ({
              ...{ id: type, label: strings.files.types[type], isChecked: address.types.includes(type) },
              onAction: () => onChange({ types: toggle(type) }),
            })),
          ]}
        />
        <FilterChip
          label={search.when}
          value={whenWords(address, search)}
          entries={[
            any(whenWords(address, search) === null, { when: null, from: null, to: null }),
            'divider',
            ...WHENS.map((when) => ({
              ...{ id: when, label: search.whens[when], isChecked: address.when === when },
              onAction: () => onChange({ when, from: null, to: null }),
            })),
            'divider',
            { id: 'days', label: search.days, onAction: () => chooseDays(true) },
          ]}
        />
        <FilterChip
          label={search.place}
          value={place ? search.placeSet(search.inPlace(placeName(place, strings), address.path)) : null}
          entries={[
            any(address.place === null, { place: null, path: '' }),
            'divider',
            ...all
              .filter(({ may }) => may.enter)
              .map((one) => ({
                ...{ id: one.id, label: placeName(one, strings), isChecked: one.id === address.place },
                onAction: () => onChange({ place: one.id, path: '' }),
              })),
          ]}
        />
        <FilterChip
          label={search.size}
          value={address.size === null ? null : search.sizeSet(search.sizes[address.size])}
          entries={[
            any(address.size === null, { size: null }),
            'divider',
            ...SIZE_CHOICES.map((size) => ({
              ...{ id: size, label: search.sizes[size], isChecked: address.size === size },
              onAction: () => onChange({ size }),
            })),
          ]}
        />
        <FilterChip
          label={search.opened}
          value={openedWords(address, search)}
          entries={[
            any(address.opened === null && address.times === null, { opened: null, times: null }),
            'divider',
            ...WHENS.map((when) => ({
              ...{ id: when, label: search.whens[when], isChecked: address.opened === when },
              onAction: () => onChange({ opened: when, ...(address.times === 'never' ? { times: null } : {}) }),
            })),
            'divider',
            ...TIMES.map((times) => ({
              ...{ id: times, label: search.times[times], isChecked: address.times === times },
              onAction: () => onChange({ times, ...(times === 'never' ? { opened: null } : {}) }),
            })),
          ]}
        />
        <FilterChip
          label={search.by}
          value={
            address.by === null
              ? null
              : search.bySet(people.find(({ id }) => id === address.by)?.name ?? search.somebody)
          }
          entries={[
            any(address.by === null, { by: null }),
            'divider',
            ...people.map(({ id, name }) => ({
              ...{ id, label: name, isChecked: id === address.by },
              onAction: () => onChange({ by: id }),
            })),
          ]}
        />
        {isFiltered(address) ? <ResetChip label={search.reset} onPress={() => onChange(NO_FILTER)} /> : null}
      </div>
      <LazyDays
        isOpen={isChoosingDays}
        onClose={() => chooseDays(false)}
        from={address.from}
        to={address.to}
        onChoose={(from, to) => onChange({ when: null, from, to })}
      />
    </>
  )
}

function whenWords({ when, from, to }: SearchAddress, search: ReturnType<typeof useSearchStrings>): string | null {
  if (when !== null) return search.whenSet(search.whens[when])
  if (from === null && to === null) return null
  return search.between(from === null ? null : startOfDay(from), to === null ? null : dayAfter(to))
}

function openedWords({ opened, times }: SearchAddress, search: ReturnType<typeof useSearchStrings>): string | null {
  const chosen = [...(opened === null ? [] : [search.whens[opened]]), ...(times === null ? [] : [search.times[times]])]
  return chosen.length === 0 ? null : search.openedSet(chosen)
}

/** Oneself, the hand, and whoever added what is found. */
function usePeople(entries: readonly EntryView[]): { id: string; name: string }[] {
  const search = useSearchStrings()
  const principal = useSession().data?.principal
  const own = principal?.kind === 'account' ? [{ id: principal.accountId as string, name: search.you }] : []
  const found = entries.flatMap(({ addedBy }) =>
    addedBy?.kind === 'account' && !addedBy.self && addedBy.name !== '' ? [{ id: addedBy.id, name: addedBy.name }] : [],
  )
  const people = [...own, ...found, { id: 'disk', name: search.byHand }]
  return [...new Map(people.map((one) => [one.id, one])).values()]
}
