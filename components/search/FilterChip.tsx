'use client'

import { ChevronDown, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { classNames } from '#components/ui/class-names.ts'
import type { EntriesMenuProps } from '#components/ui/EntriesMenu.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { MenuEntry } from '#components/ui/menu-entry.ts'

const LazyMenu = lazyPart<EntriesMenuProps>(() =>
  import('#components/ui/EntriesMenu.tsx').then((module) => module.EntriesMenu),
)

export interface FilterChipProps {
  /** What it filters by, as its menu is called. */
  label: string
  /** What it is set to, in words; null: to nothing. */
  value: string | null
  entries: readonly MenuEntry[]
}

/** A filter: a pill with its choices, in ink when set. */
export function FilterChip({ label, value, entries }: FilterChipProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        ref={trigger}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        className={classNames(
          'inline-flex h-8.5 max-w-64 shrink-0 select-none items-center gap-1.5 whitespace-nowrap rounded-pill border px-3.5 text-label press-motion touch-target desktop:h-7.5',
          value === null ? 'border-hair bg-surface text-ink2 data-hovered:bg-hover' : 'border-ink bg-ink text-paper',
        )}
      >
        <span className="truncate">{value ?? label}</span>
        <Icon of={ChevronDown} size={15} />
      </Button>
      <LazyMenu
        label={label}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        triggerRef={trigger}
        placement="bottom start"
        entries={entries}
      />
    </>
  )
}

/** Takes all filters away. */
export function ResetChip({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <Button
      onPress={onPress}
      className="inline-flex h-8.5 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-pill px-3 text-ember-ink text-label press-motion touch-target data-hovered:bg-hover desktop:h-7.5"
    >
      <Icon of={X} size={15} />
      {label}
    </Button>
  )
}
