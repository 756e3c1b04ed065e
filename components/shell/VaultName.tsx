'use client'

import { Link } from 'react-aria-components/Link'
import { useSession } from '#components/accounts/use-session.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Mark } from '#components/ui/Mark.tsx'

/** Top of the sidebar: the mark and what the house calls its vault. */
export function VaultName() {
  const { common } = useStrings()
  const name = useSession().data?.vault.name ?? common.product
  return (
    <Link href="/" className="flex h-10 min-w-0 flex-1 items-center gap-2.5 rounded-row px-1 text-head">
      <Mark size={26} />
      <span className="truncate">{name}</span>
    </Link>
  )
}
