'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import type { AccountPrincipal } from './use-session.ts'

/** Who one is. */
export function AccountHead({ account }: { account: AccountPrincipal }) {
  const { roles, roleHelp } = useStrings().accounts
  return (
    <div className="flex items-center gap-4">
      <Avatar id={account.accountId} name={account.name} size={56} />
      <div className="min-w-0">
        <h2 className="truncate text-title">{account.name}</h2>
        <p className="text-body text-ink2">
          {roles[account.role]}. {roleHelp[account.role]}.
        </p>
      </div>
    </div>
  )
}
