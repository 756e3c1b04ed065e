'use client'

import { PinMark } from '#components/pins/PinMark.tsx'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import { FavouriteMark } from '#components/watching/FavouriteMark.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { ColumnId } from './columns.ts'
import { EntryState } from './EntryState.tsx'
import { addedByWords } from './entry-words.ts'
import { GridCell } from './GridCell.tsx'
import { MiddleName } from './MiddleName.tsx'

export interface EntryFactProps {
  entry: EntryView
  isComparing: boolean
  column: ColumnId
  /** Where there is no column for it, the state stands behind the name: it must not be missed. */
  stateBesideName: boolean
  nowMs: number
}

/** The cell of an entry in one column. */
export function EntryFact({ entry, isComparing, column, stateBesideName, nowMs }: EntryFactProps) {
  const { files } = useStrings()
  const format = useFormat()
  switch (column) {
    case 'name':
      return (
        <GridCell className="flex min-w-0 gap-3 pr-4 font-medium text-ink">
          <MiddleName name={entry.name} className="flex-1" />
          <FavouriteMark entryId={entry.id} className="self-center" />
          <PinMark entryId={entry.id} className="self-center" />
          {stateBesideName ? <EntryState entry={entry} isComparing={isComparing} /> : null}
        </GridCell>
      )
    case 'kind':
      return <GridCell className="truncate px-2 text-ink2">{files.types[entry.type]}</GridCell>
    case 'size':
      return (
        <GridCell className="truncate pr-5 text-right text-ink2 tabular">
          {entry.kind === 'file'
            ? format.bytes(entry.sizeBytes)
            : entry.childCount === null
              ? ''
              : files.entries(entry.childCount)}
        </GridCell>
      )
    case 'changed':
    case 'added': {
      const at = column === 'added' ? entry.addedAt : entry.modifiedAt
      return (
        <GridCell className="truncate px-2 text-ink2 tabular" title={format.dateTime(at)}>
          {format.when(at, nowMs)}
        </GridCell>
      )
    }
    case 'addedBy': {
      const { addedBy } = entry
      return (
        <GridCell className="flex min-w-0 items-center gap-2 px-2 text-ink2">
          <Avatar id={addedBy?.kind === 'account' ? addedBy.id : null} name={addedBy?.name ?? ''} size={20} />
          <span className="truncate">{addedByWords(entry, files)}</span>
        </GridCell>
      )
    }
    case 'state':
      return (
        <GridCell className="min-w-0 overflow-hidden px-2">
          <EntryState entry={entry} isComparing={isComparing} />
        </GridCell>
      )
    case 'lastOpened': {
      const at = entry.uses?.lastOpenedAt ?? null
      return (
        <GridCell className="truncate px-2 text-ink2 tabular" {...(at === null ? {} : { title: format.dateTime(at) })}>
          {at === null ? '' : format.when(at, nowMs)}
        </GridCell>
      )
    }
    case 'timesOpened':
      return (
        <GridCell className="truncate px-2 text-right text-ink2 tabular">
          {entry.kind === 'file' ? format.number(entry.uses?.opened ?? 0) : ''}
        </GridCell>
      )
    case 'format':
      return <GridCell className="truncate px-2 text-ink2">{entry.mime ?? ''}</GridCell>
    case 'sha256':
      return (
        <GridCell
          className="truncate px-2 font-mono text-caption text-ink2"
          {...(entry.sha256 === null ? {} : { title: entry.sha256 })}
        >
          {entry.sha256 ?? ''}
        </GridCell>
      )
  }
}
