'use client'

import { RotateCcw, Trash2 } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { layoutSections, rectOf } from '#components/files/view/layout.ts'
import { useWidth } from '#components/files/view/use-width.ts'
import { useWindow } from '#components/files/view/use-window.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import type { EntriesMenuProps } from '#components/ui/EntriesMenu.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import { useLongPress } from '#components/ui/use-long-press.ts'
import { PHONE, useMedia } from '#components/ui/use-media.ts'
import type { TrashedView } from '#lib/contracts/http/trash.ts'
import { TrashRow } from './TrashRow.tsx'

const LazyMenu = lazyPart<EntriesMenuProps>(() =>
  import('#components/ui/EntriesMenu.tsx').then((module) => module.EntriesMenu),
)

export interface TrashRowsProps {
  label: string
  placeName: string
  /** As far as they are read. */
  entries: readonly TrashedView[]
  /** How many there are. */
  count: number
  hasMore: boolean
  onMore: () => void
  selected: ReadonlySet<string>
  scroller: RefObject<HTMLElement | null>
  onSelect: (id: string) => void
  onRestore: (entry: TrashedView) => void
  onPurge: (entry: TrashedView) => void
}

const ROW_PX = 72
/** With a line more, for what has no room beside it. */
const PHONE_ROW_PX = 92
/** So many rows before the end of what is known, more are read. */
const AHEAD = 60

/** The rows of a trash: only what is seen is drawn, and more is read as somebody goes on. */
export function TrashRows(props: TrashRowsProps) {
  const { label, placeName, entries, count, hasMore, onMore, selected, scroller, onSelect, onRestore, onPurge } = props
  const { trash } = useStrings()
  const canvas = useRef<HTMLUListElement>(null)
  const parts = useMemo(() => ({ scroller, canvas }), [scroller])
  const width = useWidth(canvas)
  const height = useMedia(PHONE) ? PHONE_ROW_PX : ROW_PX
  const layout = useMemo(
    () => layoutSections([planOf(entries.length, { width, height })]),
    [entries.length, width, height],
  )
  const { first, end } = useWindow(parts, layout)
  useEffect(() => {
    if (hasMore && end + AHEAD > entries.length) onMore()
  }, [hasMore, end, entries.length, onMore])

  // Where focus is stays drawn when it is scrolled away.
  const [focused, setFocused] = useState<number | null>(null)
  const [menu, setMenu] = useState<{ entry: TrashedView; at: { x: number; y: number } } | null>(null)
  const [last, setLast] = useState(menu)
  if (menu !== null && menu !== last) setLast(menu)
  const anchor = useRef<HTMLSpanElement>(null)
  const indexOf = (target: EventTarget) => {
    const row = (target as Element).closest<HTMLElement>('[data-row]')
    return row ? Number(row.dataset.row) : null
  }
  const entryOf = (target: EventTarget) => entries[indexOf(target) ?? -1]
  const press = useLongPress({
    mayBegin: (target) => entryOf(target) !== undefined,
    onAsk: (target, at) => {
      const entry = entryOf(target)
      if (entry) setMenu({ entry, at })
    },
  })

  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset)
  if (focused !== null && focused < entries.length && !indexes.includes(focused)) indexes.push(focused)
  indexes.sort((one, other) => one - other)
  const about = last?.entry
  return (
    <>
      <ul
        ref={canvas}
        aria-label={label}
        className="relative"
        style={{ height: Math.max(layout.height, 1) }}
        {...press.handlers}
        onFocus={(event) => setFocused(indexOf(event.target))}
        onBlur={() => setFocused(null)}
      >
        {indexes.map((index) => {
          const entry = entries[index]
          if (!entry) return null
          const { y } = rectOf(layout, index)
          return (
            <TrashRow
              key={entry.id}
              entry={entry}
              index={index}
              count={count}
              placeName={placeName}
              isSelected={selected.has(entry.id)}
              style={{ position: 'absolute', insetInline: 0, top: 0, height, transform: `translateY(${y}px)` }}
              onSelect={() => onSelect(entry.id)}
              onRestore={() => onRestore(entry)}
              onMenu={(at) => setMenu({ entry, at })}
            />
          )
        })}
      </ul>
      <span
        ref={anchor}
        aria-hidden
        className="pointer-events-none fixed size-px"
        style={{ left: last?.at.x ?? 0, top: last?.at.y ?? 0 }}
      />
      <LazyMenu
        isOpen={menu !== null}
        onClose={() => setMenu(null)}
        label={about?.name ?? ''}
        triggerRef={anchor}
        placement="bottom start"
        {...(about
          ? { media: <EntryPicture entry={about} iconSize={20} className="h-12 w-16 shrink-0 rounded-[8px]" /> }
          : {})}
        entries={
          about
            ? [
                about.may.restore && {
                  id: 'restore',
                  label: trash.restore,
                  icon: RotateCcw,
                  onAction: () => onRestore(about),
                },
                about.may.purge && 'divider',
                about.may.purge && {
                  id: 'purge',
                  label: trash.purge,
                  icon: Trash2,
                  tone: 'danger',
                  onAction: () => onPurge(about),
                },
              ]
            : []
        }
      />
    </>
  )
}

function planOf(count: number, cell: { width: number; height: number }) {
  return {
    ...{ id: 'rows', label: null, count, columns: 1, cell, gap: { x: 0, y: 0 } },
    ...{ headingHeight: 0, marginBottom: 0 },
  }
}
