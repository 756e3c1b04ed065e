'use client'

import { CloudOff } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { useIsAway } from './reach-context.ts'

/** Pages that need nothing of the vault but what was kept. */
const WHOLE: ReadonlySet<string> = new Set(['/', '/offline'])
/** Pages that show what was seen last. */
const REMEMBERED: ReadonlySet<string> = new Set(['/place'])

/** Says that the vault is out of reach, and what that means for the page below. Announced when it comes. */
export function VaultAwayNotice() {
  const { common } = useStrings()
  const isAway = useIsAway()
  const pathname = usePathname()
  const help = WHOLE.has(pathname) ? common.worksWithoutVault : REMEMBERED.has(pathname) ? common.seenLast : null
  return (
    <div role="status" className="shrink-0">
      {isAway ? (
        <p className="flex items-center gap-2.5 bg-amber-soft px-4 py-2 text-label text-ink tablet:px-6">
          <Icon of={CloudOff} size={18} className="shrink-0 text-amber" />
          <span>
            <span className="text-amber">{common.vaultOutOfReach}</span>{' '}
            {help === null ? null : <span className="font-normal text-ink2">{help}</span>}
          </span>
        </p>
      ) : null}
    </div>
  )
}
