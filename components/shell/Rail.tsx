'use client'

import { Plus } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Link } from 'react-aria-components/Link'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { Mark } from '#components/ui/Mark.tsx'
import type { NavEntry } from './navigation.ts'
import { useShell } from './shell-context.ts'

/** 72 wide, between 600 and 959: Add on top, then the entries. */
export function Rail({ entries }: { entries: readonly NavEntry[] }) {
  const strings = useStrings()
  const { add } = useShell()
  return (
    <nav
      aria-label={strings.common.mainNavigation}
      className="hidden w-18 shrink-0 flex-col items-center gap-2 overflow-y-auto border-hair border-r bg-sunken pt-[max(0.75rem,env(safe-area-inset-top))] pb-3 tablet:flex desktop:hidden"
    >
      {add ? (
        <Button
          aria-label={add.label}
          onPress={add.onPress}
          className="mb-1 flex size-12 items-center justify-center rounded-card bg-ember text-on-ember press-motion data-hovered:opacity-90 data-pressed:opacity-80"
        >
          <Icon of={Plus} size={24} />
        </Button>
      ) : (
        <span className="mb-1 flex size-12 items-center justify-center">
          <Mark size={28} />
        </span>
      )}
      {entries.map((entry) => (
        <Link
          key={entry.id}
          href={entry.href}
          {...(entry.isCurrent ? { 'aria-current': 'page' } : {})}
          className={classNames(
            'flex w-16 flex-col items-center gap-1 rounded-tile py-2 text-navigation font-medium press-motion',
            entry.isCurrent ? 'bg-surface text-ink' : 'text-ink3 data-hovered:text-ink',
          )}
        >
          <Icon of={entry.icon} size={22} />
          {entry.label}
        </Link>
      ))}
    </nav>
  )
}
