'use client'

import { LayoutGrid, List } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { ChipGroup } from '#components/ui/Chip.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { PHONE, useMedia } from '#components/ui/use-media.ts'
import type { EntryType } from '#lib/contracts/http/entries.ts'
import { NameFilter } from './NameFilter.tsx'
import { SortButton } from './SortButton.tsx'
import type { FolderPageState } from './use-folder-page.ts'

const TYPES = ['photo', 'film', 'paper', 'sound', 'table', 'archive', 'text'] as const

/** Which kinds are shown, and in which order. */
export function FilterBar({ page }: { page: FolderPageState }) {
  const { files } = useStrings()
  const isPhone = useMedia(PHONE)
  const isGrid = page.view === 'grid'
  const nameFilter = <NameFilter value={page.q} onChange={page.setQ} />
  // On a phone it takes a row of its own, which only the long lists of a drive are worth.
  const hasRow = isPhone && (page.place.kind === 'drive' || page.q !== '')
  return (
    <>
      <div className="flex items-center gap-2 py-1.5">
        <ChipGroup<EntryType | 'all'>
          label={files.filter}
          value={page.type ?? 'all'}
          onChange={(type) => page.setType(type === 'all' ? null : type)}
          options={[{ id: 'all', label: files.all }, ...TYPES.map((type) => ({ id: type, label: files.chips[type] }))]}
          className="min-w-0 flex-1"
        />
        {isPhone ? null : nameFilter}
        <SortButton value={page.order} onChange={page.setOrder} />
        {isPhone ? (
          <IconButton
            icon={isGrid ? List : LayoutGrid}
            label={isGrid ? files.views.list : files.views.grid}
            onPress={() => page.setView(isGrid ? 'list' : 'grid')}
            className="-ml-1"
          />
        ) : null}
      </div>
      {hasRow ? <div className="pb-2">{nameFilter}</div> : null}
    </>
  )
}
