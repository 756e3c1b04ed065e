'use client'

import { useEffect, useState } from 'react'
import { useAccounts } from '#components/accounts/use-accounts.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Select } from '#components/ui/Select.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { accessKindSchema } from '#lib/contracts/http/access-log.ts'
import { NO_FILTER, type TypedFilter } from './access-filter.ts'
import { useAccessStrings } from './use-access-strings.ts'

/** Typing asks once, when it rests. */
const REST_MS = 300
const ALL = 'all'

export interface AccessFiltersProps {
  filter: TypedFilter
  onFilter: (filter: TypedFilter) => void
  follows: boolean
  onFollow: (follows: boolean) => void
}

export function AccessFilters({ filter, onFilter, follows, onFollow }: AccessFiltersProps) {
  const words = useAccessStrings()
  const strings = useStrings()
  const accounts = useAccounts().data ?? []
  const places = usePlaces().data
  const all = places ? [...places.personal, ...places.rooms, ...places.drives] : []
  const [name, setName] = useState(filter.name)
  const [address, setAddress] = useState(filter.address)
  useEffect(() => {
    if (name === filter.name && address === filter.address) return
    const timer = setTimeout(() => onFilter({ ...filter, name, address }), REST_MS)
    return () => clearTimeout(timer)
  }, [name, address, filter, onFilter])
  const choose = (key: 'person' | 'place' | 'kind') => (value: string) =>
    onFilter({ ...filter, [key]: value === ALL ? '' : value })
  const isFiltered = Object.values(filter).some((value) => value !== '')
  return (
    <section aria-label={words.filters} className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3 tablet:grid-cols-3">
        <Select
          label={words.person}
          value={filter.person || ALL}
          onChange={choose('person')}
          options={[
            { id: ALL, label: words.anybody },
            { id: 'guests', label: words.guests },
            { id: 'visitors', label: words.visitors },
            ...accounts.map(({ id, name: label }) => ({ id, label })),
          ]}
        />
        <Select
          label={words.place}
          value={filter.place || ALL}
          onChange={choose('place')}
          options={[
            { id: ALL, label: words.anywhere },
            ...all.map((place) => ({ id: place.id, label: placeName(place, strings) })),
          ]}
        />
        <Select
          label={words.kind}
          value={filter.kind || ALL}
          onChange={choose('kind')}
          options={[
            { id: ALL, label: words.anything },
            ...accessKindSchema.options.map((id) => ({ id, label: words.kinds[id] })),
          ]}
        />
        <TextField
          label={words.address}
          value={address}
          onChange={setAddress}
          maxLength={64}
          autoComplete="off"
          inputMode="decimal"
        />
        <TextField
          label={words.from}
          type="date"
          value={filter.from}
          onChange={(from) => onFilter({ ...filter, from })}
        />
        <TextField label={words.to} type="date" value={filter.to} onChange={(to) => onFilter({ ...filter, to })} />
      </div>
      <TextField label={words.name} type="search" value={name} onChange={setName} maxLength={200} autoComplete="off" />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Switch isSelected={follows} onChange={onFollow}>
          {words.follow}
        </Switch>
        {isFiltered ? (
          <Button
            size="bar"
            onPress={() => {
              setName('')
              setAddress('')
              onFilter(NO_FILTER)
            }}
          >
            {words.reset}
          </Button>
        ) : null}
      </div>
    </section>
  )
}
