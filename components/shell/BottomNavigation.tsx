'use client'

import { Plus } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Link } from 'react-aria-components/Link'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { NavEntry } from './navigation.ts'
import { useShell } from './shell-context.ts'

/**
 * The navigation of a phone: 50 high and the safe area below, Add in the middle where the page has something to add to.
 */
export function BottomNavigation({ entries }: { entries: readonly NavEntry[] }) {
  const strings = useStrings()
  const { add } = useShell()
  const middle = Math.ceil(entries.length / 2)
  return (
    <nav
      aria-label={strings.common.mainNavigation}
      data-bottom-navigation=""
      className="flex shrink-0 items-stretch border-hair border-t bg-surface safe-bottom peer-[:not(:empty)]:hidden tablet:hidden"
    >
      {entries.slice(0, middle).map((entry) => (
        <BottomEntry key={entry.id} entry={entry} />
      ))}
      {add ? (
        <div className="flex flex-1 items-center justify-center">
          <Button
            aria-label={add.label}
            onPress={add.onPress}
            className="flex h-11 w-13 items-center justify-center rounded-card bg-ember text-on-ember press-motion data-pressed:opacity-80"
          >
            <Icon of={Plus} size={24} />
          </Button>
        </div>
      ) : null}
      {entries.slice(middle).map((entry) => (
        <BottomEntry key={entry.id} entry={entry} />
      ))}
    </nav>
  )
}

function BottomEntry({ entry }: { entry: NavEntry }) {
  return (
    <Link
      href={entry.href}
      {...(entry.isCurrent ? { 'aria-current': 'page' } : {})}
      className={classNames(
        'flex h-12.5 flex-1 flex-col items-center justify-center gap-0.5 text-navigation font-medium -outline-offset-3 press-motion',
        entry.isCurrent ? 'text-ink' : 'text-ink3',
      )}
    >
      <Icon of={entry.icon} size={22} className={entry.isCurrent ? 'stroke-[2.25]' : undefined} />
      {entry.label}
    </Link>
  )
}
