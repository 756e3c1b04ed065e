'use client'

import { LogIn, Settings } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Link } from 'react-aria-components/Link'
import { useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { useSession } from './use-session.ts'

/** The foot of the sidebar: who is here, leading to "You". */
export function AccountRow() {
  const strings = useStrings()
  const isCurrent = usePathname() === '/you'
  const { data: session } = useSession()
  if (!session) return <div className="h-12" />
  const { principal } = session
  const account = principal.kind === 'account' ? principal : null
  return (
    <Link
      href={account ? '/you' : '/sign-in'}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
      className={classNames(
        'flex h-12 items-center gap-2.5 rounded-row border px-2 press-motion',
        isCurrent ? 'border-hair bg-surface' : 'border-transparent data-hovered:bg-hair/60',
      )}
    >
      <Avatar id={account?.accountId ?? null} name={account?.name ?? ''} size={28} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-label text-ink">{account?.name ?? strings.accounts.guest}</span>
        <span className="block truncate text-caption text-ink3">
          {account ? strings.accounts.roles[account.role] : strings.common.nav.signIn}
        </span>
      </span>
      <Icon of={account ? Settings : LogIn} size={18} className="text-ink3" />
    </Link>
  )
}
